/**
 * 城市包基准 — loads and checks a pack of a big city: 160 streets, 1,000 communities, 19,000 grids with borders.
 *
 *     node bench/pack.bench.ts [--runs 3] [--json] [--keep]
 *
 * Writes the pack to a temporary folder beside a copy of the base pack, reads it in fresh processes. Target: under 3 s.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readPack } from '@huying/server/pack/read.ts'
import { option, report } from './support/report.ts'

const STREETS = 160
const DISTRICTS = 8
const COMMUNITIES = 1000
/** Grids of a community: 19,000 in all. */
const GRIDS = 19
/** Vertices along the side of a grid. */
const STEPS = 3

const code = (parent: string, index: number, digits: number) =>
  parent + String(index + 1).padStart(digits, '0')

function writePack(folder: string): void {
  cpSync(resolve(import.meta.dirname, '../packs/base'), join(folder, 'base'), { recursive: true })
  const pack = join(folder, 'big')
  mkdirSync(pack)
  const streets = Array.from({ length: STREETS }, (_, at) => ({
    code: code(code('9902', Math.floor(at / (STREETS / DISTRICTS)), 2), at % (STREETS / DISTRICTS), 3),
    at,
  }))
  const rows = [
    'code,name',
    '9902,大城市',
    ...Array.from({ length: DISTRICTS }, (_, d) => `${code('9902', d, 2)},第${d + 1}区`),
  ]
  const features: string[] = []
  const organisations = [
    'id,name,kind,parent,territory,duties,functions',
    'city,市政府,government,,9902,triage;callback;review;arbitration;coordination;supervision,',
  ]
  for (const street of streets) {
    rows.push(`${street.code},第${street.at + 1}街道`)
    organisations.push(`s${street.code},第${street.at + 1}街道办,street,city,${street.code},,`)
    const count =
      Math.floor(((street.at + 1) * COMMUNITIES) / streets.length) -
      Math.floor((street.at * COMMUNITIES) / streets.length)
    for (let c = 0; c < count; c++) {
      const community = code(street.code, c, 3)
      rows.push(`${community},第${c + 1}社区`)
      organisations.push(`c${community},第${c + 1}社区,community,s${street.code},${community},,`)
      const row = street.at * 7 + c
      for (let g = 0; g < GRIDS; g++) {
        rows.push(`${code(community, g, 3)},第${row}社区${g + 1}格`)
        features.push(feature(code(community, g, 3), [g, g + 1], [row, row + 1]))
      }
      features.push(feature(community, [0, GRIDS], [row, row + 1]))
    }
    features.push(feature(street.code, [0, GRIDS], [street.at * 7, street.at * 7 + count]))
  }
  const write = (name: string, text: string) => writeFileSync(join(pack, name), text)
  write('territories.csv', `${rows.join('\n')}\n`)
  write('organisations.csv', `${organisations.join('\n')}\n`)
  write('territories.geojson', `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`)
  write(
    'duties.yaml',
    '[property, environment, order, traffic, utility, livelihood, public, safety, consumer, service, call]'.replace(
      /\w+/g,
      (kind) => `{kind: ${kind}, lead: street, basis: {zh: 清单}}`,
    ),
  )
  write(
    'pack.yaml',
    "{id: big, version: '1', extends: base, title: {zh: 大城市}, jurisdiction: {code: '9902', name: {zh: 大城市}}}",
  )
}

/** The outline of the cells in these columns and rows; every border has STEPS vertices a cell, as surveys have. */
function feature(of: string, [west, east]: [number, number], [south, north]: [number, number]): string {
  const ring: [number, number][] = []
  const [left, right, low, high] = [west * STEPS, east * STEPS, south * STEPS, north * STEPS]
  for (let x = left; x < right; x++) ring.push(node(x, low))
  for (let y = low; y < high; y++) ring.push(node(right, y))
  for (let x = right; x > left; x--) ring.push(node(x, high))
  for (let y = high; y >= low; y--) ring.push(node(left, y))
  return JSON.stringify({
    type: 'Feature',
    properties: { code: of },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
}

/** A lattice node, displaced, always the same way. */
function node(x: number, y: number): [number, number] {
  const wobble = Math.sin(x * 12.9898 + y * 78.233) * 0.0002
  return [
    Math.round((110 + x * 0.0012 + wobble) * 1e6) / 1e6,
    Math.round((30 + y * 0.0012 + wobble) * 1e6) / 1e6,
  ]
}

async function measure(folder: string, runs: number): Promise<void> {
  const script = `
    const t = performance.now()
    const { readPack } = await import('@huying/server/pack/read.ts')
    const u = performance.now()
    const { pack, findings } = await readPack(${JSON.stringify(join(folder, 'big'))})
    const v = performance.now()
    console.log(JSON.stringify({ imports: u - t, read: v - u, ok: pack !== null, findings: findings.length, mb: process.memoryUsage().rss / 1048576 }))`
  const results = Array.from({ length: runs }, () => {
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: resolve(import.meta.dirname, '..'),
      encoding: 'utf8',
    })
    return JSON.parse(out) as { imports: number; read: number; ok: boolean; findings: number; mb: number }
  })
  const total = results.map(({ imports, read }) => (imports + read) / 1000).sort((a, b) => a - b)
  await report('pack', {
    streets: STREETS,
    communities: COMMUNITIES,
    grids: COMMUNITIES * GRIDS,
    seconds: { median: total[Math.floor(total.length / 2)], all: total },
    megabytes: Math.round(Math.max(...results.map(({ mb }) => mb))),
    usable: results.every(({ ok }) => ok),
    findings: results[0]?.findings,
  })
}

const folder = mkdtempSync(join(tmpdir(), 'huying-pack-'))
try {
  writePack(folder)
  const { findings } = await readPack(join(folder, 'big'))
  const bad = findings.filter((finding) => finding.severity !== 'info')
  if (bad.length > 0) console.log(bad.slice(0, 5))
  await measure(folder, option('runs', 3))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
