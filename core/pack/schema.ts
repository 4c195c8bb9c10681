/**
 * 城市包格式 — the shape of the files of a pack that belong to no lower word: its manifest, vocabularies,
 * gazetteer rows, exemptions and demo people. Loops, kinds, duties, profiles and forms are described with their words.
 */
import { type Static, Type } from 'typebox'
import { Words } from '../kernel/words.ts'

const strict = { additionalProperties: false }
const Id = Type.String({ pattern: '^[a-z][a-z0-9_-]*$' })
const CivilDate = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  description: 'Civil date, YYYY-MM-DD',
})
const Named = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_-]*$' }), Words)

/** Kinds of the gazetteer that stand on the map as facilities, each with the name of such a place. */
const FacilityKinds = Type.Partial(
  Type.Object(
    { area: Words, community: Words, estate: Words, building: Words, road: Words, place: Words },
    strict,
  ),
)

/** Words that a pack may use, each with its names: nothing else is accepted where one of them is expected. */
export const Vocabularies = Type.Object(
  {
    organisationKinds: Type.Optional(Named),
    roles: Type.Optional(Named),
    duties: Type.Optional(Named),
    functions: Type.Optional(Named),
    gridKinds: Type.Optional(Named),
    zoneKinds: Type.Optional(Named),
    facilityKinds: Type.Optional(FacilityKinds),
    channels: Type.Optional(Named),
    dangers: Type.Optional(Named),
  },
  strict,
)

export const VOCABULARY_NAMES = [
  'organisationKinds',
  'roles',
  'duties',
  'functions',
  'gridKinds',
  'zoneKinds',
  'facilityKinds',
  'channels',
  'dangers',
] as const
export type VocabularyName = (typeof VOCABULARY_NAMES)[number]

/** Merged vocabularies: every list is there, perhaps empty. */
export type Vocabularies = Readonly<Record<VocabularyName, Readonly<Record<string, Words>>>>

export const Manifest = Type.Object(
  {
    id: Id,
    version: Type.String({ minLength: 1, description: 'Version as its keepers count it; a digest is added' }),
    extends: Type.Optional(Type.String({ description: 'Id of the pack it extends: the folder beside it' })),
    title: Words,
    jurisdiction: Type.Optional(
      Type.Object(
        {
          code: Type.String({
            pattern: '^[0-9]+$',
            description: 'Code of the territory that the authority runs',
          }),
          name: Words,
        },
        { ...strict, description: 'The authority; a pack without one is only there to be extended' },
      ),
    ),
    locale: Type.Optional(Type.String({ description: 'First language of the people, e.g. zh-CN' })),
    calendar: Type.Optional(
      Type.String({
        description: 'File of the working calendar; one without a time zone is laid over the extended one',
      }),
    ),
    coordinates: Type.Optional(
      Type.Union(
        [Type.Literal('WGS84'), Type.Literal('CGCS2000'), Type.Literal('GCJ02'), Type.Literal('BD09')],
        {
          description: 'Coordinate system of the GeoJSON file and the gazetteer',
        },
      ),
    ),
    vocabularies: Type.Optional(Vocabularies),
    demo: Type.Optional(
      Type.Array(Type.Object({ username: Type.String(), says: Words }, strict), {
        description: 'Sign-ins printed at start, with what one sees there',
      }),
    ),
  },
  strict,
)
export type Manifest = Static<typeof Manifest>

/** Shape of a gazetteer entry as packs write it; its meaning is in `territory/gazetteer.ts`. */
export const GazetteerShape = Type.Object(
  {
    name: Words,
    kind: Type.Enum(['area', 'community', 'estate', 'building', 'road', 'place']),
    aliases: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), { description: 'Spoken and former names' }),
    ),
    territoryCode: Type.String({ description: 'Code of the territory that it lies in as a whole' }),
    point: Type.Optional(
      Type.Tuple([Type.Number(), Type.Number()], { description: 'Longitude, latitude, WGS-84' }),
    ),
    numbers: Type.Optional(
      Type.Array(
        Type.Object(
          {
            parity: Type.Enum(['odd', 'even', 'all']),
            from: Type.Integer({ minimum: 0 }),
            to: Type.Integer({ minimum: 0 }),
            territoryCode: Type.String(),
          },
          strict,
        ),
        { description: 'House numbers of a road, or building numbers of an estate, by territory' },
      ),
    ),
  },
  strict,
)

/** A legal basis for what the burden guard would refuse, until a date. */
export const Exemption = Type.Object(
  {
    rule: Type.String({ description: 'Rule of the burden guard, e.g. burden.photo_required' }),
    where: Type.String({ description: 'What is exempt, as the finding names it, e.g. forms/handle/photo' }),
    legalBasis: Words,
    expiresOn: CivilDate,
  },
  strict,
)
export type Exemption = Static<typeof Exemption>

/** A made-up member of staff of the demo; never loaded where real people sign in. */
export const DemoPerson = Type.Object(
  {
    username: Type.String({ pattern: '^[a-z][a-z0-9._-]*$' }),
    name: Words,
    phone: Type.Optional(Type.String({ description: 'Work telephone' })),
  },
  strict,
)
export type DemoPerson = Static<typeof DemoPerson>

export const DemoPost = Type.Object(
  {
    id: Type.String({ minLength: 1 }),
    username: Type.String(),
    organisationId: Type.String(),
    role: Type.String(),
    territory: Type.String(),
    fromOn: CivilDate,
    toOn: Type.Union([CivilDate, Type.Null()]),
  },
  strict,
)
export type DemoPost = Static<typeof DemoPost>
