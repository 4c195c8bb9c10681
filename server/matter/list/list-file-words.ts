/** 表头 — words of the file of a list, in both languages, from the message files. */
import { readFileSync } from 'node:fs'

type FileWords = Readonly<
  Record<
    | 'sheet'
    | 'name'
    | 'number'
    | 'title'
    | 'loop'
    | 'kind'
    | 'state'
    | 'place'
    | 'lead'
    | 'holder'
    | 'due'
    | 'pace'
    | 'minutes'
    | 'reported'
    | 'closed'
    | 'channel'
    | 'urgent'
    | 'supervised'
    | 'yes'
    | 'on_time'
    | 'near'
    | 'late'
    | 'paused',
    string
  >
>

const read = (locale: string): FileWords =>
  JSON.parse(readFileSync(new URL(`../../../contract/messages/list.${locale}.json`, import.meta.url), 'utf8'))
    .list_file

export const fileWords: Readonly<Record<'zh' | 'en', FileWords>> = { zh: read('zh'), en: read('en') }
