const saying = 'greetline:say'

/** Has a screen reader say it when it is done with what it says now; nothing is seen of it. */
export function sayPolitely(text: string): void {
  dispatchEvent(new CustomEvent<string>(saying, { detail: text }))
}

export function hearSayings(listen: (text: string) => void): () => void {
  const heard = (event: Event) => listen((event as CustomEvent<string>).detail)
  addEventListener(saying, heard)
  return () => removeEventListener(saying, heard)
}
