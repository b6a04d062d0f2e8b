import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeUnsealed } from './control.ts'
import { gatherMaterial, randomWord } from './material.ts'
import type { Person } from './person.ts'
import { type ControlSeen, type PlaceSearched, readControl, searchPlace } from './plaintext.ts'
import { countHoldings, type Holdings } from './relay.ts'
import { type Report, tableOf } from './report.ts'
import { type Story, tellStory } from './story.ts'
import { createWorld, type World } from './world.ts'

const { values } = parseArgs({
  options: {
    executable: { type: 'string', default: '' },
    electron: { type: 'string', default: '' },
    relay: { type: 'string', default: '' },
    artifacts: { type: 'string', default: 'artifacts/demo' },
    display: { type: 'string' },
  },
})

const started = performance.now()
const seconds = () => (performance.now() - started) / 1000
const say = (line: string) =>
  console.log(`[${String(Math.round(seconds())).padStart(3)} s] ${line}`)
const word = randomWord()
const material = gatherMaterial(word)
const members = material.names.map((name) => ({ name, passphrase: passphrase() }))
const faults: string[] = []
const screenshots: string[] = []
let story: Story | null = null
let relay: Holdings | null = null
let control: ControlSeen | null = null
let searched: PlaceSearched[] = []

rmSync(values.artifacts, { recursive: true, force: true })
mkdirSync(values.artifacts, { recursive: true })
say(`Three windows of Subrosa (Electron ${values.electron}) and one relay are starting…`)
const world = await createWorld(
  { executable: values.executable, relayScript: values.relay, display: values.display ?? null },
  members,
).catch((error: unknown) => {
  say(`FAILED before anything could begin: ${String(error)}`)
  process.exit(1)
})
say(
  world.whyShared === null
    ? 'Each window and the relay have a network of their own.'
    : `All share one network (${world.whyShared}).`,
)
watchForFaults(world.people)

try {
  const [first, second, third] = world.people
  if (!first || !second || !third) throw new Error('Broken invariant: three members, three windows')
  story = await tellStory({ people: [first, second, third], material, word, say, picture })
} catch (error) {
  faults.push(error instanceof Error ? error.message : String(error))
  say('Something went wrong; the windows are photographed as they are.')
  await Promise.allSettled(world.people.map((person) => picture(person, 'failed')))
}

try {
  await lookForPlaintext(world)
} catch (error) {
  faults.push(error instanceof Error ? error.message : String(error))
}
await world.end()

const report: Report = {
  passed: faults.length === 0,
  faults,
  finishedAt: new Date().toISOString(),
  seconds: Math.round(seconds()),
  electron: values.electron,
  network: networkWords(world, story),
  founder: material.names[0] ?? '',
  edits: world.people.map(({ name, edits }) => ({ name, count: edits })),
  story: story && withoutCodes(story),
  relay,
  searched,
  control,
  screenshots,
}
writeFileSync(join(values.artifacts, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
console.log(`\n${tableOf(report)}\n`)
for (const fault of faults) console.log(`WRONG: ${fault}`)
if (report.passed) world.forget()
else console.log(`The profiles and the relay's files are kept for a look: ${world.peopleDir}`)
say(`${report.passed ? 'Done' : 'FAILED'}. Pictures and report.json are in ${values.artifacts}.`)
process.exit(report.passed ? 0 : 1)

/** Closes everything, so that all is on disk, and searches it; the control in the same way. */
async function lookForPlaintext(all: World): Promise<void> {
  say('Closing the windows, and looking for plaintext in everything they and the relay left…')
  const scratch = await all.openScratch()
  await writeUnsealed(scratch.desktop, word)
  await all.closeAll()
  relay = await countHoldings(all.relayDir)
  const secrets = [word, ...members.map((member) => member.passphrase), ...(story?.codes ?? [])]
  const places = [
    await searchPlace('relay', all.relayDir, secrets),
    await searchPlace('profiles', all.peopleDir, secrets),
  ]
  const wanted = await searchPlace('control', scratch.folder, [word])
  control = readControl(wanted)
  searched = places
  for (const { place, finds, unread } of places) {
    for (const find of finds)
      faults.push(`Plaintext in the ${place}: ${find.file}, ${find.where}, as ${find.encoding}`)
    for (const { file, why } of unread) faults.push(`Not read in the ${place}: ${file}: ${why}`)
  }
  for (const { file, why } of wanted.unread) faults.push(`Not read in the control: ${file}: ${why}`)
  if (!control.plain) faults.push('The control was missed: the unsealed word was not found')
  if (!control.compressed) faults.push('The control was missed: the compressed word was not found')
}

async function picture(person: Person, what: string): Promise<void> {
  const number = String(screenshots.length + 1).padStart(2, '0')
  const name = `${number}-${person.short}-${what}.png`
  screenshots.push(name)
  await person.desktop.page.evaluate(() => window.scrollTo(0, 0))
  await person.desktop.page.screenshot({ path: join(values.artifacts, name) })
}

/** A page that throws, or that its own policy stops, is wrong even if all seems well. */
function watchForFaults(people: readonly Person[]): void {
  for (const { name, desktop } of people) {
    desktop.page.on('pageerror', (error) =>
      faults.push(`In ${name}'s window: ${error.stack ?? error.message}`),
    )
    desktop.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy'))
        faults.push(`In ${name}'s window: ${message.text()}`)
    })
  }
}

function networkWords({ whyShared }: World, told: Story | null): string {
  const apart = whyShared === null ? 'one each, in namespaces' : `shared (${whyShared})`
  if (told === null) return apart
  return `${apart}; ${told.direct ? 'direct connections and relay' : 'relay only'}`
}

function withoutCodes({ codes: _, ...rest }: Story): Omit<Story, 'codes'> {
  return rest
}

/** Random as well, so that finding one in a file means what it says. */
function passphrase(): string {
  return [randomWord(), randomWord()].join(' ')
}
