/** 平面图上的事项 — marks that can be opened: one stop of the Tab key for all of them, arrow keys go from one to the next. */
import { type KeyboardEvent, useState } from 'react'
import { type Mark, MarkShape } from './mark.tsx'
import type { Projection } from './projection.ts'

type Props = {
  marks: readonly Mark[]
  projection: Projection
  onOpen: ((id: string) => void) | undefined
}

export function Marks({ marks, projection, onOpen }: Props) {
  const [at, setAt] = useState(0)
  const stop = Math.min(at, marks.length - 1)
  return marks.map((mark, index) => {
    const { id, lon, lat, tone, label } = mark
    const [x, y] = projection.toPixel([lon, lat])
    const shape = <MarkShape key={id ?? `${lon} ${lat} ${label}`} tone={tone} x={x} y={y} />
    if (id === undefined || !onOpen) return shape
    const press = (event: KeyboardEvent<SVGGElement>) => {
      const way = ways[event.key]
      if (event.key === 'Enter') onOpen(id)
      if (way === undefined) return
      event.preventDefault()
      const to = (index + way + marks.length) % marks.length
      setAt(to)
      const others = event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('.mark-link')
      others?.[to]?.focus()
    }
    return (
      // biome-ignore lint/a11y/useSemanticElements: a link of a page cannot stand inside a drawing
      <g
        key={id}
        className="mark-link"
        role="link"
        tabIndex={index === stop ? 0 : -1}
        aria-label={label}
        onClick={() => onOpen(id)}
        onFocus={() => setAt(index)}
        onKeyDown={press}
      >
        <title>{label}</title>
        <circle className="mark-reach" cx={x} cy={y} r={12} />
        {shape}
      </g>
    )
  })
}

const ways: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
