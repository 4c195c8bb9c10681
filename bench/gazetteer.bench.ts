/**
 * Suggesting and resolving on 20,000 made-up places. `node bench/gazetteer.bench.ts [--json] [--keep]`;
 * target: a suggestion in under 2 ms.
 */
import { buildGazetteer, type GazetteerEntry } from '@huying/core/territory/gazetteer.ts'
import { resolve } from '@huying/core/territory/resolve.ts'
import { suggest } from '@huying/core/territory/suggest.ts'
import { report } from './support/report.ts'

const FIRST = '东西南北中安和平泰康福禄寿喜春夏秋冬山水云风龙凤金银玉石松柏梅兰竹菊荷华'
const KINDS = [
  ['小区', 'estate'],
  ['路', 'road'],
  ['花园', 'estate'],
  ['社区', 'community'],
  ['大厦', 'building'],
] as const
const COUNT = 20_000

const entries = Array.from({ length: COUNT }, (_, at): GazetteerEntry => {
  const [suffix, kind] = KINDS[at % KINDS.length] as (typeof KINDS)[number]
  const letter = (divisor: number): string => FIRST.charAt(Math.floor(at / divisor) % FIRST.length)
  const name = `${letter(5)}${letter(5 * FIRST.length)}${letter(7)}${suffix}`
  return { name: { zh: name }, kind, territoryCode: `990101001${String((at % 900) + 1).padStart(3, '0')}001` }
})
const start = performance.now()
const gazetteer = buildGazetteer(entries)
const buildMs = performance.now() - start

const typed = entries
  .filter((_, at) => at % 97 === 0)
  .flatMap(({ name }) => [1, 2, 3, 4, 5].map((length) => name.zh.slice(0, length)))
const sentence = '您好，我反映一个问题，楼下商户夜间噪音扰民，影响休息，请尽快处理。'
const sentences = entries
  .filter((_, at) => at % 97 === 0)
  .map(({ name }) => `${sentence.repeat(5)}地址在${name.zh}9号楼`)

const result = {
  entries: COUNT,
  buildMs: Math.round(buildMs),
  suggest: spread(typed, (text) => suggest(gazetteer, text, 8)),
  resolve200Characters: spread(sentences, (text) => resolve(gazetteer, text)),
}
await report('gazetteer', result)

/** Milliseconds per call: middle, 99th of a hundred, worst; after one warm round. */
function spread(
  texts: readonly string[],
  run: (text: string) => unknown,
): { p50: number; p99: number; max: number } {
  for (const text of texts) run(text)
  const times = texts.map((text) => {
    const from = performance.now()
    run(text)
    return performance.now() - from
  })
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] as number).toFixed(3))
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}
