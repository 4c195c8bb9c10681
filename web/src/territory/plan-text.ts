/** 图上文字 — how wide a name is on a plan, and a long one cut short; whoever hears the plan hears all of it. */

/** Near enough for an 11 px text: a Chinese character is square, a Latin one about half as wide. */
export const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + widthOfOne(char), 6)

const widthOfOne = (char: string): number => (char > '⺀' ? 11 : 6.2)

/** As much of it as fits into `pixels`, with an ellipsis where something is left out. */
export function cutTo(text: string, pixels: number): string {
  if (widthOf(text) <= pixels) return text
  const kept: string[] = []
  for (const char of text) {
    if (widthOf(`${kept.join('')}${char}…`) > pixels) break
    kept.push(char)
  }
  return `${kept.join('').trimEnd()}…`
}
