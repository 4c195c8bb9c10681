/** 卷宗接口 — GET /api/matters/:id/file.pdf: what the page shows, on paper, for whoever may read the matter. */
import { readFileSync } from 'node:fs'
import { Id } from '@huying/contract/kernel/common.ts'
import type { MatterView } from '@huying/contract/matter/view.ts'
import { kindChain } from '@huying/core/catalogue/dispatch.ts'
import type { Messages } from '@huying/core/kernel/calendar/explain.ts'
import type { Words } from '@huying/core/kernel/words.ts'
import { Type } from 'typebox'
import type { App, Signed } from '../../app.ts'
import { thumbnailKeyOf } from '../../attachment/finish.ts'
import { localeOf, sendProblem } from '../../kernel/reply.ts'
import { type Locale, sentencesOf } from '../../kernel/sentences.ts'
import type { Ruleset, Services } from '../../services.ts'
import { viewMatter } from '../view/query-view.ts'
import { type FileGiven, moment, writeFile } from './write-file.ts'

const Query = Type.Object(
  {
    language: Type.Optional(
      Type.Union([Type.Literal('zh'), Type.Literal('en')], {
        description: 'Language of the file; that of the request where absent',
      }),
    ),
  },
  { additionalProperties: false },
)

export function registerFileRoute(app: App, services: Services): void {
  app.get(
    '/api/matters/:id/file.pdf',
    {
      config: { policy: 'matter' },
      schema: {
        tags: ['matter'],
        summary: 'The whole file of a matter as PDF',
        params: Type.Object({ id: Id }),
        querystring: Query,
        response: { 200: Type.Unknown({ description: 'application/pdf' }) },
      },
    },
    async (request, reply) => {
      const matter = await viewMatter(services, request.signed, request.params.id)
      if (!matter) return sendProblem(request, reply, { code: 'not_found' })
      const locale = request.query.language ?? localeOf(request)
      const document = await fileOf(services, request.signed, matter, locale)
      return reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="${matter.number.replace(/[^\w.-]/g, '-')}.pdf"`)
        .send(document)
    },
  )
}

async function fileOf(services: Services, signed: Signed, matter: MatterView, locale: Locale) {
  // Loaded by the first who asks: the fonts are read then too.
  const { openPaper } = await import('./paper.ts')
  const { jurisdiction, name } = signed.account
  const ruleset = services.registry.current(jurisdiction)
  const now = services.now()
  const given: FileGiven = {
    ...{ matter, now, locale, ...namesIn(ruleset, locale, matter) },
    timeZone: ruleset.rules.calendar.timeZone,
    sentences: sentencesOf(['desk', 'matter-page'], locale),
    explanations: explanationsIn(locale),
    picture: (id) => thumbnail(services, jurisdiction, id),
  }
  const { t } = given.sentences
  const printed = t('file.printed', { at: moment(given, new Date(now).toISOString()), name })
  const paper = openPaper({
    title: `${matter.number} ${matter.title ?? ''}`.trim(),
    head: [t('file.title'), matter.number, printed].join(' · '),
    at: now,
    language: locale === 'zh' ? 'zh-CN' : 'en',
    pageOf: (page, pages) => t('file.page', { page, pages }),
  })
  void writeFile(paper, given).then(paper.close, (error) => paper.document.destroy(error))
  return paper.document
}

function namesIn({ rules, content }: Ruleset, locale: Locale, matter: MatterView) {
  const words = (text: Words) => (locale === 'en' ? (text.en ?? text.zh) : text.zh)
  const channel = content.vocabularies.channels?.[matter.channel]
  return {
    channel: channel ? words(channel) : matter.channel,
    nameOf: (id: string) => {
      const organisation = rules.directory.byId.get(id)
      if (organisation) return words(organisation.name)
      const chain = kindChain(rules.catalogue, id).map((kind) => words(kind.title))
      return chain.length > 0 ? chain.reverse().join(' / ') : null
    },
  }
}

async function thumbnail(services: Services, jurisdiction: string, id: string): Promise<Buffer | null> {
  const stream = await services.files.read(thumbnailKeyOf(jurisdiction, id))
  if (!stream) return null
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const explanationsIn = (locale: Locale): Messages =>
  JSON.parse(
    readFileSync(new URL(`../../../contract/messages/explain.${locale}.json`, import.meta.url), 'utf8'),
  )
