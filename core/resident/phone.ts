/** 电话号码 — one form for all the ways a number is written, so that the same person is found again. */

/**
 * Digits only, or `+` and digits for a number abroad: `+86 138-0013-8000`, `０１０－６５５５ １２３４` and `(010)65551234`
 * become `13800138000` and `01065551234`. Null for what is no telephone number; nothing is guessed or cut off.
 */
export function normalisePhone(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s\-‐-―−().]/gu, '')
  const national = /^(?:\+|00)86(1[3-9]\d{9}|0?[1-9]\d{8,10})$/.exec(plain)?.[1]
  const number = national === undefined ? plain.replace(/^00(?=[1-9])/, '+') : withTrunkZero(national)
  return /^(?:\d{5,15}|\+[1-9]\d{5,14})$/.test(number) ? number : null
}

/** After +86 the zero of an area code is left out; a mobile number has none. */
function withTrunkZero(number: string): string {
  return /^1[3-9]\d{9}$/.test(number) || number.startsWith('0') ? number : `0${number}`
}
