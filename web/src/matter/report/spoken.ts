/** 同说的词 — words that a search has cut, as people say them: pieces that overlap in a text are one again. */

/** `丽水`, `水花`, `花园` in 丽水花园4号楼 are 丽水花园; what is not in the text stays as it is, behind. */
export function spoken(words: readonly string[], text: string): string[] {
  const spans = words.flatMap((word) => spansOf(word, text)).sort((a, b) => a.from - b.from || b.to - a.to)
  const runs: { from: number; to: number }[] = []
  for (const { from, to } of spans) {
    const last = runs.at(-1)
    if (last && from < last.to) last.to = Math.max(last.to, to)
    else runs.push({ from, to })
  }
  const said = runs.map(({ from, to }) => text.slice(from, to))
  const whole = said.filter((each) => !said.some((other) => other !== each && other.includes(each)))
  return [...new Set([...whole, ...words.filter((word) => !text.includes(word))])]
}

function spansOf(word: string, text: string): { from: number; to: number }[] {
  const spans = []
  for (let from = text.indexOf(word); from >= 0 && word !== ''; from = text.indexOf(word, from + 1))
    spans.push({ from, to: from + word.length })
  return spans
}
