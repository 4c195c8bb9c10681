/**
 * 闭环 — whole lives over HTTP on a million stored matters: reported (dispatched by the duty list), signed for by an officer of the
 * lead unit, reported done; after each command a read that has to show it. Fifty clients at once.
 *
 *     node bench/lifecycle.bench.ts [--clients 50] [--seconds 60] [--folder ...] [--json] [--keep]
 *
 * Targets: at least 200 lives a second, p95 of one under 400 ms, no error; server memory under 250 MB at rest, 450 MB then.
 */
import { filledFolder } from './fill.ts'
import { type Caller, openCaller, signIn } from './support/http.ts'
import { option, report } from './support/report.ts'
import { reportsFor } from './support/reports.ts'
import { drive, spreadOf } from './support/spread.ts'
import { cpuOf, openStand, serve } from './support/stand.ts'

const clients = option('clients', 50)
const seconds = option('seconds', 60)
const { folder, filling } = await filledFolder()
const stand = await openStand(folder)
const serving = await serve(stand)
const callers = await Promise.all(Array.from({ length: clients }, () => openCaller(serving.url)))
const times = { report: [] as number[], sign: [] as number[], resolve: [] as number[], read: [] as number[] }
try {
  const atRest = await serving.memory()
  const operators = [await signIn(serving.url, 'operator'), await signIn(serving.url, 'operator2')]
  const officers = await signInLeads()
  const reports = reportsWithoutAssists()
  let n = 0
  const live = (lane: number) =>
    life(callers[lane] as Caller, operators[lane % 2] as string, officers, reports(n++))
  await drive(clients, Math.min(5, seconds), live)
  for (const list of Object.values(times)) list.length = 0
  const before = await cpuOf(stand, serving)
  const run = await drive(clients, seconds, live)
  const after = await cpuOf(stand, serving)
  await report('lifecycle', {
    stored: filling,
    clients,
    lifecyclesPerSecond: Math.round(run.rate),
    ms: spreadOf(run.times),
    requestMs: Object.fromEntries(Object.entries(times).map(([what, list]) => [what, spreadOf(list)])),
    errors: 0,
    staleReads: 0,
    cpuMsPerLife: {
      server: Number(((after.server - before.server) / run.times.length).toFixed(2)),
      postgres: Number(((after.postgres - before.postgres) / run.times.length).toFixed(2)),
    },
    memoryMB: { atRest: atRest.now, ...(await serving.memory()) },
  })
} finally {
  for (const caller of callers) caller.close()
  await serving.stop()
  await stand.close()
}

/** Any answer but the right one ends the run: a rate with errors in it is no rate. */
async function life(caller: Caller, operator: string, officers: ReadonlyMap<string, string>, body: unknown) {
  const timed = async <T>(list: number[], work: Promise<T>): Promise<T> => {
    const from = performance.now()
    const result = await work
    list.push(performance.now() - from)
    return result
  }
  const opened = await timed(times.report, caller.post('/api/matters', operator, body))
  expect(opened.status === 201 && opened.body.state === 'dispatched', opened)
  const { id, lead } = opened.body
  await mustShow(id, operator, 'dispatched', opened.body.version)
  const officer = officers.get(lead) ?? ''
  expect(officer !== '', `nobody signs for ${lead}`)
  const signed = await timed(times.sign, caller.post(`/api/matters/${id}/actions/sign`, officer, {}))
  expect(signed.status === 200 && signed.body.state === 'handling', signed)
  await mustShow(id, officer, 'handling', signed.body.version)
  const reply = {
    form: { text: '已到现场核实并完成整改，已电话告知诉求人。' },
    expectedVersion: signed.body.version,
  }
  const resolved = await timed(
    times.resolve,
    caller.post(`/api/matters/${id}/actions/resolve`, officer, reply),
  )
  expect(resolved.status === 200 && resolved.body.state === 'review', resolved)
  await mustShow(id, officer, 'review', resolved.body.version)

  async function mustShow(matterId: string, cookie: string, state: string, version: number): Promise<void> {
    const page = await timed(times.read, caller.get(`/api/matters/${matterId}`, cookie))
    expect(page.status === 200 && page.body.state.id === state && page.body.version === version, page)
  }
}

function expect(holds: boolean, answer: unknown): void {
  if (!holds) throw new Error(JSON.stringify(answer).slice(0, 2000))
}

/** An officer of every organisation that leads something and has one. */
async function signInLeads(): Promise<Map<string, string>> {
  const cookies = new Map<string, string>()
  for (const { username, organisationId, role } of stand.pack.demo.posts) {
    if (role !== 'officer' || cookies.has(organisationId)) continue
    cookies.set(organisationId, await signIn(serving.url, username))
  }
  return cookies
}

/** Reports that a single unit leads alone, so that it can report them done without waiting for another. */
function reportsWithoutAssists(): (n: number) => unknown {
  const { duties } = stand.pack
  const alone = duties
    .filter((d) => !d.assists?.length && !d.territory && d.lead !== 'street')
    .map((d) => d.kind)
  const all = reportsFor(stand.pack)
  const kinds = alone.filter((kind) => !duties.some((d) => d.kind === kind && d.assists?.length))
  return (n) => ({ ...all(n), kind: kinds[n % kinds.length] })
}
