/** 预检 — says before a byte is sent what the server would refuse anyway. */
import type { CatalogueView } from '@huying/contract/catalogue/view.ts'

type Rules = CatalogueView['attachments']
type Refused = { readonly code: 'type' | 'too_large'; readonly limit: number }

const MEGABYTE = 1024 * 1024

/** Null for what may be sent; a file whose type this machine does not know is left to the server. */
export function refusedAs({ type, size }: Pick<File, 'type' | 'size'>, rules: Rules): Refused | null {
  const [announced = ''] = type.split(';')
  const rule = rules.find(({ mediaTypes }) => mediaTypes.includes(announced))
  if (!rule) {
    const isForeign = /^(image|audio|video)\//.test(announced)
    return isForeign && rules.length > 0 ? { code: 'type', limit: 0 } : null
  }
  return size > rule.maxBytes ? { code: 'too_large', limit: Math.floor(rule.maxBytes / MEGABYTE) } : null
}
