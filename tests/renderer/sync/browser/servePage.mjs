// Serves the folder named first on the port named second, to this network only. Plain JavaScript,
// since it runs as a process of its own inside a network namespace.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const [folder = '.', port = '0'] = process.argv.slice(2)
const types = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
])

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://page')
  const path = join(folder, normalize(pathname === '/' ? '/index.html' : pathname))
  readFile(path).then(
    (bytes) => {
      response.setHeader('content-type', types.get(extname(path)) ?? 'application/octet-stream')
      response.end(bytes)
    },
    () => response.writeHead(404).end(),
  )
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'))
