/** 轮候 — at most so many at a time; whoever comes later waits for a turn. */
export function takeTurns(most: number): () => Promise<() => void> {
  let free = most
  const waiting: (() => void)[] = []
  const end = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async () => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return end
  }
}
