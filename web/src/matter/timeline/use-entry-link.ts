/** 直达 — an address with #e12 shows that entry: whatever it is folded into is opened. */
import { useEffect } from 'react'

export function useEntryLink(hash: string): void {
  useEffect(() => {
    if (!/^#e\d+$/.test(hash)) return
    const entry = document.getElementById(hash.slice(1))
    if (!entry) return
    entry.closest('details')?.setAttribute('open', '')
    const show = () => entry.scrollIntoView({ block: 'center' })
    show()
    // A day that has not been laid out yet takes its real height in the next frame.
    const frame = requestAnimationFrame(() => requestAnimationFrame(show))
    entry.classList.add('is-meant')
    return () => {
      cancelAnimationFrame(frame)
      entry.classList.remove('is-meant')
    }
  }, [hash])
}
