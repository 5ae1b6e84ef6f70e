/** Each report: what it answers, what to do with it, what has to be there so that it fills, and what each column counts. */
export const enReportFigures = {
  recognition: {
    name: 'Recognition',
    asks: 'How many callers did we know before anybody asked?',
    decide:
      'The commonest reason says what to mend: numbers that are missing in the records, numbers that several share, callers who hide theirs.',
    missing: 'No call of a customer reached the house in this time.',
    pareto: 'Why callers were not recognised',
    columns: {
      calls: { name: 'Calls', means: 'Calls of customers to us.' },
      recognised: { name: 'Recognised', means: 'Calls whose caller the program knew by itself.' },
      recognisedShare: { name: 'Recognition rate', means: 'Recognised calls of all calls.' },
      shown: {
        name: 'With a number',
        means: 'Calls that showed a number: only these can be recognised by it.',
      },
      shownShare: {
        name: 'Of those with a number',
        means: 'Recognised calls of those that showed a number.',
      },
      saidByAgent: {
        name: 'Named by the agent',
        means: 'Not recognised, and an agent said who it is. The program knows it at the next call.',
      },
      wrong: { name: 'Wrong', means: 'Recognised as somebody else than the agent said it was.' },
      nobody: { name: 'Unknown to the end', means: 'Not recognised, and nobody said who it was.' },
      unknownAfterwards: { name: 'Unknown to the end', means: 'Not recognised, and nobody said who it was.' },
    },
  },
  greeting: {
    name: 'Greeted in time',
    asks: 'Did the name stand on the screen before the agent answered?',
    decide:
      'The step with the longest bar is the one to mend: the server, the network, or the desk that draws.',
    missing: 'No card was answered in this time.',
    pareto: '',
    columns: {
      pops: { name: 'Cards', means: 'Cards of calls that an agent answered.' },
      inTime: { name: 'In time', means: 'Cards that were drawn before the agent answered.' },
      inTimeShare: { name: 'Greeted in time', means: 'Cards in time of all cards.' },
      late: { name: 'Too late', means: 'Cards that were drawn after the agent had answered.' },
      unseen: {
        name: 'Never drawn',
        means: 'Cards that no desktop said it had drawn: closed, hidden or cut off.',
      },
      storedMedian: {
        name: 'Stored (half)',
        means: 'From the event’s arrival until the card was stored: half were faster.',
      },
      storedP99: { name: 'Stored (99 %)', means: 'The same: 99 of 100 were faster.' },
      sentMedian: { name: 'Sent (half)', means: 'From stored until sent to the desktop: half were faster.' },
      sentP99: { name: 'Sent (99 %)', means: 'The same: 99 of 100 were faster.' },
      renderedMedian: {
        name: 'Drawn (half)',
        means: 'From sent until drawn on the screen: half were faster.',
      },
      renderedP99: { name: 'Drawn (99 %)', means: 'The same: 99 of 100 were faster.' },
      answeredMedian: {
        name: 'Answered (half)',
        means: 'Of those in time, from drawn until answered: half of the agents had longer to read.',
      },
      answeredP99: { name: 'Answered (99 %)', means: 'The same: 99 of 100 answered sooner.' },
      wholeMedian: {
        name: 'Whole way (half)',
        means: 'From the event’s arrival until drawn: half were faster.',
      },
      wholeP99: { name: 'Whole way (99 %)', means: 'The same: 99 of 100 were faster.' },
    },
  },
  'asked-again': {
    name: 'Asked again',
    asks: 'What did callers have to say although they had said it before?',
    decide:
      'What stands first is to be kept better: let the voice menu ask it, or import it from the system that has it.',
    missing:
      'No answer was put down on a call in this time. Say in the setting “facts” what you ask your customers for.',
    pareto: 'What was asked',
    columns: {
      times: {
        name: 'Times asked',
        means: 'How often customers were asked something of what the house asks them for.',
      },
      calls: { name: 'Calls', means: 'Calls of customers to us that were answered.' },
      callsAsked: { name: 'Calls with questions', means: 'Those of them on which something was asked.' },
      callsAskedShare: { name: 'Asked again', means: 'Calls with questions of all answered calls.' },
      known: { name: 'Known already', means: 'Asked although it was known and still held.' },
      confirm: { name: 'To be confirmed', means: 'Asked because what was known had grown old.' },
      missing: { name: 'Not known', means: 'Asked because nobody had said it yet.' },
    },
  },
  'first-contact': {
    name: 'Solved at first contact',
    asks: 'Was one contact enough, and who had to come back?',
    decide:
      'Look at the results after which callers come back most: what they lacked can be told on the first call, or settled by the department behind it.',
    missing: 'No contact was closed in this time.',
    pareto: 'After which results customers came back',
    columns: {
      contacts: {
        name: 'Contacts',
        means: 'What customers began on any channel, where they left a name or a number.',
      },
      first: {
        name: 'First contacts',
        means: 'Contacts without another one of the same customer in the seven days before.',
      },
      solved: {
        name: 'Solved',
        means: 'First contacts after which the customer did not come back within seven days.',
      },
      solvedShare: {
        name: 'Solved at first contact',
        means: 'Solved of those first contacts whose seven days are over.',
      },
      matterSolvedShare: {
        name: 'Matter solved',
        means:
          'The same, where only contacts about the same case or with the same result count as coming back.',
      },
      repeats: {
        name: 'Came back',
        means: 'Contacts within seven days of another one of the same customer.',
      },
      repeatShare: { name: 'Share of repeats', means: 'Contacts that came back, of all contacts.' },
      sameMatter: {
        name: 'About the same',
        means: 'Those of them about the same case or with the same result.',
      },
      pending: { name: 'Not over', means: 'First contacts whose seven days are not over: nobody knows yet.' },
    },
  },
  causes: {
    name: 'Root causes',
    asks: 'What do customers have trouble with, and what is newly rising?',
    decide:
      'The few causes that make most of the contacts are worth a conversation with the department behind them; a rising one today.',
    missing: 'No case was opened in this time. Cases are opened when a call is wrapped up.',
    pareto: 'Root causes',
    columns: {
      cases: { name: 'Cases', means: 'Cases that were opened in this time.' },
      contacts: { name: 'Contacts', means: 'Contacts about them so far.' },
      contactsPerCase: {
        name: 'Contacts per case',
        means: 'How often a customer had to come about one case.',
      },
      complaints: { name: 'Complaints', means: 'Those of them that are complaints.' },
      open: { name: 'Still open', means: 'Those of them that are not solved yet.' },
      explainedShare: { name: 'Cause known', means: 'Cases whose root cause was put down.' },
    },
  },
  complaints: {
    name: 'Complaints',
    asks: 'Who complained, and how many may have been as dissatisfied and said nothing?',
    decide:
      'What the estimate says is lost weighs against what mending costs. The causes below are where to begin; long settling is a matter of its own.',
    missing: 'Nobody complained in this time, or no case was marked as a complaint.',
    pareto: 'What the complaints were about',
    columns: {
      complaints: { name: 'Complaints', means: 'Cases that became complaints in this time.' },
      contacts: { name: 'Contacts', means: 'All contacts of customers in this time.' },
      complaintShare: { name: 'Share of contacts', means: 'Complaints of all contacts.' },
      silent: {
        name: 'Silent (estimated)',
        means:
          'An estimate, not a count: complaints times {silentPerComplaint}, which is what your house has set. There is no usual value. The 26 that is often quoted is a misreading, as TARP wrote, from whom it comes: it was of small problems and complaints to a headquarters; of whoever serves them about half of all consumers do complain, which makes one silent customer for each complaint (Quality Progress, November 2005). Ask your own customers.',
      },
      dissatisfied: { name: 'Dissatisfied (estimated)', means: 'Complaints and the silent ones together.' },
      open: { name: 'Still open', means: 'Complaints that are not solved yet.' },
      settledMedian: {
        name: 'Settled (half)',
        means: 'How long it took until half of those that are settled were.',
      },
    },
  },
  promises: {
    name: 'Promises',
    asks: 'Do we keep what we promise, and which department does not?',
    decide:
      'A department that breaks many promised too early or has too few hands: agree on dates with it that it can keep.',
    missing: 'No promise fell due in this time. Promises are made when a call is wrapped up.',
    pareto: '',
    columns: {
      made: { name: 'Made', means: 'Promises that were made in this time.' },
      due: { name: 'Due', means: 'Promises whose time, as last agreed, came in this time.' },
      kept: { name: 'Kept', means: 'Those of them that were kept in time.' },
      broken: { name: 'Broken', means: 'Those whose time passed.' },
      keptShare: { name: 'Kept in time', means: 'Kept of those kept or broken.' },
      released: { name: 'Released', means: 'The customer needed it no more.' },
      open: { name: 'Open', means: 'Due in this time and not settled yet.' },
      madeGood: { name: 'Made good', means: 'Broken, and done later all the same.' },
      moved: { name: 'Moved', means: 'Those due whose time had been put to another day.' },
    },
  },
  surveys: {
    name: 'Surveys',
    asks: 'What did customers answer when they were asked how it was?',
    decide:
      'Read the comments before the scores. Bad answers are called back; a queue or team that falls needs a talk.',
    missing: 'No survey was sent or answered in this time. Set “surveys” so that customers are asked.',
    pareto: '',
    columns: {
      sent: { name: 'Sent', means: 'Surveys that were sent in this time.' },
      answers: {
        name: 'Answers',
        means:
          'Answers to surveys that were sent in this time: they count on the day of the service that they are about.',
      },
      answeredShare: { name: 'Answered', means: 'Of those sent, how many have been answered.' },
      satisfaction: { name: 'Satisfaction', means: 'Mean of the answers, 1 (not at all) to 5 (very).' },
      satisfiedShare: { name: 'Satisfied', means: 'Answers of 4 or 5.' },
      recommendation: {
        name: 'Recommendation',
        means: 'Share of 9 and 10 less share of 0 to 6, −100 to 100 (net promoter score).',
      },
      promoters: { name: 'Would recommend', means: 'Answers of 9 or 10.' },
      passives: { name: 'Undecided', means: 'Answers of 7 or 8.' },
      detractors: { name: 'Would not', means: 'Answers of 0 to 6.' },
      effort: { name: 'Effort', means: 'How hard it was, mean of the answers: 1 (easy) to 5 (hard).' },
      bad: { name: 'Bad answers', means: 'Answers after which the customer is to be called back.' },
    },
  },
  risk: {
    name: 'Risk of leaving',
    asks: 'Who may leave us, and why did some?',
    decide:
      'High risk in a tier that you want to keep: ring them. The reasons say what to offer, and what to mend.',
    missing: 'How customers stand was not counted in this time.',
    pareto: 'Why customers leave',
    columns: {
      customers: { name: 'Customers', means: 'Customers at the end of a day; over several days their mean.' },
      someRisk: {
        name: 'Some risk',
        means: 'Those who have given some reason to think that they may leave.',
      },
      highRisk: { name: 'High risk', means: 'Those who have given much reason to.' },
      highRiskShare: { name: 'Share at high risk', means: 'Customers at high risk of all customers.' },
      contacts: { name: 'Contacts', means: 'Contacts that were wrapped up.' },
      leaving: {
        name: 'Leaving',
        means:
          'Contacts by whose result or root cause a customer leaves, as your house has set it (“reports.leaving”).',
      },
      leavingShare: { name: 'Share leaving', means: 'Such contacts of all contacts.' },
    },
  },
  'wrap-up': {
    name: 'Wrap-up time',
    asks: 'How long do agents need to close a call once the caller has gone?',
    decide:
      'A result that takes long needs snippets or fewer questions; an agent who takes long needs to be shown the keys.',
    missing: 'No call was wrapped up in this time.',
    pareto: 'How calls ended',
    columns: {
      wrapUps: { name: 'Wrap-ups', means: 'Calls that were closed.' },
      mean: { name: 'Mean', means: 'From the end of the call until it was closed, mean.' },
      median: { name: 'Half', means: 'Half were faster than this.' },
      p90: { name: '90 %', means: 'Nine of ten were faster than this.' },
      longest: { name: 'Longest', means: 'The longest of all.' },
      typedMedian: { name: 'Typing (half)', means: 'How long half of them were typed in, or less.' },
    },
  },
  waiting: {
    name: 'Waiting',
    asks: 'How long do callers wait, when, and who gives up?',
    decide:
      'Dark cells are hours with too few agents: move a shift or a break there, or offer to call back. Open one to see who was there.',
    missing: 'No call of a customer reached the house in this time.',
    pareto: '',
    columns: {
      calls: { name: 'Calls', means: 'Calls of customers to us whose waiting is over.' },
      answered: { name: 'Answered', means: 'Those that an agent answered.' },
      abandoned: { name: 'Gave up', means: 'Those who hung up before anybody answered.' },
      missed: {
        name: 'Turned away',
        means: 'Those that ended unanswered for another reason: closed, full, or a fault.',
      },
      abandonedShare: { name: 'Abandonment', means: 'Those who gave up of all calls.' },
      serviceLevel: {
        name: 'Service level',
        means:
          'Answered within {serviceSeconds} seconds, or what your house has set for the queue, of all calls but those who gave up at once. The aim is {serviceShare}.',
      },
      waitMean: { name: 'Wait (mean)', means: 'Until they were answered, mean.' },
      waitMedian: { name: 'Wait (half)', means: 'Half of those answered waited no longer.' },
      waitP90: { name: 'Wait (90 %)', means: 'Nine of ten of those answered waited no longer.' },
      patienceMedian: { name: 'Patience (half)', means: 'Half of those who gave up did so by then.' },
      longestWait: { name: 'Longest wait', means: 'The longest of all, answered or not.' },
    },
  },
  'told-before': {
    name: 'Told before they asked',
    asks: 'What was it worth to tell customers of something before they asked?',
    decide:
      'Topics about which many call untold and few call told are worth a message each time; where both call alike, the message does not answer what they ask.',
    missing: 'No signal came in in this time. Other systems post them: POST /v1/signals.',
    pareto: 'What it was about',
    columns: {
      signals: { name: 'Signals', means: 'What other systems posted of customers in this time.' },
      told: {
        name: 'Told',
        means: 'Those whose customer was told of it, by a message or by us, before they called.',
      },
      toldShare: { name: 'Share told', means: 'Told of those that are settled.' },
      calledUntold: { name: 'Called untold', means: 'Customers who had not been told and called about it.' },
      calledUntoldShare: { name: 'Called, untold', means: 'Of those who had not been told, who called.' },
      calledTold: {
        name: 'Called though told',
        means: 'Customers who had been told and called all the same.',
      },
      calledToldShare: { name: 'Called, told', means: 'Of those who had been told, who called.' },
      spared: {
        name: 'Calls spared',
        means:
          'An estimate: those told, times how much more often those not told called. Those told may have been others than those not told.',
      },
      pending: {
        name: 'Not over',
        means: 'Signals whose seven days are not over: nobody knows yet whether they lead to a call.',
      },
    },
  },
}
