// Keeps the app shell, and nothing else, so that the installed app opens while the server is away and can say so.
// What the API answers never passes through here. The build puts the version and the list of files in.
const version = '__VERSION__'
const shell = ['__SHELL__']
const name = `greetline-shell-${version}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(shell))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const old = (key) => key.startsWith('greetline-shell-') && key !== name
  event.waitUntil(
    caches
      .keys()
      .then((keys) => Promise.all(keys.filter(old).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match('/', { cacheName: name })))
  } else if (shell.includes(url.pathname)) {
    event.respondWith(caches.match(request, { cacheName: name }).then((kept) => kept ?? fetch(request)))
  }
})
