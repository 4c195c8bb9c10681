/** 导入接口 — bring a file, look at its first rows, start, watch, fetch what was rejected. Of the whole authority. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import {
  ImportParams,
  ImportPreview,
  ImportRun,
  ImportRuns,
  MapBody,
  UploadHeaders,
} from '@huying/contract/administration/imports.ts'
import { IdempotencyHeaders } from '@huying/contract/kernel/common.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { writeAudit } from '../account/audit.ts'
import type { App } from '../app.ts'
import type { ImportMap } from '../import/map.ts'
import { BrokenFile } from '../import/note.ts'
import { previewMatters } from '../import/preview.ts'
import { sentenceOf } from '../import/sentences.ts'
import { localeOf, sendProblem } from '../kernel/reply.ts'
import type { Administration } from './administration.ts'
import { availableMaps } from './import-maps.ts'
import { findRun, listRuns, type RunRow } from './import-runs.ts'
import { previewRowView, runView } from './import-views.ts'
import { scopeOf } from './scope.ts'

const config = { policy: 'administration' } as const
const tags = ['administration']
/** Rows of a preview. */
const PREVIEWED = 20

export async function registerImportRoutes(app: App, administration: Administration): Promise<void> {
  app.addSchema(ImportRun)
  registerLists(app, administration)
  registerRuns(app, administration)
  await registerUpload(app, administration)
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** The run that is asked for; a problem where there is none, or the sender does not administer the whole authority. */
async function runOf(
  { people }: Administration,
  request: FastifyRequest & { params: { id: string } },
): Promise<RunRow | null> {
  const { isWhole, jurisdiction } = scopeOf(request.signed)
  return isWhole ? findRun(people.pool, jurisdiction, request.params.id) : null
}

async function show({ imports }: Administration, run: RunRow, request: FastifyRequest): Promise<ImportRun> {
  return runView(run, await exists(imports.files(run.id).rejects), localeOf(request))
}

function registerLists(app: App, administration: Administration): void {
  const { people, imports } = administration
  app.get(
    '/api/admin/imports',
    { config, schema: { tags, summary: 'Imports', response: { 200: ImportRuns } } },
    async (request, reply) => {
      const { isWhole, jurisdiction } = scopeOf(request.signed)
      if (!isWhole) return sendProblem(request, reply, { code: 'not_found' })
      const runs = await listRuns(people.pool, jurisdiction)
      return {
        rows: await Promise.all(runs.map((run) => show(administration, run, request))),
        maps: await availableMaps(runs),
      }
    },
  )
  app.get(
    '/api/admin/imports/:id',
    { config, schema: { tags, summary: 'An import', params: ImportParams, response: { 200: ImportRun } } },
    async (request, reply) => {
      const run = await runOf(administration, request)
      return run ? show(administration, run, request) : sendProblem(request, reply, { code: 'not_found' })
    },
  )
  app.get(
    '/api/admin/imports/:id/rejects',
    {
      config,
      schema: {
        ...{ tags, summary: 'Rejected rows with their reasons, to be corrected and brought again' },
        ...{ params: ImportParams, response: { 200: Type.Unknown({ description: 'CSV' }) } },
      },
    },
    async (request, reply) => {
      const run = await runOf(administration, request)
      const file = run && imports.files(run.id).rejects
      if (!run || !file || !(await exists(file))) return sendProblem(request, reply, { code: 'not_found' })
      const { jurisdiction, id: accountId } = request.signed.account
      await writeAudit(people.pool, {
        jurisdiction,
        accountId,
        what: 'import.rejects_fetched',
        subject: run.id,
      })
      const name = encodeURIComponent(`${run.fileName.replace(/\.\w+$/, '')}.rejected.csv`)
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .send(createReadStream(file))
    },
  )
}

type Asked = FastifyRequest & { params: { id: string } }

/** The map that may be used; else what is wrong with it has been said. */
function usableMap(administration: Administration, request: Asked, reply: FastifyReply, text: string) {
  const locale = localeOf(request)
  const { map, findings } = administration.imports.readMap(request.signed.account.jurisdiction, text)
  if (map) return map
  const what = findings.map((each) => `${each.line}: ${sentenceOf(each, locale)}`).join('; ')
  sendProblem(request, reply, { code: 'import.map', params: { what } })
  return null
}

function registerRuns(app: App, administration: Administration): void {
  const { people, imports } = administration
  app.post(
    '/api/admin/imports/:id/preview',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        ...{ tags, summary: 'The first rows as they would be stored', params: ImportParams, body: MapBody },
        response: { 200: ImportPreview },
      },
    },
    async (request, reply) => {
      const run = await runOf(administration, request)
      return run
        ? preview(administration, run, request.body.map, request)
        : sendProblem(request, reply, { code: 'not_found' })
    },
  )
  const start = async (request: Asked, reply: FastifyReply, run: RunRow, text: string) => {
    const map = usableMap(administration, request, reply, text)
    if (!map) return reply
    const { jurisdiction, id: accountId } = request.signed.account
    const started = await imports.start(jurisdiction, run.id, map, text)
    if (!started.ok) return sendProblem(request, reply, started.refusal)
    await writeAudit(people.pool, { jurisdiction, accountId, what: 'import.started', subject: run.id })
    return show(administration, (await findRun(people.pool, jurisdiction, run.id)) ?? run, request)
  }
  app.post(
    '/api/admin/imports/:id/start',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        ...{ tags, summary: 'Bring it in, beside other work', params: ImportParams, body: MapBody },
        response: { 200: ImportRun },
      },
    },
    async (request, reply) => {
      const run = await runOf(administration, request)
      return run
        ? start(request, reply, run, request.body.map)
        : sendProblem(request, reply, { code: 'not_found' })
    },
  )
  app.post(
    '/api/admin/imports/:id/continue',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        ...{ tags, summary: 'Run it again as it was: what is in already stays', params: ImportParams },
        response: { 200: ImportRun },
      },
    },
    async (request, reply) => {
      const run = await runOf(administration, request)
      return run?.map
        ? start(request, reply, run, run.map)
        : sendProblem(request, reply, { code: 'not_found' })
    },
  )
  app.post(
    '/api/admin/imports/:id/stop',
    {
      config,
      schema: {
        headers: IdempotencyHeaders,
        ...{ tags, summary: 'Stop after the batch at hand', params: ImportParams },
        response: { 200: ImportRun },
      },
    },
    async (request, reply) => {
      const run = await runOf(administration, request)
      if (!run) return sendProblem(request, reply, { code: 'not_found' })
      imports.stop(run.id)
      return show(administration, run, request)
    },
  )
}

