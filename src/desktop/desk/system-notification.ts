import { useState } from 'react'

type Permission = NotificationPermission | 'unsupported'

const present = (): Permission => ('Notification' in window ? Notification.permission : 'unsupported')

/** Whether the system may be told of calls. It is asked by a click only, never when the page opens. */
export function useNotificationPermission(): { permission: Permission; request: () => void } {
  const [permission, setPermission] = useState(present)
  const request = () => {
    Notification.requestPermission()
      .then(setPermission)
      .catch(() => setPermission(present()))
  }
  return { permission, request }
}

/** A notification of a ringing call while the page is hidden, or nothing. `onClick` runs with the page in front. */
export function notify(title: string, body: string, tag: string, onClick: () => void): Notification | null {
  if (present() !== 'granted' || document.visibilityState !== 'hidden') return null
  try {
    const notification = new Notification(title, { body, tag, icon: '/icon-192.png' })
    notification.onclick = () => {
      window.focus()
      onClick()
      notification.close()
    }
    return notification
  } catch {
    return null
  }
}
