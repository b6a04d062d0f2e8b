/**
 * The launcher of a desktop, as the text of a CommonJS file, since what is bundled has no file of
 * its own to point at. It starts the command it is given, offers each debug port that the command
 * announces as a unix socket (which any namespace can open), and announces the port of the carrier
 * outside instead. The page's port is announced once the first page is loaded: Playwright loses
 * a page that goes from blank to loaded while it attaches, and then waits for it forever.
 */
export const launcherSource = `
const { spawn } = require('node:child_process')
const { get } = require('node:http')
const { connect, createServer } = require('node:net')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const [folder, debuggerPort, devToolsPort, command, ...args] = process.argv.slice(2)
const outside = new Map([['Debugger', debuggerPort], ['DevTools', devToolsPort]])
const patience = 10_000
const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'pipe'] })

createInterface({ input: child.stderr }).on('line', async (line) => {
  const [, name, port, path] = /^(\\w+) listening on ws:\\/\\/127\\.0\\.0\\.1:(\\d+)(\\/.*)$/.exec(line) ?? []
  if (!outside.has(name)) return console.error(line)
  if (name === 'DevTools') await loaded(port, Date.now() + patience)
  createServer((near) => {
    const far = connect(Number(port), '127.0.0.1')
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  }).listen(join(folder, name), () => {
    console.error(name + ' listening on ws://127.0.0.1:' + outside.get(name) + path)
  })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => console.error(String(error)))
child.on('close', (code) => process.exit(code ?? 1))

/** Until a page has its title, or for as long as patience lasts: there may be none. */
async function loaded(port, until) {
  while (Date.now() < until) {
    const pages = await list(port)
    if (pages.some((page) => page.type === 'page' && page.title !== '')) return
    await new Promise((done) => setTimeout(done, 50))
  }
}

function list(port) {
  return new Promise((done) => {
    get('http://127.0.0.1:' + port + '/json/list', (answer) => {
      let text = ''
      answer.on('data', (part) => (text += part))
      answer.on('end', () => {
        try {
          done(JSON.parse(text))
        } catch {
          done([])
        }
      })
    }).on('error', () => done([]))
  })
}
`
