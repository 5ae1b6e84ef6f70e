import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where a server runs while the page is being worked on. */
const server = 'http://localhost:8080'

/** Drawings are fetched when a report is opened: the desks that never open one are not to keep them. */
const isOfReports = (moduleId: string) => /\/(desktop\/reports|node_modules\/recharts)\//.test(moduleId)

/** Writes `sw.js` with the names of all files of the app shell and a version made from them. */
function shellWorker(): Plugin {
  return {
    name: 'greetline-shell-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = Object.entries(bundle)
        .filter(
          ([name, part]) =>
            name.startsWith('assets/') && !('moduleIds' in part && part.moduleIds.some(isOfReports)),
        )
        .map(([name]) => name)
      const shell = ['/', '/icon.svg', '/manifest.webmanifest', ...files.sort().map((name) => `/${name}`)]
      const version = createHash('sha256').update(shell.join('\n')).digest('hex').slice(0, 12)
      const source = readFileSync(here('./shell-worker.js'), 'utf8')
        .replace("'__VERSION__'", `'${version}'`)
        .replace("['__SHELL__']", JSON.stringify(shell))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

export default defineConfig({
  root: here('.'),
  publicDir: here('./public'),
  plugins: [react(), shellWorker()],
  build: {
    outDir: here('../../dist/desktop'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    modulePreload: { polyfill: false },
  },
  server: {
    // The server only listens to its own origin.
    proxy: { '/v1': { target: server, ws: true, headers: { origin: server } } },
  },
})
