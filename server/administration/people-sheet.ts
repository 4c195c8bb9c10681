/** 人员表 — the list of people as an Excel file: a row for each post, and one for whoever has none. */
import type { Readable } from 'node:stream'
import type { PeopleQuery, PersonRow } from '@huying/contract/administration/people.ts'
import en from '@huying/contract/messages/administration.en.json' with { type: 'json' }
import zh from '@huying/contract/messages/administration.zh.json' with { type: 'json' }
import type { Signed } from '../app.ts'
import { writeSheet } from '../kernel/xlsx.ts'
import type { Services } from '../services.ts'
import { listPeople } from './people.ts'

type Line = { readonly person: PersonRow; readonly post: PersonRow['posts'][number] | null }

export function peopleSheet(
  services: Services,
  signed: Signed,
  query: PeopleQuery,
  locale: 'zh' | 'en',
): Readable {
  const { admin } = locale === 'en' ? en : zh
  const { people: words } = admin
  const say = (name: { zh: string; en?: string } | undefined) =>
    name === undefined ? null : locale === 'en' ? (name.en ?? name.zh) : name.zh
  const text = (header: string, value: (line: Line) => string | null) => ({
    ...{ header, value, kind: 'text' as const },
  })
  return writeSheet(linesOf(services, signed, query), {
    name: words.title,
    columns: [
      text(words.name, ({ person }) => person.name),
      text(words.username, ({ person }) => person.username),
      text(words.organisation, ({ post }) => say(post?.organisation.name)),
      text(words.role, ({ post }) => say(post?.role.name)),
      text(words.territory, ({ post }) => say(post?.territory.name)),
      text(words.from, ({ post }) => post?.fromOn ?? null),
      text(words.to, ({ post }) => post?.toOn ?? null),
      text(words.state, ({ person }) => (person.isLocked ? words.locked : words.open)),
    ],
  })
}

async function* linesOf(services: Services, signed: Signed, query: PeopleQuery): AsyncGenerator<Line> {
  const { cursor: _, ...filter } = query
  let next: string | null | undefined
  do {
    const page = await listPeople(services, signed, {
      ...{ ...filter, limit: 200 },
      ...(next ? { cursor: next } : {}),
    })
    for (const person of page.rows) {
      if (person.posts.length === 0) yield { person, post: null }
      for (const post of person.posts) yield { person, post }
    }
    next = page.next
  } while (next)
}
