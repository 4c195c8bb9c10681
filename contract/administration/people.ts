/** 人员与岗位 — /api/admin/people: who works here, in which posts; inside the territory of the administrator. */
import { type Static, Type } from 'typebox'
import { Cursor, Named, Text } from '../kernel/common.ts'

const strict = { additionalProperties: false }
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Civil date, YYYY-MM-DD' })
const LastDay = Type.Union([Day, Type.Null()], { description: 'Last day; null while it is held' })
const Code = Type.String({ pattern: '^\\d{1,20}$', description: 'Code of a territory' })

export const PeopleQuery = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 60, description: 'Part of the name or sign-in name' })),
    organisation: Type.Optional(
      Type.String({ maxLength: 100, description: 'Only with a post in this organisation or its parts' }),
    ),
    role: Type.Optional(Type.String({ maxLength: 60, description: 'Only with a post in this role' })),
    territory: Type.Optional(Code),
    held: Type.Optional(
      Type.Enum(['current', 'ended'], { description: 'Only with a post held today, or only with none' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: 'Where the page begins' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Rows a page' })),
  },
  strict,
)
export type PeopleQuery = Static<typeof PeopleQuery>

export const PersonRow = Type.Object(
  {
    accountId: Type.String({ description: 'Account' }),
    name: Type.String({ description: 'Name shown to colleagues' }),
    username: Type.String({ description: 'Sign-in name' }),
    isLocked: Type.Boolean({ description: 'Shut by an administrator' }),
    mustChangePassword: Type.Boolean({ description: 'Has not yet chosen a password' }),
    mayKeep: Type.Boolean({ description: 'The reader may lock the account and reset its password' }),
    posts: Type.Array(
      Type.Object(
        {
          id: Type.String({ description: 'Post' }),
          organisation: Named,
          role: Named,
          territory: Named,
          fromOn: Day,
          toOn: LastDay,
          isHeld: Type.Boolean({ description: 'Held today' }),
          mayEnd: Type.Boolean({ description: 'The reader may end it' }),
        },
        { description: 'A post in the territory of the reader' },
      ),
      { description: 'Posts, those held today first' },
    ),
  },
  { description: 'Somebody who works here' },
)
export type PersonRow = Static<typeof PersonRow>

export const People = Type.Object(
  {
    rows: Type.Array(PersonRow, { description: 'People by sign-in name' }),
    next: Cursor,
    count: Type.Integer({ description: 'How many there are in all' }),
  },
  { $id: 'People' },
)
export type People = Static<typeof People>

/** What the forms of this page can choose from. */
export const PeopleOptions = Type.Object(
  {
    organisations: Type.Array(
      Type.Object(
        {
          id: Type.String({ description: 'Organisation' }),
          name: Text,
          territory: Type.String({ description: 'Territory it serves' }),
          parentId: Type.Union([Type.String(), Type.Null()], { description: 'Part of' }),
        },
        { description: 'An organisation inside the territory of the reader' },
      ),
      { description: 'Organisations in which posts may be given' },
    ),
    roles: Type.Array(Named, { description: 'Roles of the pack' }),
    territories: Type.Array(Named, { description: 'Territories inside that of the reader, widest first' }),
    isWhole: Type.Boolean({ description: 'The reader administers the whole authority' }),
    today: Day,
  },
  { $id: 'PeopleOptions' },
)
export type PeopleOptions = Static<typeof PeopleOptions>

export const NewPost = Type.Object(
  {
    organisation: Type.String({ maxLength: 100, description: 'Organisation' }),
    role: Type.String({ maxLength: 60, description: 'Role of the pack' }),
    territory: Code,
    fromOn: Day,
    toOn: LastDay,
  },
  { ...strict, description: 'A post to be given' },
)
export type NewPost = Static<typeof NewPost>

export const NewPerson = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'Name shown to colleagues' }),
    username: Type.String({ minLength: 1, maxLength: 64, description: 'Sign-in name' }),
    post: NewPost,
  },
  { ...strict, $id: 'NewPerson' },
)
export type NewPerson = Static<typeof NewPerson>

export const Handed = Type.Object(
  {
    accountId: Type.String({ description: 'Account' }),
    password: Type.String({ description: 'First password: shown this once, changed at the first sign-in' }),
  },
  { $id: 'Handed' },
)
export type Handed = Static<typeof Handed>

export const EndPost = Type.Object({ toOn: Day }, { ...strict, $id: 'EndPost' })
export const AccountParams = Type.Object({ id: Type.String({ maxLength: 100, description: 'Account' }) })
