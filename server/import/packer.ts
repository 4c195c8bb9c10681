/** 分批 — packs rows into batches. Rows that repeat each other wait for each other, so that they are told together. */
import type { Entry } from './translate.ts'

/** Bounds of one transaction. */
const MOST_ROWS = 250
const MOST_CHARACTERS = 2_000_000

export type Packer = {
  /** Batches that are full by now. */
  add(entry: Entry): Generator<Entry[]>
  /** What is left at the end of the file. */
  rest(): Generator<Entry[]>
}

/** `originals`: source of the original by the source of the row that repeats it. */
export function newPacker(originals: ReadonlyMap<string, string>): Packer {
  const tied = new Set([...originals].flat())
  const held: Entry[] = []
  let batch: Entry[] = []
  let characters = 0
  function* take(): Generator<Entry[]> {
    if (batch.length > 0) yield batch
    batch = []
    characters = 0
  }
  /** Rows that stay together, whatever the bounds say. */
  function* put(together: readonly Entry[]): Generator<Entry[]> {
    if (batch.length + together.length > MOST_ROWS || characters >= MOST_CHARACTERS) yield* take()
    for (const entry of together) {
      batch.push(entry)
      characters += entry.row.cells.reduce((sum, cell) => sum + cell.length, 0)
    }
  }
  return {
    *add(entry) {
      if (tied.has(entry.source)) held.push(entry)
      else yield* put([entry])
    },
    *rest() {
      for (const group of groupsOf(held, originals)) yield* put(group)
      yield* take()
    },
  }
}

function groupsOf(held: readonly Entry[], originals: ReadonlyMap<string, string>): Entry[][] {
  return [...Map.groupBy(held, ({ source }) => rootOf(source, originals)).values()]
}

/** The original that is no repetition itself; in a circle, any of it. */
function rootOf(source: string, originals: ReadonlyMap<string, string>): string {
  const seen = new Set<string>()
  let at = source
  for (let next = originals.get(at); next !== undefined && !seen.has(next); next = originals.get(at)) {
    seen.add(next)
    at = next
  }
  return at
}
