import { type ReportId, reportIds } from '../wire/report-api.ts'
import { askedAgain } from './asked-again.ts'
import { causes } from './causes.ts'
import { complaints } from './complaints.ts'
import { firstContact } from './first-contact.ts'
import { greeting } from './greeting.ts'
import { promises } from './promises.ts'
import { recognition } from './recognition.ts'
import type { ReportKind } from './report-kind.ts'
import { risk } from './risk.ts'
import { surveys } from './surveys.ts'
import { toldBefore } from './told-before.ts'
import { waiting } from './waiting.ts'
import { wrapUp } from './wrap-up.ts'

export const reportKinds: Readonly<Record<ReportId, ReportKind>> = {
  recognition,
  greeting,
  'asked-again': askedAgain,
  'first-contact': firstContact,
  causes,
  complaints,
  promises,
  surveys,
  risk,
  'wrap-up': wrapUp,
  waiting,
  'told-before': toldBefore,
}

/** As they are listed. */
export const reportsInOrder: readonly ReportKind[] = reportIds.map((id) => reportKinds[id])
