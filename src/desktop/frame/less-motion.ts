import { useState } from 'react'

const remembered = 'greetline:less-motion'

/** As this browser was told; beside it counts what the system asks for. Called before the page is drawn. */
export function applyLessMotion(): void {
  document.documentElement.toggleAttribute('data-less-motion', isLess())
}

export function useLessMotion(): { readonly less: boolean; readonly toggle: () => void } {
  const [less, setLess] = useState(isLess)
  const toggle = () => {
    if (less) localStorage.removeItem(remembered)
    else localStorage.setItem(remembered, 'yes')
    applyLessMotion()
    setLess(!less)
  }
  return { less, toggle }
}

function isLess(): boolean {
  return localStorage.getItem(remembered) === 'yes'
}
