/** 分类建议 — kinds whose words stand in what was said, with the words as the reason; a person decides. */
type Kind = { readonly id: string; readonly loop: string | null; readonly words: readonly string[] }

export type Suggestion = { readonly kind: string; readonly because: readonly string[] }

/**
 * Best first: more of the text explained comes first, so that a long word beats a short one. At most `limit`.
 * Groups of kinds that no loop carries are never suggested.
 */
export function suggestKinds(text: string, kinds: readonly Kind[], limit = 3): Suggestion[] {
  const said = text.toLowerCase()
  return kinds
    .filter((kind) => kind.loop !== null)
    .map(({ id, words }) => ({
      kind: id,
      because: words.filter((word) => word && said.includes(word.toLowerCase())),
    }))
    .filter(({ because }) => because.length > 0)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, limit)
}

const weight = ({ because }: Suggestion): number => because.reduce((sum, word) => sum + word.length ** 2, 0)
