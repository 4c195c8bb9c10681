import { complain, readSources } from './sources.ts'

/** What would make core give another answer the second time, or need a machine. Imports are checked elsewhere. */
const impure =
  /\b(Date\.now|Math\.random|performance\.now|process\.|globalThis\.|fetch\(|setTimeout|console\.)|new Date\(\)/

export async function checkPurity(): Promise<void> {
  const found = complain(readSources(['core']), findImpurity)
  if (found.length > 0) throw new Error(found.join('\n'))
}

/** What in a line of core asks for the time, for chance or for the machine. */
export function findImpurity(code: string): string | undefined {
  const found = impure.exec(code)?.[0]
  return found && `core must be given this, not ask for it: ${found}`
}
