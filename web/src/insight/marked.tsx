import type { Pieces } from '@huying/contract/insight/search.ts'

/** A text with what was searched for marked in it. */
export function Marked({ pieces }: { pieces: Pieces }) {
  const places = pieces.map((_, index) =>
    pieces.slice(0, index).reduce((sum, { text }) => sum + text.length, 0),
  )
  return pieces.map(({ text, hit }, index) =>
    hit ? <mark key={places[index]}>{text}</mark> : <span key={places[index]}>{text}</span>,
  )
}
