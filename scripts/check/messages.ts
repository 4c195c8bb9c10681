import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './command.ts'

type Messages = { readonly [key: string]: string | Messages }

/** Chinese is written first, English must say everything too, with the same blanks to fill. */
export async function checkMessages(): Promise<void> {
  const files = globSync('{contract,web,server}/**/*.zh.json', { cwd: checkout }).filter(
    (file) => !/node_modules|dist/.test(file),
  )
  const found = files.flatMap((zh) => {
    const en = zh.replace(/\.zh\.json$/, '.en.json')
    if (!existsSync(join(checkout, en))) return [`${en} is missing`]
    return compareMessages(read(zh), read(en)).map((problem) => `${en}: ${problem}`)
  })
  if (found.length > 0) throw new Error(found.join('\n'))
}

/** A sentence per message that one language lacks, leaves empty or fills with other parameters. */
export function compareMessages(zh: Messages, en: Messages): string[] {
  const [chinese, english] = [flatten(zh), flatten(en)]
  const keys = [...new Set([...Object.keys(chinese), ...Object.keys(english)])]
  return keys.flatMap((key) => {
    const [here, there] = [chinese[key], english[key]]
    if (!here?.trim()) return [`${key} has no Chinese`]
    if (!there?.trim()) return [`${key} has no English`]
    const [left, right] = [blanks(here), blanks(there)]
    return left === right ? [] : [`${key} fills ${right || 'nothing'}, the Chinese ${left || 'nothing'}`]
  })
}

function read(file: string): Messages {
  return JSON.parse(readFileSync(join(checkout, file), 'utf8')) as Messages
}

function flatten(messages: Messages, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  )
}

const blanks = (text: string): string =>
  [...new Set(Array.from(text.matchAll(/\{+\s*(\w+)[^}]*\}+/g), ([, name]) => name))].sort().join(', ')
