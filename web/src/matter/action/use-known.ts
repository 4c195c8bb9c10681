/** 已知答案 — what a form would ask for and the duty list already says: who leads, who assists. A draft goes before it. */
import type { DutyView } from '@huying/contract/matter/duty.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { useQueryClient } from '@tanstack/react-query'
import type { Answers, Form } from '../../catalogue/form-schema.ts'

/** Only what the page has read by now: a form never waits, and never changes under the hand. */
export function useKnown(matter: MatterView, form: Form | null): Answers {
  const duty = useQueryClient().getQueryData<DutyView>(['duty', matter.id])
  return form ? knownAnswers(form, matter, duty) : {}
}

export function knownAnswers(
  form: Form,
  matter: Pick<MatterView, 'kind' | 'assignments'>,
  duty: Pick<DutyView, 'lead' | 'assists'> | undefined,
): Answers {
  const refused = new Set(
    matter.assignments.filter(({ state }) => state === 'returned').map(({ unit }) => unit.id),
  )
  const answers: Answers = {}
  for (const [name, field] of Object.entries(form.properties)) {
    const ref = field['x-ref']
    if (ref === 'organisation' && name === 'lead' && duty?.lead && !refused.has(duty.lead.id))
      answers[name] = duty.lead.id
    if (ref === 'organisation' && name === 'assists' && duty && duty.assists.length > 0)
      answers[name] = duty.assists.map(({ id }) => id).filter((id) => !refused.has(id))
    if (ref === 'kind' && field.type === 'string') answers[name] = matter.kind.id
  }
  return answers
}
