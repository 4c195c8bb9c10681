/** 快捷键 — single keys, never while somebody types, never with a modifier, and never behind something that is open above the page. */
import { useEffect, useRef } from 'react'
import { isSessionOver } from './session.ts'

export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target))
        return
      if (isSessionOver() || isCovered()) return
      const run = latest.current[event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** A menu, a large picture, a question: its keys are its own, and the Escape that closes it means nothing else. */
const ABOVE = [
  '.ant-dropdown:not(.ant-dropdown-hidden)',
  '.ant-popover:not(.ant-popover-hidden)',
  '.ant-image-preview',
  '.ant-modal-wrap:not([style*="display: none"])',
  '.ant-drawer-open',
].join()

const isCovered = (): boolean => document.querySelector(ABOVE) !== null

/** For what arrives late, by a slow line or on a slow machine: whoever has gone on to type elsewhere is not torn away. */
export function offerFocus(element: HTMLElement | null | undefined): void {
  if (!isTyping(document.activeElement)) element?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role=combobox], [role=dialog]') !== null
  )
}
