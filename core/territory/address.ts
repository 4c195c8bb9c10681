/**
 * 地址文字 — how people write and say places, brought to one form, so that names and texts can be compared.
 *
 * Full width and case, traditional characters of address words, 一百八十号 and 一八〇号, 栋/幢/座/号楼/#,
 * BOULEVARD and BLVD: the same words after `normaliseAddress`. Names in the gazetteer and texts of callers go
 * through the same function, so a name that happens to contain such a word still matches itself.
 */

const HAN = '\\u3400-\\u9fff'
/** Traditional and simplified side by side: characters of addresses and frequent names. */
const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  '號号 樓楼 棟栋 區区 園园 莊庄 東东 門门 廣广 場场 橋桥 縣县 鎮镇 鄉乡 單单 線线 灣湾 龍龙 華华 國国 學学 醫医 蘭兰 陽阳 濟济 灤滦 濼泺 馬马 劉刘 陳陈 張张 趙赵 楊杨 溝沟 鐵铁 營营 隊队 層层 側侧 對对 邊边 裡里 與与 個个 們们 巿市'
    .split(' ')
    .map((pair) => Array.from(pair)),
)
const DIGITS = '〇一二三四五六七八九'
const NUMERAL = '[〇零一二三四五六七八九十百千两]+'
const UNIT = '(?=号|栋|幢|座|单元|室|弄|层|期|区|组|院|楼|路|街|巷|环)'

const SPACES_BESIDE_HAN = new RegExp(`\\s+(?=[${HAN}#])|(?<=[${HAN}])\\s+`, 'g')
const NUMERAL_BEFORE_UNIT = new RegExp(NUMERAL + UNIT, 'g')

/** English words of streets, long to short; both forms are used side by side. */
const SHORT_WORDS: Readonly<Record<string, string>> = {
  STREET: 'ST',
  AVENUE: 'AVE',
  AV: 'AVE',
  BOULEVARD: 'BLVD',
  ROAD: 'RD',
  DRIVE: 'DR',
  LANE: 'LN',
  COURT: 'CT',
  PLACE: 'PL',
  SQUARE: 'SQ',
  TERRACE: 'TER',
  TERR: 'TER',
  HIGHWAY: 'HWY',
  PARKWAY: 'PKWY',
  CIRCLE: 'CIR',
  ALLEY: 'ALY',
  BLOCK: 'BLK',
  NORTH: 'N',
  SOUTH: 'S',
  EAST: 'E',
  WEST: 'W',
  SAINT: 'ST',
}

/** One form for comparing: capitals, half width, arabic house numbers, 号楼 for every kind of building number. */
export function normaliseAddress(text: string): string {
  return Array.from(text.normalize('NFKC').toUpperCase(), (char) => TRADITIONAL[char] ?? char)
    .join('')
    .replace(/[—–－~～]+(?=\d)/g, '-')
    .replace(/(?:(?<!\d)-|-(?!\d)|[^\p{L}\p{N}#-])+/gu, ' ')
    .replace(SPACES_BESIDE_HAN, '')
    .replace(NUMERAL_BEFORE_UNIT, (numeral) => String(chineseNumber(numeral)))
    .replace(/(?<=\d)(?:号?[栋幢座]|#楼?|号楼)/g, '号楼')
    .replace(/(?<=[A-Z])(?:号楼|[栋幢])/g, '座')
    .replace(/[A-Z]+/g, (word) => SHORT_WORDS[word] ?? word)
    .replace(SPACES_BESIDE_HAN, '')
    .trim()
}

/** 一百八十 → 180, 十二 → 12, 一八〇 → 180, 两 → 2. */
function chineseNumber(numeral: string): number {
  const digits = numeral.replaceAll('零', '〇').replaceAll('两', '二')
  if (!/[十百千]/.test(digits)) return Number(Array.from(digits, (char) => DIGITS.indexOf(char)).join(''))
  let [sum, digit] = [0, -1]
  for (const char of digits) {
    const power = { 十: 10, 百: 100, 千: 1000 }[char]
    if (power === undefined) digit = DIGITS.indexOf(char)
    else {
      sum += Math.max(1, digit) * power
      digit = -1
    }
  }
  return sum + Math.max(digit, 0)
}

/** True where a character is Chinese: names in it need no word boundaries. */
export function isHan(char: string): boolean {
  return char >= '\u3400' && char <= '\u9fff'
}
