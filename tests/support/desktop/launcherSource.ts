/**
 * The launcher that runs inside a namespace, as the text of a CommonJS file, since what is bundled
 * has no file of its own to point at. It starts the command it is given, offers each debug port
 * that the command announces as a unix socket (which any namespace can open), and announces the
 * port of the carrier outside instead.
 */
export const launcherSource = `
const { spawn } = require('node:child_process')
const { connect, createServer } = require('node:net')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

const [folder, debuggerPort, devToolsPort, command, ...args] = process.argv.slice(2)
const outside = new Map([['Debugger', debuggerPort], ['DevTools', devToolsPort]])
const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'pipe'] })

createInterface({ input: child.stderr }).on('line', (line) => {
  const [, name, port, path] = /^(\\w+) listening on ws:\\/\\/127\\.0\\.0\\.1:(\\d+)(\\/.*)$/.exec(line) ?? []
  if (!outside.has(name)) return console.error(line)
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
`
