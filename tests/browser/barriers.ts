/**
 * What keeps somebody from using the page as it stands: by ear, by keyboard, with weak eyes. Runs in the page, so it holds
 * all that it needs. Rules of WCAG 2.2 by number; each finding names the element by its beginning.
 */
export function findBarriers(): string[] {
  const found = new Set<string>()
  const report = (rule: string, element: Element) =>
    found.add(`${rule}: ${element.outerHTML.replace(/\s+/g, ' ').slice(0, 140)}`)
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getClientRects().length > 0
  const isSilent = (element: Element) => element.closest('[aria-hidden=true], [inert]') !== null

  const textOf = (ids: string | null) =>
    (ids ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim()
  const nameOf = (element: Element): string => {
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
    return [
      textOf(element.getAttribute('aria-labelledby')),
      element.getAttribute('aria-label') ?? '',
      ...labels.map((label) => label.textContent ?? ''),
      element instanceof HTMLInputElement ? '' : (element.textContent ?? ''),
      element.querySelector('[aria-label]')?.getAttribute('aria-label') ?? '',
      element.getAttribute('title') ?? '',
    ]
      .join('')
      .trim()
  }

  const controls =
    'a[href], button, input:not([type=hidden]), select, textarea, [role=button], [tabindex="0"]'
  for (const control of all(controls)) {
    if (!isShown(control) || isSilent(control)) continue
    if (nameOf(control) === '') report('4.1.2 no name', control)
    if (control.tabIndex > 0) report('2.4.3 order of its own', control)
    if (control.parentElement?.closest('a[href], button')) report('4.1.2 control within a control', control)
  }
  // A drawing without role and name is passed over by ear, as it should be: what it says stands beside it.
  for (const drawn of all('img, canvas, svg[role]')) {
    const isNamed = nameOf(drawn) !== ''
    if (isShown(drawn) && !isSilent(drawn) && !isNamed && !drawn.closest('[role=application], [role=img]'))
      report('1.1.1 neither hidden nor named', drawn)
  }
  const ids = all('[id]').map(({ id }) => id)
  for (const one of all('[id]'))
    if (ids.indexOf(one.id) !== ids.lastIndexOf(one.id)) report('4.1.1 id twice', one)
  for (const one of all('[aria-labelledby]'))
    if (textOf(one.getAttribute('aria-labelledby')) === '') report('1.3.1 labelled by nothing', one)

  let level = 0
  const headings = all('#page :is(h1, h2, h3, h4)').filter(
    (heading) => isShown(heading) && !isSilent(heading),
  )
  for (const heading of headings) {
    const next = Number(heading.tagName[1])
    if (next > level + 1) report('1.3.1 a level of headings is left out', heading)
    level = next
  }
  if (headings.filter(({ tagName }) => tagName === 'H1').length > 1)
    report('1.3.1 more than one h1', document.body)
  for (const table of all('table'))
    if (!table.querySelector('th')) report('1.3.1 table without headers', table)
  for (const list of all('ul, ol'))
    for (const child of list.children) if (child.tagName !== 'LI') report('1.3.1 no li in a list', child)
  for (const meter of all('progress, [role=progressbar], [role=slider]'))
    if (nameOf(meter) === '' && !isSilent(meter)) report('4.1.2 no name', meter)

  type Colour = readonly [red: number, green: number, blue: number, alpha: number]
  const sheet = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const known = new Map<string, Colour>()
  const read = (colour: string): Colour => {
    const before = known.get(colour)
    if (before || !sheet) return before ?? [0, 0, 0, 0]
    sheet.clearRect(0, 0, 1, 1)
    sheet.fillStyle = colour
    sheet.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = sheet.getImageData(0, 0, 1, 1).data
    const value: Colour = [red, green, blue, alpha / 255]
    known.set(colour, value)
    return value
  }
  const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ]
  const light = ([r, g, b]: Colour) => {
    const [red = 0, green = 0, blue = 0] = [r, g, b].map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const groundOf = (element: Element): Colour | null => {
    const style = getComputedStyle(element)
    if (style.backgroundImage !== 'none') return null
    const own = read(style.backgroundColor)
    if (own[3] === 1) return own
    const below = element.parentElement ? groundOf(element.parentElement) : read('white')
    return below && over(own, below)
  }
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const element = node.parentElement
    if (!element || node.nodeValue?.trim() === '' || !isShown(element)) continue
    if (element.closest('svg, :disabled, [data-disabled], option, script, style')) continue
    const ground = groundOf(element)
    if (!ground) continue
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const [one, other] = [light(over(read(color), ground)), light(ground)]
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    const size = Number.parseFloat(fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
    if (ratio < (isLarge ? 3 : 4.5) - 0.01) report(`1.4.3 contrast ${ratio.toFixed(2)}`, element)
  }
  for (const cut of all('#page *, aside *')) {
    if (cut.scrollWidth <= cut.clientWidth + 1 || !isShown(cut)) continue
    if (getComputedStyle(cut).textOverflow !== 'ellipsis' || cut.closest('[title], [role=listbox], input'))
      continue
    if (!cut.querySelector('[title]')) report('cut, and said whole nowhere', cut)
  }
  return [...found]
}
