/** 导入 — /api/admin/imports: a file of another system, seen before it goes in, brought in beside other work. */
import { type Static, Type } from 'typebox'
import { Id, IdempotencyHeaders, Moment, Text } from '../kernel/common.ts'

const strict = { additionalProperties: false }

/** Largest file in bytes; a larger one is brought in on the command line. */
export const MOST_IMPORT_BYTES = 50 * 1024 * 1024

const Counted = Type.Array(
  Type.Object(
    {
      code: Type.String({ description: 'Stable code' }),
      sentence: Type.String({ description: 'In words, in the language asked for' }),
      rows: Type.Integer({ description: 'How many' }),
    },
    { description: 'A reason or note with its number' },
  ),
  { description: 'The most frequent first' },
)

export const ImportRun = Type.Object(
  {
    id: Id,
    fileName: Type.String({ description: 'Name of the file' }),
    bytes: Type.Integer({ description: 'Its size' }),
    status: Type.Enum(['uploaded', 'running', 'done', 'stopped', 'failed', 'interrupted'], {
      description: 'interrupted: the server ended while it ran; continuing adds what is missing',
    }),
    readBytes: Type.Integer({ description: 'How much of the file is read' }),
    rows: Type.Integer({ description: 'Rows read' }),
    imported: Type.Integer({ description: 'New matters' }),
    updated: Type.Integer({ description: 'Matters with something new' }),
    unchanged: Type.Integer({ description: 'Rows that say nothing new' }),
    rejected: Type.Integer({ description: 'Rows in the reject file' }),
    reasons: Counted,
    notes: Counted,
    failure: Type.Union([Type.String(), Type.Null()], {
      description: 'Why the file could not be read to its end',
    }),
    hasRejectFile: Type.Boolean({ description: 'The reject file can be fetched' }),
    hasMap: Type.Boolean({ description: 'It was started before and can be run again as it is' }),
    by: Type.String({ description: 'Who brought it' }),
    createdAt: Moment,
    startedAt: Type.Union([Moment, Type.Null()], { description: 'When it last began' }),
    endedAt: Type.Union([Moment, Type.Null()], { description: 'When it last ended' }),
  },
  { $id: 'ImportRun' },
)
export type ImportRun = Static<typeof ImportRun>

export const ImportRuns = Type.Object(
  {
    rows: Type.Array(Type.Ref('ImportRun'), { description: 'The latest first' }),
    maps: Type.Array(
      Type.Object(
        {
          id: Type.String({ description: 'Id of the map' }),
          title: Text,
          text: Type.String({ description: 'The map, as YAML' }),
        },
        { description: 'A map to begin with' },
      ),
      { description: 'Maps that come along, and those of earlier imports' },
    ),
  },
  { $id: 'ImportRuns' },
)
export type ImportRuns = Omit<Static<typeof ImportRuns>, 'rows'> & { rows: ImportRun[] }

export const UploadHeaders = Type.Object({
  ...IdempotencyHeaders.properties,
  'x-file-name': Type.String({
    minLength: 1,
    maxLength: 600,
    description: 'Name of the file, percent-encoded',
  }),
})

export const MapBody = Type.Object(
  { map: Type.String({ minLength: 1, maxLength: 200_000, description: 'What the columns mean, as YAML' }) },
  { ...strict, $id: 'ImportMapBody' },
)

export const ImportPreview = Type.Object(
  {
    encoding: Type.String({ description: 'Encoding that was found' }),
    header: Type.Array(Type.String(), { description: 'Columns of the file' }),
    findings: Type.Array(
      Type.Object(
        {
          line: Type.Integer({ description: 'Line of the map' }),
          sentence: Type.String({ description: 'What is wrong with it' }),
        },
        { description: 'A mistake in the map' },
      ),
      { description: 'Mistakes of the map; then there are no rows' },
    ),
    failure: Type.Union([Type.String(), Type.Null()], {
      description: 'Why the file cannot be used with this map',
    }),
    rows: Type.Array(
      Type.Object(
        {
          line: Type.Integer({ description: 'Line of the file' }),
          cells: Type.Array(Type.String(), { description: 'As the file has it' }),
          fate: Type.Enum(['imported', 'updated', 'unchanged', 'rejected'], {
            description: 'What will become of it',
          }),
          problems: Type.Array(
            Type.Object(
              {
                code: Type.String({ description: 'Stable code' }),
                sentence: Type.String({ description: 'In words' }),
              },
              { description: 'A reason to refuse it, or what is done to it' },
            ),
            { description: 'Reason or notes' },
          ),
          stored: Type.Union(
            [
              Type.Object(
                {
                  title: Type.String({ description: 'Title' }),
                  kind: Text,
                  place: Text,
                  state: Text,
                  reportedAt: Moment,
                  steps: Type.Integer({ description: 'Steps of history told again' }),
                },
                { description: 'The matter as it would be stored' },
              ),
              Type.Null(),
            ],
            { description: 'Null where nothing is stored' },
          ),
        },
        { description: 'One of the first rows' },
      ),
      { description: 'The first rows' },
    ),
  },
  { $id: 'ImportPreview' },
)
export type ImportPreview = Static<typeof ImportPreview>

export const ImportParams = Type.Object({ id: Id })
