/** 幂等键 — the same thing said twice is done once; something else gets another key. */
import { useRef } from 'react'

/** `crypto.randomUUID` is missing on plain http, which is what many offices run. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** Gives the key for a command: pressing again after an error sends the same key, a changed answer a new one. */
export function useCommandKey(): (command: unknown) => string {
  const last = useRef({ text: '', key: '' })
  return (command) => {
    const text = JSON.stringify(command)
    if (last.current.text !== text) last.current = { text, key: newKey() }
    return last.current.key
  }
}
