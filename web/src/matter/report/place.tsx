/** 登记地点 — where it is: said, pointed at, or chosen; what the server makes of it is said at once. */
import type { Suggested } from '@huying/contract/matter/suggest.ts'
import { Button, Form } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../../kernel/i18n.ts'
import { type Address, AddressInput, chosenGrid, isPlaced } from '../../territory/address-input.tsx'
import { shortPath } from '../../territory/place-words.ts'
import { TerritorySelect } from '../../territory/territory-select.tsx'
import { useFilled } from './use-filled.ts'
import type { Known } from './use-suggested.ts'

type Candidate = Suggested['places'][number]

/** `isOwn`: whoever reports for themselves says where it is or points at it; the tree of grids is for those who work in it. */
export function PlaceField({ known, isOwn }: { known: Known; isOwn: boolean }) {
  const { t } = useTranslation()
  const rule = {
    validator: (_: unknown, value?: Address) =>
      isPlaced(value) || (value?.address.trim().length ?? 0) >= 2
        ? Promise.resolve()
        : Promise.reject(new Error(t('report.place_missing'))),
  }
  return (
    <>
      <div className={isOwn ? '' : 'report-where'}>
        <Form.Item name="place" label={t('report.place')} required rules={[rule]}>
          <AddressInput />
        </Form.Item>
        {!isOwn && <GridField known={known} />}
      </div>
      <PlaceSaid known={known} />
    </>
  )
}

/** The same value as the address, seen as a grid. */
function GridField({ known }: { known: Known }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const place: Address | undefined = Form.useWatch('place', form)
  const said = placedBy(known)
  const code = place?.territory ?? (place ? said?.territory : undefined)
  return (
    <Form.Item label={t('report.grid')} htmlFor="report-grid">
      <TerritorySelect
        id="report-grid"
        {...(code ? { value: code } : {})}
        onChange={(next, path = '') =>
          form.setFieldValue(
            'place',
            next ? chosenGrid(place, { code: next, path }) : { address: place?.address ?? '' },
          )
        }
      />
    </Form.Item>
  )
}

function placedBy({ suggested, isOld }: Known) {
  const place = isOld ? null : suggested?.place
  return place && 'territory' in place ? place : null
}

/** Which territory it is in, or what is wrong with it; candidates to choose where several are called so. */
function PlaceSaid({ known }: { known: Known }) {
  const { t } = useTranslation()
  const words = useWords()
  const form = Form.useFormInstance()
  const place: Address | undefined = Form.useWatch('place', form)
  const { suggested } = known
  const spoken = suggested?.places ?? []
  const toAddress = (one: Candidate | Omit<Candidate, 'because'>): Address => ({
    ...{ address: words(one.name), territory: one.territory, by: 'name' },
    ...{ point: one.point, path: words(one.path) },
  })
  const [only] = spoken
  const isOurs = useFilled(form, 'place', only && spoken.length === 1 ? toAddress(only) : null)
  usePath(known)
  const isAsked = isPlaced(place) || (place?.address.trim().length ?? 0) >= 2
  const answer = isAsked ? suggested?.place : null
  const wrong = answer && 'outside' in answer ? answer : null
  const candidates = wrong ? wrong.candidates : isAsked ? [] : spoken.length > 1 ? spoken : []
  const path = place?.path ?? (answer && 'path' in answer ? words(answer.path) : null)
  return (
    <div className="report-placed" aria-live="polite">
      {!wrong && path && isAsked && (
        <span className="quiet">
          {t('report.place_found', { path: shortPath(path) })}
          {isOurs && only && ` · ${t('report.place_said', { words: only.because })}`}
        </span>
      )}
      {place?.by === 'plan' && (
        <span className="quiet">
          {t('report.place_pinned')}
          <Button
            type="link"
            size="small"
            onClick={() => form.setFieldValue('place', { address: place.address })}
          >
            {t('report.place_unpin')}
          </Button>
        </span>
      )}
      {wrong && <span className="report-wrong">{t(wrongWords(wrong))}</span>}
      {!wrong && candidates.length > 0 && <span className="quiet">{t('report.place_which')}</span>}
      {candidates.map((one) => (
        <button
          key={`${one.territory} ${words(one.name)}`}
          type="button"
          className="suggestion"
          onClick={() => form.setFieldValue('place', toAddress(one))}
        >
          {words(one.name)} <small>{shortPath(words(one.path))}</small>
        </button>
      ))}
    </div>
  )
}

function wrongWords({ outside, candidates }: { outside: boolean; candidates: readonly unknown[] }): string {
  if (outside) return 'report.place_outside'
  return candidates.length > 0 ? 'report.place_which' : 'report.place_unknown'
}

/** A point on the plan learns its grid, and says so in the same value. */
function usePath(known: Known): void {
  const words = useWords()
  const form = Form.useFormInstance()
  const place: Address | undefined = Form.useWatch('place', form)
  const said = placedBy(known)
  const at = said?.point?.join()
  useEffect(() => {
    if (!said || place?.by !== 'plan' || place.path !== undefined || place.point?.join() !== at) return
    form.setFieldValue('place', { ...place, path: words(said.path) })
  }, [said, place, at, form, words])
}
