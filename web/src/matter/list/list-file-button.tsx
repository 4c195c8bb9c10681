/** 导出本列表 — the list that is shown, as it is narrowed. */
import { FileButton } from './file-button.tsx'
import { type ListState, questionOf } from './query.ts'

export function ListFileButton({ state, territory }: { state: ListState; territory: string | null }) {
  const path = state.tab === 'inbox' ? '/api/inbox.xlsx' : '/api/matters.xlsx'
  const question = Object.entries(questionOf(state, territory)).map(([name, value]) => [name, String(value)])
  return <FileButton small path={`${path}?${new URLSearchParams(question)}`} />
}
