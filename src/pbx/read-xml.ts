/** An element, its text and the elements in it; attributes are not read. */
export interface XmlElement {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

interface OpenElement extends XmlElement {
  text: string
  readonly children: XmlElement[]
}

const piece = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<[!?][^>]*>|<(\/?)([^\s/>]+)[^>]*?(\/?)>|([^<]+)/g
const deepest = 32
const mostElements = 20_000

/**
 * Reads as much XML as phone systems write: elements and text. Declarations are passed over and no entity is made of
 * them, so a document can stand for no more than it holds. Undefined where it is none, or too deep or too large.
 */
export function readXml(text: string): XmlElement | undefined {
  const top: OpenElement = { name: '', text: '', children: [] }
  const open = [top]
  let elements = 0
  for (const [, cdata, closing, name, selfClosing, plain] of text.matchAll(piece)) {
    const inside = open.at(-1) ?? top
    if (plain !== undefined || cdata !== undefined) inside.text += cdata ?? unescapeXml(plain ?? '')
    else if (name !== undefined && closing === '/') {
      if (inside.name !== name || open.length === 1) return undefined
      open.pop()
    } else if (name !== undefined) {
      const element: OpenElement = { name, text: '', children: [] }
      inside.children.push(element)
      elements += 1
      if (selfClosing !== '/') open.push(element)
      if (open.length > deepest || elements > mostElements) return undefined
    }
  }
  return open.length === 1 && top.children.length === 1 ? top.children[0] : undefined
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (written, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? written
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written
  })
}

/** The first element of this name below an element. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name)
}

/** The text of the elements in it that hold nothing else, by name; the first of a name counts. */
export function leavesOf(element: XmlElement | undefined): Readonly<Record<string, string>> {
  const leaves: Record<string, string> = Object.create(null)
  for (const { name, text, children } of element?.children ?? []) {
    if (children.length === 0 && leaves[name] === undefined) leaves[name] = text.trim()
  }
  return leaves
}
