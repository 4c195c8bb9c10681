/** 草稿 — what was typed and not yet sent outlives a reload, an error or the end of a session, until sign-out. */
const PREFIX = 'huying.draft.'
const OWNER = 'huying.draft-owner'

export type Draft = Record<string, unknown>

export function readDraft(name: string): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name) ?? '{}') as Draft
  } catch {
    return {}
  }
}

export function keepDraft(name: string, draft: Draft): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(draft))
  } catch {
    // A full store must not stop anybody from typing; the form itself still holds the text.
  }
}

export function dropDraft(name: string): void {
  sessionStorage.removeItem(PREFIX + name)
}

export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}

/** Somebody else at the same machine must not find another person's text. */
export function claimDrafts(accountId: string): void {
  if (sessionStorage.getItem(OWNER) !== accountId) dropAllDrafts()
  sessionStorage.setItem(OWNER, accountId)
}
