/** 闭环图·文字 — how wide a text is drawn, and where it breaks; near enough for any of the usual typefaces. */

/** Width in pixels: a Chinese character is as wide as it is high, a Latin one a little more than half. */
export function widthOf(text: string, size: number): number {
  let em = 0
  for (const char of text) em += char.charCodeAt(0) > 0x2e7f ? 1 : /[A-ZMWmw]/.test(char) ? 0.7 : 0.51
  return em * size
}

/** Lines no wider than `max` where words allow: Latin text breaks between words, Chinese anywhere. */
export function wrap(text: string, size: number, max: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.match(/[⺀-￿][，。、；）」』]?|[^\s⺀-￿]+\s*|\s+/g) ?? []) {
    if (line !== '' && widthOf((line + word).trimEnd(), size) > max) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += word
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

export function inXml(text: string): string {
  return text.replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  )
}
