/** 我 — GET /api/me: who is signed in, and in which posts. */
import { type Static, Type } from 'typebox'
import { Named, Text } from '../kernel/common.ts'

export const Me = Type.Object(
  {
    accountId: Type.String({ description: 'Opaque id' }),
    name: Type.String({ description: 'Name shown to colleagues' }),
    kind: Type.String({ description: 'staff or resident' }),
    locale: Type.String({ description: 'Language of the screens' }),
    abilities: Type.Array(Type.String(), {
      description:
        'What the navigation may offer: administration, administration.all (of the whole authority)',
    }),
    mustChangePassword: Type.Boolean({
      description: 'Nothing else may be done before the password is changed',
    }),
    duties: Type.Array(Type.String(), {
      description:
        'Standing duties of the posts, e.g. triage or administration: what places of the desk are shown',
    }),
    posts: Type.Array(
      Type.Object({
        id: Type.String({ description: 'Post' }),
        organisation: Named,
        role: Named,
        territory: Type.Object(
          { code: Type.String({ description: 'Code' }), name: Text },
          { description: 'Territory of the post' },
        ),
        delegated: Type.Boolean({ description: 'Exercised for somebody on leave' }),
      }),
      { description: 'Posts held or exercised today' },
    ),
  },
  { $id: 'Me' },
)
export type Me = Static<typeof Me>
