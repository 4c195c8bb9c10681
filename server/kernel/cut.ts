/**
 * 分词 — text as words: what a text is found by, and what somebody who searches has typed so far. Chinese has no spaces, and where one word ends is
 * often a matter of opinion (路灯不亮 has 路灯, 灯不亮 and 不亮 in it): a text is found by every word of the dictionary that is in it, and
 * by every single character.
 */
import { Jieba, TfIdf } from '@node-rs/jieba'
import { dict, idf } from '@node-rs/jieba/dict.js'

/** Reading the dictionary takes a third of a second: once, when something is first cut. */
let opened: { readonly jieba: Jieba; readonly weights: TfIdf } | undefined
const dictionary = () => {
  opened ??= { jieba: Jieba.withDict(dict), weights: TfIdf.withDict(idf) }
  return opened
}

/** Longer runs of letters are nothing that anybody types; both sides are cut alike. */
const LONGEST = 64
/** More words narrow a search no further; a pasted page must not cost its length. */
const MOST_TERMS = 16
/** Characters that are in every text: they count only where nothing else was typed. */
const EMPTY = new Set('的了吗呢吧啊呀着过就都也还又和与及或')

/** 简体 full-width and half-width forms, capitals and small letters are the same to whoever searches. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const RUN = /(\p{Script=Han}+)|[[\p{L}\p{N}\p{M}]--\p{Script=Han}]+/gv

type Run = { readonly text: string; readonly isHan: boolean }

/** Runs of Chinese characters, and runs of other letters and digits; everything between them is no word. */
function runsOf(text: string): Run[] {
  return Array.from(normalise(text).matchAll(RUN), ([run, han]) => ({
    text: han === undefined ? Array.from(run).slice(0, LONGEST).join('') : run,
    isHan: han !== undefined,
  }))
}

/** Everything that a text is found by. */
export function wordsOf(text: string): Set<string> {
  const { jieba } = dictionary()
  const words = new Set<string>()
  for (const run of runsOf(text)) {
    if (!run.isHan) words.add(run.text)
    else for (const word of [...jieba.cutAll(run.text), ...run.text]) words.add(word)
  }
  return words
}

/** One of the words searched for; a `prefix` may go on. */
export type Term = {
  readonly word: string
  readonly prefix: boolean
  /** Shorter words that together say the same: a text may have them apart. */
  readonly parts: readonly string[]
}

/** Words of a search, all of which must be found; the last one may still be growing. */
export function termsOf(query: string): Term[] {
  const { jieba } = dictionary()
  const words = runsOf(query).flatMap((run) => (run.isHan ? jieba.cut(run.text, false) : [run.text]))
  const telling = words.filter((word) => !EMPTY.has(word))
  const kept = [...new Set(telling.length > 0 ? telling : words)].slice(0, MOST_TERMS)
  const endsOpen = /[\p{L}\p{N}\p{M}]$/u.test(normalise(query))
  const last = words.at(-1)
  return kept.map((word) => {
    const isLetters = !/^\p{Script=Han}/u.test(word)
    // Every Chinese word is found as it is, also inside a longer one; walking all that begin with it would cost a fifth of a second.
    const prefix = endsOpen && word === last && isLetters && word.length > 1
    return { word, prefix, parts: isLetters ? [] : partsOf(word) }
  })
}

function partsOf(word: string): string[] {
  return word.length < 3
    ? []
    : dictionary()
        .jieba.cutAll(word)
        .filter((part) => part !== word)
}

export type Keyword = { readonly word: string; readonly weight: number }

/** The words of a text that say most about it, the rarest in the language first. Words that overlap are weighed each by itself. */
export function keywordsOf(text: string, most: number): Keyword[] {
  const { jieba, weights } = dictionary()
  const words = [...wordsOf(text)].filter((word) => /^\p{Script=Han}{2,}$/u.test(word))
  return words
    .map((word) => ({ word, weight: weights.extractKeywords(jieba, word, 1)[0]?.weight ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most)
}

/** A piece of a text; `hit` where it is what was searched for. */
export type Piece = { readonly text: string; readonly hit: boolean }

/** The text around the first hit, in pieces. */
export function highlight(text: string, words: readonly string[], longest = 80): Piece[] {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim())
  const hits = hitsIn(characters, words)
  const first = hits.indexOf(true)
  const from = characters.length <= longest || first < 0 ? 0 : Math.max(0, first - Math.floor(longest / 4))
  const to = Math.min(characters.length, from + longest)
  const pieces: { text: string; hit: boolean }[] = []
  if (from > 0) pieces.push({ text: '…', hit: false })
  for (let at = from; at < to; at++) {
    const hit = hits[at] === true
    const last = pieces.at(-1)
    if (last && last.hit === hit) last.text += characters[at]
    else pieces.push({ text: characters[at] as string, hit })
  }
  if (to < characters.length) pieces.push({ text: '…', hit: false })
  return pieces
}

/** Per character whether it is part of a hit. One character may normalise to several (㎡): each remembers where it came from. */
function hitsIn(characters: readonly string[], words: readonly string[]): boolean[] {
  const normal: string[] = []
  const origin: number[] = []
  characters.forEach((character, at) => {
    for (const unit of normalise(character).split('')) {
      normal.push(unit)
      origin.push(at)
    }
  })
  const whole = normal.join('')
  const hits = characters.map(() => false)
  for (const word of words) {
    for (let at = whole.indexOf(word); word !== '' && at >= 0; at = whole.indexOf(word, at + word.length)) {
      for (let unit = at; unit < at + word.length; unit++) hits[origin[unit] as number] = true
    }
  }
  return hits
}
