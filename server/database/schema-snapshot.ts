/** 结构快照 — the schema as one readable file, `db/schema.sql`, and what it must have: a comment on everything. */
import { type Catalogue, type Relation, readCatalogue, type Thing } from './catalogue.ts'
import { openOwnerPool } from './pool.ts'

const heading = `-- The schema after all migrations, for reading and review; made by \`npm run generate\`, never edited.
-- Migrations change the database; \`npm run check\` fails when this file is not what they lead to.
`

/** Text of `db/schema.sql` for the database at `url`. The same schema gives the same text, on any server. */
export async function describeSchema(url: string): Promise<string> {
  return writeSchema(await catalogueAt(url))
}

/** A sentence for each table, view, column and enum without a COMMENT. */
export async function findUncommented(url: string): Promise<string[]> {
  return listUncommented(await catalogueAt(url))
}

async function catalogueAt(url: string): Promise<Catalogue> {
  const owner = openOwnerPool(url, { max: 1, name: 'huying schema snapshot' })
  try {
    return await readCatalogue(owner)
  } finally {
    await owner.end()
  }
}

function listUncommented({ relations, types }: Catalogue): string[] {
  return [
    ...types.filter(({ comment }) => !comment).map(({ statement }) => `no comment on: ${statement}`),
    ...relations.flatMap(({ kind, name, comment, columns }) => [
      ...(comment ? [] : [`${kind} ${name} has no comment`]),
      ...columns
        .filter((column) => !column.comment)
        .map((column) => `column ${name}.${column.name} has no comment`),
    ]),
  ]
}

function writeSchema({ schemas, types, sequences, relations, functions }: Catalogue): string {
  const parts = [
    ...[...schemas, ...types, ...sequences].map(writeThing),
    ...relations.map(writeRelation),
    ...functions.map(writeThing),
  ]
  return [heading, ...parts].join('\n')
}

function writeThing({ statement, comment, grants }: Thing): string {
  return [...remark(comment), `${statement};`, ...grants.map((grant) => `${grant};`), ''].join('\n')
}

function writeRelation(relation: Relation): string {
  const { name, kind, comment, body, columns, constraints, statements, grants } = relation
  const inside = [
    ...columns.map((column) => ({ comment: column.comment, text: `${column.name} ${column.definition}` })),
    ...constraints.map((text) => ({ comment: null, text })),
  ].flatMap((line, index, all) => [
    ...remark(line.comment, '  '),
    `  ${line.text}${index < all.length - 1 ? ',' : ''}`,
  ])
  const head = kind === 'table' ? `create table ${name} (` : `create ${kind} ${name} (`
  const foot = kind === 'table' ? [`)${body ? ` ${body}` : ''};`] : [') as', `${body}`]
  const rest = [...statements, ...grants].map((statement) => `${statement};`)
  return [...remark(comment), head, ...inside, ...foot, ...rest, ''].join('\n')
}

function remark(comment: string | null, indent = ''): string[] {
  return comment ? comment.split('\n').map((line) => `${indent}-- ${line}`.trimEnd()) : []
}
