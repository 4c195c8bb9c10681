/** 情况 — what is known of the matter itself, and who reported it. */
import type { MatterView } from '@huying/contract/matter/view.ts'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { kindPath } from '../../catalogue/kind-tree.ts'
import { useCatalogue } from '../../catalogue/use-catalogue.ts'
import { useLocale, useWords } from '../../kernel/i18n.ts'
import { whole } from '../../territory/place-words.ts'
import { useTold } from '../use-told.ts'

const Reporter = lazy(async () => ({ default: (await import('./reporter.tsx')).Reporter }))

export function Facts({ matter }: { matter: MatterView }) {
  const { t } = useTranslation()
  const words = useWords()
  const locale = useLocale()
  const told = useTold()
  const { kinds, channels } = useCatalogue()
  const channel = channels.find(({ id }) => id === matter.channel)
  const reporter = matter.reporter as Record<string, string | null> | null
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">{t('matter.facts')}</h2>
      <dl>
        {reporter && (
          <Fact name={t('matter.reporter')}>
            <Suspense>
              <Reporter matterId={matter.id} masked={reporter} />
            </Suspense>
          </Fact>
        )}
        <Fact name={t('matter.kind')}>{kindPath(kinds, matter.kind.id, words)}</Fact>
        <Fact name={t('matter.place')}>
          {whole(
            matter.territory.path.map((one) => words(one.name)),
            locale,
          )}
        </Fact>
        {matter.address !== undefined && (
          <Fact name={t('matter.address')}>{matter.address ?? t('matter.redacted')}</Fact>
        )}
        <Fact name={t('matter.reported_at')}>{told.full(matter.reportedAt)}</Fact>
        <Fact name={t('matter.channel')}>{channel ? words(channel.name) : matter.channel}</Fact>
        {matter.informed.length > 0 && (
          <Fact name={t('matter.informed')}>
            {matter.informed.map((one) => words(one.name)).join(t('app.comma'))}
          </Fact>
        )}
        {matter.followers > 0 && <Fact name={t('matter.followers')}>{matter.followers}</Fact>}
        {Object.entries(matter.counts).map(([what, count]) => (
          <Fact key={what} name={t(`count.${what}`, { defaultValue: what })}>
            {count}
          </Fact>
        ))}
        {matter.outcome && (
          <Fact name={t('matter.outcome')}>
            {t(`value.${matter.outcome}`, { defaultValue: matter.outcome })}
          </Fact>
        )}
        {matter.solved !== null && (
          <Fact name={t('matter.solved')}>{t(matter.solved ? 'matter.is_solved' : 'matter.not_solved')}</Fact>
        )}
      </dl>
    </section>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