async function preview(
  { services, imports }: Administration,
  run: RunRow,
  text: string,
  request: FastifyRequest,
): Promise<ImportPreview> {
  const locale = localeOf(request)
  const { jurisdiction } = request.signed.account
  const { map, findings } = imports.readMap(jurisdiction, text)
  const nothing = { encoding: '', header: [], findings: [], failure: null, rows: [] }
  if (!map) {
    const told = findings.map((each) => ({ line: each.line, sentence: sentenceOf(each, locale) }))
    return { ...nothing, findings: told }
  }
  try {
    return await previewWith({ services, imports }, run, map, { jurisdiction, locale })
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    return { ...nothing, failure: sentenceOf(named(error, run), locale) }
  }
}

/** A file is called by the name it had, not by where it lies. */
const named = ({ code, params }: BrokenFile, { fileName }: RunRow) => ({
  code,
  params: params.file === undefined ? params : { ...params, file: fileName },
})

async function previewWith(
  { services, imports }: Pick<Administration, 'services' | 'imports'>,
  run: RunRow,
  map: ImportMap,
  { jurisdiction, locale }: { jurisdiction: string; locale: 'zh' | 'en' },
): Promise<ImportPreview> {
  const file = imports.files(run.id).source
  const { encoding, header, rows } = await previewMatters(services, {
    jurisdiction,
    file,
    map,
    rows: PREVIEWED,
  })
  const ruleset = services.registry.current(jurisdiction)
  const places = services.places(jurisdiction)
  return {
    ...{ encoding, header: [...header], findings: [], failure: null },
    rows: rows.map((row) => previewRowView(row, ruleset, places, locale)),
  }
}

/** Bytes of any kind, in a corner of their own: everywhere else bodies are JSON. */
async function registerUpload(app: App, administration: Administration): Promise<void> {
  await app.register(async (corner: App) => {
    corner.removeAllContentTypeParsers()
    corner.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body))
    corner.post(
      '/api/admin/imports',
      {
        config,
        schema: {
          ...{ tags: ['administration'], summary: 'Bring a file of at most 50 MB', headers: UploadHeaders },
          ...{ consumes: ['application/octet-stream'], response: { 201: ImportRun } },
        },
      },
      async (request, reply) => {
        const { isWhole, jurisdiction } = scopeOf(request.signed)
        if (!isWhole) return sendProblem(request, reply, { code: 'not_found' })
        const { people, imports } = administration
        const fileName = readName(request.headers['x-file-name'])
        const by = { jurisdiction, accountId: request.signed.account.id }
        const id = await imports.receive(by, fileName, request.body as Readable)
        const run = id === null ? null : await findRun(people.pool, jurisdiction, id)
        if (!run) return sendProblem(request, reply, { code: 'request.too_large' })
        return reply.code(201).send(await show(administration, run, request))
      },
    )
  })
}

/** The last part of what was sent, without anything that does not belong in a name. */
function readName(sent: string): string {
  let name = sent
  try {
    name = decodeURIComponent(sent)
  } catch {
    // not encoded: taken as it is
  }
  return (name.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}"]/gu, '').slice(0, 200) || 'file'
}
