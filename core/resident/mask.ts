/**
 * 脱敏 — personal data as it is shown by default (GB/T 35273-2020 7.2, display limits): 张**, 138****0000, an address
 * down to the building. Whatever hides something carries an asterisk, and what carries one is never stored.
 */
import type { ResidentData } from './types.ts'

const HIDDEN = '***'

export function mask({ name, phone, address }: ResidentData): ResidentData {
  return {
    name: name && maskName(name),
    phone: phone && maskPhone(phone),
    address: address && maskAddress(address),
  }
}

/** The first character; the rest does not even show its length. */
export function maskName(name: string): string {
  return `${Array.from(name)[0] ?? ''}**`
}

/** Three and four digits of a long number, two of a short one. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-2)}`
}

const NUMBER = '[0-9０-９〇零一二三四五六七八九十百A-Za-zＡ-Ｚａ-ｚ]+'
/** A building: 3号楼, 甲座, 12栋. */
const BUILDING = /(?:号楼|#楼|[栋幢座])/u
/** What lies inside a building: 2单元, 五层, 501室. */
const INSIDE = new RegExp(`${NUMBER}\\s*(?:单元|室|户|层|楼|[Ff](?![A-Za-z]))`, 'u')
const HOUSE_NUMBER = /[0-9０-９]+\s*号/u

/**
 * Down to the building; where none is named, to the house number; else to the first digit, for what follows may be the
 * door. An address that names nothing narrower is shown as it is.
 */
export function maskAddress(address: string): string {
  const inside = INSIDE.exec(address.replace(/号楼/gu, '号栋'))?.index ?? address.length
  const outside = address.slice(0, inside)
  const end = endOf(BUILDING, outside) ?? endOf(HOUSE_NUMBER, outside) ?? outside.search(/[0-9０-９]|$/u)
  const shown = address.slice(0, end).trimEnd()
  return shown === address ? address : `${shown}${HIDDEN}`
}

function endOf(pattern: RegExp, text: string): number | null {
  const match = pattern.exec(text)
  return match && match.index + match[0].length
}

/** True for what carries an asterisk in any of its shapes, so that no masked form comes back as data. */
export function isMasked(value: string): boolean {
  return /[*＊∗⁎✱﹡•●]/u.test(value)
}
