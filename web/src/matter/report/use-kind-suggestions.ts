/** 分类建议 — at once by the words of the catalogue, and better as soon as the server has looked at like reports. */
import type { Suggested } from '@huying/contract/matter/suggest.ts'
import { suggestKinds } from '@huying/core/catalogue/suggest.ts'
import { Form } from 'antd'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import type { Known } from './use-suggested.ts'

export function useKindSuggestions({ suggested, isOld }: Known): Suggested['kinds'] {
  const { kinds } = useCatalogue()
  const text: string = Form.useWatch('text', Form.useFormInstance()) ?? ''
  if (suggested && !isOld) return suggested.kinds
  return suggestKinds(text, kinds).map(({ kind, because, similar, confidence }) => ({
    ...{ id: kind, because: [...because] },
    ...{ similar, confidence },
  }))
}
