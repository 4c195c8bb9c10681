/** 标记 — one matter on a plan: the shape says how its clock stands as well as the colour does. */
export type Tone = 'on_time' | 'near' | 'late' | 'paused' | 'plain'

export type Mark = {
  readonly lon: number
  readonly lat: number
  readonly tone: Tone
  readonly label: string
  /** The matter, where it can be opened from here. */
  readonly id?: string
}

const paths: Record<Tone, string> = {
  on_time: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
  near: 'M0 -5.5L5.5 0L0 5.5L-5.5 0Z',
  late: 'M0 -5.5L5.5 4.5L-5.5 4.5Z',
  paused: 'M-4 -4H4V4H-4Z',
  plain: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z',
}

export function MarkShape({ tone, x = 0, y = 0 }: { tone: Tone; x?: number; y?: number }) {
  return <path className={`mark mark-${tone}`} d={paths[tone]} transform={`translate(${x} ${y})`} />
}

export function Pin({ x, y }: { x: number; y: number }) {
  return (
    <g className="pin" transform={`translate(${x} ${y})`}>
      <path d="M0 0C-3 -7 -9 -10 -9 -16.5A9 9 0 1 1 9 -16.5C9 -10 3 -7 0 0Z" />
      <circle cy={-16.5} r={3.2} />
    </g>
  )
}

/** The outline of a shape around 0,0, within 6 pixels each way. */
export const markPath = (tone: Tone): string => paths[tone]
