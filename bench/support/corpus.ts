/**
 * 语料 — what a million residents report: the texts of the demo city with its own place names, house numbers and spells of time, a
 * second sentence of another report now and then, and rare things as rarely as they happen.
 */
import type { Pack } from '@huying/core/pack/types.ts'
import { readTexts } from '@huying/server/demo/texts.ts'
import { packFolder } from './stand.ts'

/** The text of the n-th report of a kind; the same in every run. */
export type Corpus = (n: number, kind: string) => string

/** Said once in so many reports. */
export const RARE = [
  { text: '怀疑有人私接燃气管。', every: 100 },
  { text: '有一窝野蜂在空调外机里。', every: 1_000 },
  { text: '井里掉进一只穿山甲。', every: 100_000 },
] as const

const SINCE = ['昨天', '前天', '上周', '三天', '半个月', '一个多月', '国庆以后', '开春以来']
const PLEAS = ['请尽快处理。', '希望有人管管。', '盼回复。', '打过几次电话没有下文。', '谢谢！', '']

export async function openCorpus(pack: Pack): Promise<Corpus> {
  const texts = await readTexts(packFolder)
  if (!texts) throw new Error('the demo city has no texts')
  const all = Object.values(texts.kinds).flatMap((each) => each.texts)
  const places = pack.gazetteer.map(({ name }) => name.zh)
  return (n, kind) => {
    const own = texts.kinds[kind]?.texts ?? all
    const said = pick(own, n, 1).replaceAll('{address}', `${pick(places, n, 2)}${(n % 37) + 1}号楼`)
    const more = n % 3 === 0 ? pick(all, n, 3).replaceAll('{address}', pick(places, n, 4)) : ''
    const rare = RARE.filter(({ every }) => n % every === 7)
    return `${said}${pick(SINCE, n, 5)}就这样了。${more}${rare.map(({ text }) => text).join('')}${pick(PLEAS, n, 6)}`
  }
}

/** Evenly, and not in step with any other choice. */
function pick(list: readonly string[], n: number, which: number): string {
  const mixed = Math.imul((n + 1) ^ Math.imul(which, 0x9e3779b1), 0x85ebca6b)
  return list[((mixed ^ (mixed >>> 15)) >>> 0) % list.length] as string
}
