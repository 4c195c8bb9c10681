/** 停顿 — a value once it has stopped changing: it is worth asking the server then, not at every key. */
import { useEffect, useState } from 'react'

/** `pause` in ms. Values are compared by what they say. */
export function useSettled<T>(value: T, pause: number): T {
  const [settled, setSettled] = useState(value)
  const said = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new object that says the same has not changed
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [said, pause])
  return settled
}
