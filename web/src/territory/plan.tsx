/**
 * 平面图 — a small map drawn without a map engine: borders, matters as marks, and a pin that can be set by pointer or by arrow
 * keys. It is what stands where WebGL2 is missing, and wherever a small map is enough.
 */
import type { Plan as PlanData, PlanPiece } from '@huying/contract/territory/plan.ts'
import { buildLocator, locate } from '@huying/core/territory/locate.ts'
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../kernel/i18n.ts'
import { type Mark, Pin } from './mark.tsx'
import { Marks } from './plan-marks.tsx'
import { cutTo, widthOf } from './plan-text.ts'
import { type Lonlat, type Projection, projectionOf } from './projection.ts'
import { usePlan } from './use-plan.ts'
import './plan.css'

export type PlanProps = {
  /** The territory in the middle. */
  code: string
  point?: Lonlat | null
  marks?: readonly Mark[]
  /** A place was chosen for the pin. */
  onPick?: (lon: number, lat: number) => void
  /** A part, or a neighbour, was chosen. */
  onChoose?: (code: string) => void
  /** A mark with an id was opened. */
  onOpen?: (id: string) => void
  chosen?: string | null
  height?: number
}

export function Plan(props: PlanProps) {
  const { t } = useTranslation()
  const { code, height = 196 } = props
  const { data } = usePlan(code)
  const [box, width] = useWidth()
  return (
    <div className="plan" ref={box} style={{ height }}>
      {data === undefined && (
        <p className="plan-empty" role="status">
          {t('plan.loading')}
        </p>
      )}
      {data?.bounds === null && <p className="plan-empty">{t('plan.none')}</p>}
      {data?.bounds && width > 0 && <Drawing {...props} data={data} width={width} height={height} />}
    </div>
  )
}

const MARGIN = 24

type DrawingProps = PlanProps & { data: PlanData; width: number; height: number }

function Drawing({ data, width, height, point, marks = [], onPick, onChoose, onOpen, chosen }: DrawingProps) {
  const { t } = useTranslation()
  const words = useWords()
  const projection = useMemo(
    () => projectionOf(data.bounds as [number, number, number, number], width, height, MARGIN),
    [data, width, height],
  )
  const focus = data.pieces.find(({ part }) => part === 'focus')
  const name = focus ? words(focus.name) : ''
  const pick = (place: Lonlat) => onPick?.(rounded(place[0]), rounded(place[1]))
  const press = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    pick(projection.toPlace([event.clientX - left, event.clientY - top]))
  }
  const move = (event: KeyboardEvent) => {
    const way = ways[event.key]
    if (!way) return
    event.preventDefault()
    const step = event.shiftKey ? 1 : 8
    const [x, y] = point ? projection.toPixel(point) : [width / 2, height / 2]
    pick(projection.toPlace([x + way[0] * step, y + way[1] * step]))
  }
  const picking = onPick && {
    ...{ role: 'application', tabIndex: 0, className: 'plan-pick', 'aria-label': t('plan.pick', { name }) },
    ...{ onPointerUp: press, onKeyDown: move },
  }
  const label = [t('plan.title', { name }), ...(onOpen ? [] : marks.map((mark) => mark.label))].join('，')
  const still = onChoose ? { role: 'group', 'aria-label': label } : { role: 'img', 'aria-label': label }
  return (
    <>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: it has a label; a title would show as a tooltip over the whole plan */}
      <svg viewBox={`0 0 ${width} ${height}`} {...(picking ?? still)}>
        {data.pieces.map((piece) => (
          <Piece
            key={piece.code}
            piece={piece}
            path={pathOf(piece, projection)}
            isLeaf={!data.pieces.some(({ part }) => part === 'child')}
            isChosen={piece.code === chosen}
            onChoose={piece.part === 'focus' ? undefined : onChoose}
          />
        ))}
        <Names pieces={data.pieces} projection={projection} />
        <Marks marks={marks} projection={projection} onOpen={onOpen} />
        {point && <Pin x={projection.toPixel(point)[0]} y={projection.toPixel(point)[1]} />}
      </svg>
      {onPick && <PinnedAt data={data} point={point ?? null} />}
    </>
  )
}

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** A tenth of a metre, nearly. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

type PieceProps = {
  piece: PlanPiece
  path: string
  isLeaf: boolean
  isChosen: boolean
  onChoose: ((code: string) => void) | undefined
}

function Piece({ piece, path, isLeaf, isChosen, onChoose }: PieceProps) {
  const words = useWords()
  const classes = [
    'piece',
    `piece-${piece.part}`,
    ...(piece.part === 'focus' && isLeaf ? ['piece-leaf'] : []),
    ...(isChosen ? ['piece-chosen'] : []),
  ]
  if (!onChoose) return <path className={classes.join(' ')} d={path} fillRule="evenodd" />
  const choose = () => onChoose(piece.code)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
    <path
      className={[...classes, 'piece-button'].join(' ')}
      d={path}
      fillRule="evenodd"
      role="button"
      tabIndex={0}
      aria-label={words(piece.name)}
      aria-pressed={isChosen}
      onClick={choose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        choose()
      }}
    />
  )
}

function pathOf({ rings }: PlanPiece, { toPixel }: Projection): string {
  const at = (place: Lonlat) =>
    toPixel(place)
      .map((n) => n.toFixed(1))
      .join(' ')
  return rings.map((ring) => `M${ring.map(at).join('L')}Z`).join('')
}

type Placed = { piece: PlanPiece; name: string; x: number; y: number; wide: number }

/** Pixels of the longest name that is written out. */
const NAME_WIDTH = 132

/** Names of the parts where they do not run into each other; without parts, of the territory itself. */
function Names({ pieces, projection }: { pieces: readonly PlanPiece[]; projection: Projection }) {
  const words = useWords()
  const children = pieces.filter(({ part }) => part === 'child')
  const named = children.length > 0 ? children : pieces.filter(({ part }) => part === 'focus')
  const placed: Placed[] = []
  for (const piece of named) {
    const [x, y] = projection.toPixel(piece.at)
    const name = cutTo(words(piece.name), NAME_WIDTH)
    const wide = widthOf(name)
    const isFree = placed.every((p) => Math.abs(p.x - x) > (p.wide + wide) / 2 || Math.abs(p.y - y) > 16)
    if (isFree) placed.push({ piece, name, x, y, wide })
  }
  return placed.map(({ piece, name, x, y }) => (
    <text key={piece.code} className={`piece-name piece-name-${piece.part}`} x={x} y={y}>
      {name}
    </text>
  ))
}

/** Said to whoever cannot see the pin. */
function PinnedAt({ data, point }: { data: PlanData; point: Lonlat | null }) {
  const { t } = useTranslation()
  const words = useWords()
  const locator = useMemo(
    () =>
      buildLocator(
        data.pieces.map(({ code, rings }) => ({
          id: code,
          code,
          geometry: { type: 'Polygon' as const, coordinates: rings },
        })),
      ),
    [data],
  )
  const code = point && locate(locator, point[0], point[1])
  const piece = data.pieces.find((each) => each.code === code)
  const place = piece ? words(piece.name) : t('plan.outside')
  return (
    <p className="sr-only" aria-live="polite">
      {point && t('plan.pinned', { place, lon: point[0].toFixed(5), lat: point[1].toFixed(5) })}
    </p>
  )
}

function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, width] as const
}
