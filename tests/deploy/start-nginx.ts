import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { pause } from '../faults/real-house.ts'

export interface Nginx {
  /** Of its HTTPS server; the certificate is its own. */
  readonly url: string
  readonly plainUrl: string
  readonly logged: () => string
  stop(): Promise<void>
}

/** Where nginx is; null where it is not installed. */
export function findNginx(): string | null {
  const paths = ['nginx', '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx']
  return paths.find((path) => spawnSync(path, ['-v']).status === 0) ?? null
}

/** Two ports that nobody uses. */
export async function freePorts(): Promise<{ https: number; http: number }> {
  return { https: await freePort(), http: await freePort() }
}

/**
 * Runs nginx with deploy/nginx.conf itself: other ports, another certificate and other nodes stand in the lines that say
 * CHANGE, and nothing else is touched.
 */
export async function startNginx(
  binary: string,
  ports: { https: number; http: number },
  nodes: readonly string[],
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-nginx-'))
  makeCertificate(folder)
  writeFileSync(join(folder, 'greetline.conf'), ourConfiguration(folder, ports, nodes))
  writeFileSync(join(folder, 'nginx.conf'), around(folder))
  const process = spawn(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')])
  let said = ''
  process.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  await untilListening(process, ports.https, () => said)
  return {
    url: `https://localhost:${ports.https}`,
    plainUrl: `http://localhost:${ports.http}`,
    logged: () => said,
    async stop() {
      process.kill('SIGTERM')
      if (process.exitCode === null) await new Promise((resolve) => process.once('exit', resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function makeCertificate(folder: string): void {
  const files = ['-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')]
  const what = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...what], {
    stdio: 'ignore',
  })
}

function ourConfiguration(
  folder: string,
  ports: { https: number; http: number },
  nodes: readonly string[],
): string {
  const changes: readonly (readonly [RegExp, string])[] = [
    [/127\.0\.0\.1:8080/g, nodes[0] ?? ''],
    [/127\.0\.0\.1:8081/g, nodes[1] ?? ''],
    [/listen 80;/g, `listen 127.0.0.1:${ports.http};`],
    [/listen 443 ssl;/g, `listen 127.0.0.1:${ports.https} ssl;`],
    [/server_name calls\.example;/g, 'server_name localhost;'],
    [/\/etc\/ssl\/calls\.example\.pem/g, join(folder, 'site.pem')],
    [/\/etc\/ssl\/calls\.example\.key/g, join(folder, 'site.key')],
  ]
  return readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8')
    .split('\n')
    .map((line) =>
      line.includes('# CHANGE')
        ? changes.reduce((text, [from, to]) => text.replaceAll(from, to), line)
        : line,
    )
    .join('\n')
}

/** What a distribution's nginx.conf says around it. */
function around(folder: string): string {
  return `
    ${userInfo().uid === 0 ? 'user root;' : ''}
    daemon off;
    worker_processes 2;
    worker_rlimit_nofile 20000;
    pid ${folder}/nginx.pid;
    error_log stderr warn;
    events { worker_connections 10000; }
    http {
      access_log off;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      include ${folder}/greetline.conf;
    }`
}

async function untilListening(process: ChildProcess, port: number, said: () => string): Promise<void> {
  for (let n = 0; n < 200; n++) {
    if (process.exitCode !== null) throw new Error(`nginx did not begin: ${said()}`)
    if (await answers(port)) return
    await pause(25)
  }
  throw new Error(`nginx does not listen: ${said()}`)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
