/** 登记内容 — what the screen's fields become on the wire, and where an error of the wire belongs on the screen. */
import type { OpenMatter } from '@huying/contract/matter/open.ts'
import type { SuggestAsked } from '@huying/contract/matter/suggest.ts'
import { type Answers, answersOf, type Form } from '../../catalogue/form-schema.ts'
import type { Address } from '../../territory/address-input.tsx'

export type ReportAnswers = {
  text: string
  kind: string
  place?: Address
  channel?: string
  name?: string
  phone?: string
  urgent?: boolean
  confidential?: boolean
  against?: string[]
  form?: Answers
  attachments?: string[]
}

export function reportOf(answers: ReportAnswers): OpenMatter {
  const { text, kind, place, channel, urgent, confidential, against, attachments } = answers
  const reporter = answersOf({ name: answers.name?.trim(), phone: answers.phone?.trim() })
  const form = answersOf(answers.form ?? {})
  return {
    kind,
    text: text.trim(),
    place: placeOf(place),
    ...(channel ? { channel } : {}),
    ...(Object.keys(reporter).length > 0 ? { reporter } : {}),
    ...(urgent ? { urgent } : {}),
    ...(confidential ? { confidential } : {}),
    ...(against?.length ? { against } : {}),
    ...(attachments?.length ? { attachments } : {}),
    ...(Object.keys(form).length > 0 ? { form } : {}),
  }
}

/** What the server is asked while the report is typed: only what decides about kind, place and unit. */
export function askedOf(answers: Partial<ReportAnswers>): SuggestAsked {
  const { text = '', kind, place, urgent, confidential, against } = answers
  const where = placeOf(place)
  return {
    text: text.trim(),
    ...(kind ? { kind } : {}),
    ...(isEnough(where) ? { place: where } : {}),
    ...(urgent ? { urgent } : {}),
    ...(confidential ? { confidential } : {}),
    ...(against?.length ? { against } : {}),
  }
}

/** One letter of an address is no place yet. */
const isEnough = ({ address = '', territory, lon }: OpenMatter['place']): boolean =>
  territory !== undefined || lon !== undefined || address.length > 1

/** Whether anything was written that somebody would miss. */
export const isWorthKeeping = (answers: Partial<ReportAnswers>): boolean =>
  Object.keys(answersOf({ ...answers, channel: undefined, place: answers.place?.address })).length > 0

/** The address goes along as it was said; a picked suggestion adds what the gazetteer knows about it. */
function placeOf(place: Address | undefined): OpenMatter['place'] {
  const address = place?.address.trim()
  const [lon, lat] = place?.point ?? []
  return {
    ...(address && address.length > 1 ? { address } : {}),
    ...(place?.territory ? { territory: place.territory } : {}),
    ...(lon !== undefined && lat !== undefined ? { lon, lat } : {}),
  }
}

const top = ['text', 'kind', 'place', 'channel', 'urgent', 'confidential', 'against', 'attachments']

/** The form of a kind without what the report asks for anyhow: nobody types it twice. */
export function beside(form: Form | null): Form | null {
  if (!form) return null
  const properties = Object.fromEntries(Object.entries(form.properties).filter(([name]) => name !== 'text'))
  const required = form.required?.filter((name) => name !== 'text') ?? []
  return Object.keys(properties).length > 0 ? { ...form, properties, required } : null
}

/** `/reporter/phone` → `phone`, `/place/address` → `place`, `/form/x` → `form.x`; null where no field shows it. */
export function fieldOfPath([first, second]: string[]): string[] | null {
  // A form that asks for the text itself is answered by the report's own text.
  if (first === 'form' && second !== 'text') return second ? ['form', second] : null
  if (first === 'form') return ['text']
  if (first === 'reporter') return second === 'name' || second === 'phone' ? [second] : null
  return first !== undefined && top.includes(first) ? [first] : null
}
