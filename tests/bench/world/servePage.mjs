// Serves the folder named first on the port named second, to this network only. Plain JavaScript,
// since it runs as a process of its own inside a network namespace.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const [folder = '.', port = '0'] = process.argv.slice(2)
const types = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
])
const headers = {
  // Alone with itself the page gets a clock of 5 instead of 100 microseconds.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://page')
  const path = join(folder, normalize(pathname === '/' ? '/index.html' : pathname))
  readFile(path).then(
    (bytes) => {
      const type = types.get(extname(path)) ?? 'application/octet-stream'
      response.writeHead(200, { ...headers, 'content-type': type }).end(bytes)
    },
    () => response.writeHead(404).end(),
  )
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
