/**
 * As the `ref` of a heading that can be focused: it is brought into sight and read out when it comes up. One with a key
 * of what it tells of comes up anew for something else.
 */
export function readOut(heading: HTMLElement | null): void {
  heading?.focus()
  heading?.scrollIntoView({ block: 'nearest' })
}
