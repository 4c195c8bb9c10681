/**
 * 组织 — organisations (units and their sections, streets, communities, companies, grid teams), and the posts
 * that people hold in them: person × organisation × role × territory × period.
 */
import { type Static, Type } from 'typebox'
import { Words } from '../kernel/words.ts'

export const Organisation = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', description: 'Stable id, unique in the pack' }),
    name: Words,
    kind: Type.String({ description: 'Kind declared in the pack: department, street, community, section …' }),
    parentId: Type.Union([Type.String(), Type.Null()], { description: 'The organisation it is a part of' }),
    territory: Type.String({ description: 'Code of the territory it serves; its whole subtree is served' }),
    duties: Type.Array(Type.String(), { description: 'Standing duties: triage, callback, arbitration …' }),
    functions: Type.Array(Type.String(), { description: 'Fields of work that duty lists refer to' }),
    phone: Type.Optional(Type.String({ description: 'Public work telephone' })),
    address: Type.Optional(Type.String({ minLength: 1, description: 'Where its office is, for people' })),
    point: Type.Optional(
      Type.Tuple([Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })], {
        description: 'Longitude, latitude of the office, WGS-84',
      }),
    ),
  },
  { additionalProperties: false },
)
export type Organisation = Static<typeof Organisation>

export const Post = Type.Object(
  {
    id: Type.String(),
    personId: Type.String({ description: 'Opaque id of the account that holds the post' }),
    organisationId: Type.String(),
    role: Type.String({ description: 'Role declared in the pack: operator, officer, leader, grid_worker …' }),
    territory: Type.String({ description: 'Code of the territory the post is limited to' }),
    fromOn: Type.String({ description: 'First day of the post, YYYY-MM-DD' }),
    toOn: Type.Union([Type.String(), Type.Null()], { description: 'Last day, or null while it is held' }),
  },
  { additionalProperties: false },
)
export type Post = Static<typeof Post>

/** A post as it stands behind one command: with the chain of organisations above it and their standing duties. */
export type ActivePost = {
  readonly postId: string
  readonly organisationId: string
  /** Kind of the organisation: street, community, department … */
  readonly organisationKind?: string
  /** The organisation itself, then its parents up to the root. */
  readonly chain: readonly string[]
  readonly role: string
  readonly territory: string
  readonly duties: readonly string[]
  /** Set when the post is exercised for somebody on leave. */
  readonly delegatedBy?: string
}

/** Whoever acts: a member of staff through posts, a resident, or the system itself (clocks). */
export type Actor = {
  readonly kind: 'staff' | 'resident' | 'system'
  /** Opaque account id; null for the system. */
  readonly accountId: string | null
  /** Opaque id in the residents' vault, for residents. */
  readonly residentId: string | null
  readonly posts: readonly ActivePost[]
}

export const SYSTEM: Actor = { kind: 'system', accountId: null, residentId: null, posts: [] }
