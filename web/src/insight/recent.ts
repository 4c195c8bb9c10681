/** 最近搜过 — what was searched for on this machine in this session, newest first. It leaves with the browser tab: others may sit down here. */
const KEY = 'huying.searched'
const KEPT = 8

export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function keepSearch(text: string): void {
  const searched = [text, ...recentSearches().filter((other) => other !== text)]
  sessionStorage.setItem(KEY, JSON.stringify(searched.slice(0, KEPT)))
}

export const forgetSearches = (): void => sessionStorage.removeItem(KEY)
