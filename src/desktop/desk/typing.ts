/** Whether the person is in a field or a window is open: then nothing on the page may move away from under them. */
export function isTyping(): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true
  return isField(document.activeElement)
}

export function isField(element: Element | null): boolean {
  return element?.matches('input, textarea, select, [contenteditable="true"]') ?? false
}
