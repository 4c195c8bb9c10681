/** 城市包 — /api/admin/packs: versions, what they were checked with, what changed between two of them. */
import { type Static, Type } from 'typebox'
import { Moment, Named, Text } from '../kernel/common.ts'

const strict = { additionalProperties: false }

export const PackVersion = Type.Object(
  {
    pack: Type.String({ description: 'Pack' }),
    version: Type.String({ description: 'Version with the digest of its content' }),
    title: Text,
    loadedAt: Moment,
    inForce: Type.Boolean({ description: 'In force for new matters' }),
    openMatters: Type.Integer({ description: 'Open matters that were accepted under it' }),
    loops: Type.Array(Named, { description: 'Its loops' }),
    kinds: Type.Integer({ description: 'How many kinds' }),
    duties: Type.Integer({ description: 'How many rules in the duty list' }),
    organisations: Type.Integer({ description: 'How many organisations' }),
    calendar: Type.String({ description: 'Version of the working calendar' }),
  },
  { description: 'A version that decided something' },
)
export type PackVersion = Static<typeof PackVersion>

export const PackVersions = Type.Object(
  {
    folder: Type.Union([Type.String(), Type.Null()], {
      description: 'Name of the folder that it comes from; null where it is not on this machine',
    }),
    rows: Type.Array(PackVersion, { description: 'The one in force first, then the latest' }),
  },
  { $id: 'PackVersions' },
)
export type PackVersions = Static<typeof PackVersions>

export const PackReport = Type.Object(
  {
    there: Type.Boolean({ description: 'False: the folder is not on this machine' }),
    usable: Type.Boolean({ description: 'No error stands' }),
    version: Type.Union([Type.String(), Type.Null()], { description: 'Version that the folder would give' }),
    isInForce: Type.Boolean({ description: 'The folder holds what is in force' }),
    findings: Type.Array(
      Type.Object(
        {
          severity: Type.String({ description: 'error, warning or info' }),
          file: Type.String({ description: 'File' }),
          line: Type.Integer({ description: 'Line' }),
          sentence: Type.String({ description: 'What is wrong, in the language asked for' }),
        },
        { description: 'A finding' },
      ),
      { description: 'Errors first' },
    ),
    exemptions: Type.Array(
      Type.Object(
        {
          rule: Type.String({ description: 'Rule of the burden guard' }),
          where: Type.String({ description: 'What is exempt' }),
          basis: Text,
          expiresOn: Type.String({ description: 'Last day, YYYY-MM-DD' }),
          isExpired: Type.Boolean({ description: 'It has run out' }),
        },
        { description: 'A legal basis for what the burden guard would refuse' },
      ),
      { description: 'Exceptions from the burden guard' },
    ),
  },
  { $id: 'PackReport' },
)
export type PackReport = Static<typeof PackReport>

export const PackCompareQuery = Type.Object(
  {
    fromPack: Type.String({ maxLength: 100, description: 'Pack before' }),
    from: Type.String({ maxLength: 100, description: 'Version before' }),
    toPack: Type.String({ maxLength: 100, description: 'Pack after' }),
    to: Type.String({ maxLength: 100, description: 'Version after' }),
  },
  strict,
)

export const PackChanges = Type.Object(
  {
    changes: Type.Array(
      Type.Object(
        {
          list: Type.String({ description: 'kinds, loops, actions, forms, duties, limits, organisations …' }),
          id: Type.String({ description: 'Id in that list' }),
          title: Text,
          what: Type.Enum(['added', 'removed', 'changed'], { description: 'What happened to it' }),
          fields: Type.Array(
            Type.Object(
              {
                path: Type.String({ description: 'Where in it' }),
                before: Type.Unknown({ description: 'Value before; null where there was none' }),
                after: Type.Unknown({ description: 'Value after; null where there is none' }),
              },
              { description: 'One difference' },
            ),
            { description: 'What differs inside it' },
          ),
          names: Type.Record(Type.String(), Text, {
            description: 'What the ids in those fields are called, where they are called something',
          }),
        },
        { description: 'One change' },
      ),
      { description: 'Changes by list and id' },
    ),
  },
  { $id: 'PackChanges' },
)
export type PackChanges = Static<typeof PackChanges>

export const LoopParams = Type.Object({
  pack: Type.String({ maxLength: 100, description: 'Pack' }),
  version: Type.String({ maxLength: 100, description: 'Version' }),
  loop: Type.String({ maxLength: 100, description: 'Loop' }),
})
