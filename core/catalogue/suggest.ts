/**
 * 分类建议 — which kind a report is, from the words of the catalogue that stand in it and from what like reports turned
 * out to be. Each suggestion says why; a person decides. How often it is right: `bench/results/suggest.json`.
 */

type Kind = { readonly id: string; readonly loop: string | null; readonly words: readonly string[] }

/** A report of the past that is like this one, `likeness` from 0 to 1: how much of what it says the other says too. */
export type Like = { readonly kind: string; readonly likeness: number }

export type KindSuggestion = {
  readonly kind: string
  /** Words of the catalogue that stand in the text, the most telling first. */
  readonly because: readonly string[]
  /** How many like reports were of this kind. */
  readonly similar: number
  /** `clear`: taken over at once, where a person can change it. `likely`: worth a press. `possible`: one of several. */
  readonly confidence: 'clear' | 'likely' | 'possible'
}

/** Reports less like than this are not alike. */
export const ALIKE = 0.15
/** From here on a like report says as much as the words of the catalogue do; what is less like says less. */
const VERY_ALIKE = 0.5
const CLEAR = 0.6
const LIKELY = 0.35

/**
 * Best first, at most `limit`. A longer word says more than a short one, a word that many kinds have says less; like reports
 * count by how like they are. Groups of kinds that no loop carries are never suggested.
 */
export function suggestKinds(
  text: string,
  kinds: readonly Kind[],
  past: readonly Like[] = [],
  limit = 3,
): KindSuggestion[] {
  const words = wordWeights(text, kinds)
  const similar = similarWeights(past)
  const nearest = Math.max(0, ...past.map(({ likeness }) => likeness))
  const parts = [shares(words, 1), shares(similar, Math.min(1, nearest / VERY_ALIKE))]
  // Little evidence stays little: like reports alone, and none of them very like, lead to no clear kind.
  const total = Math.max(
    1,
    parts.reduce((sum, part) => sum + part.most, 0),
  )
  return kinds
    .filter(({ loop }) => loop !== null)
    .map((kind) => ({
      kind,
      score: parts.reduce((sum, part) => sum + (part.of.get(kind.id) ?? 0), 0) / total,
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ kind, score }) => ({
      kind: kind.id,
      because: standing(text, kind.words),
      similar: past.filter((one) => one.kind === kind.id && one.likeness >= ALIKE).length,
      confidence: score >= CLEAR ? 'clear' : score >= LIKELY ? 'likely' : 'possible',
    }))
}

/** Words that stand in the text, longest first; one inside a longer one that stands there too says nothing more. */
export function standing(text: string, words: readonly string[]): string[] {
  const said = text.toLowerCase()
  const found = words
    .filter((word) => word !== '' && said.includes(word.toLowerCase()))
    .sort((a, b) => b.length - a.length)
  return found.filter((word, at) => !found.slice(0, at).some((longer) => longer.includes(word)))
}

/** Words of danger that stand in the text, so that somebody asks whether it is urgent. */
export const dangersIn = (text: string, dangers: readonly string[]): string[] => standing(text, dangers)

function wordWeights(text: string, kinds: readonly Kind[]): Map<string, number> {
  const stand = kinds.map(({ id, words }) => [id, standing(text, words)] as const)
  const shared = Map.groupBy(
    stand.flatMap(([, words]) => words),
    (word) => word,
  )
  return new Map(
    stand.map(([id, words]) => [
      id,
      words.reduce((sum, word) => sum + word.length ** 2 / (shared.get(word)?.length ?? 1), 0),
    ]),
  )
}

function similarWeights(past: readonly Like[]): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { kind, likeness } of past)
    if (likeness >= ALIKE) weights.set(kind, (weights.get(kind) ?? 0) + likeness ** 2)
  return weights
}

/** Each one's share of `most`; where there is nothing to share, `most` counts for nothing either. */
function shares(
  weights: ReadonlyMap<string, number>,
  most: number,
): { of: Map<string, number>; most: number } {
  const sum = [...weights.values()].reduce((all, weight) => all + weight, 0)
  if (sum === 0) return { of: new Map(), most: 0 }
  return { of: new Map([...weights].map(([id, weight]) => [id, (weight / sum) * most])), most }
}
