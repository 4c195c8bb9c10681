/** 灯塔 — Lighthouse as an office would be judged by it: a desktop, signed in. Installed here when it is first asked for. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = join(import.meta.dirname, '..', 'lighthouse')

/** Its simulated network differs from run to run: the middle one counts. */
const RUNS = 5

/** Scores from 0 to 100, and what cost points. */
export type Scores = {
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
  readonly lost: readonly string[]
}

type Audit = { readonly id: string; readonly title: string; readonly score: number | null }
type Category = {
  readonly score: number
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[]
}
type Result = {
  readonly lhr: {
    readonly categories: Readonly<Record<string, Category>>
    readonly audits: Readonly<Record<string, Audit>>
  }
}

export type Judge = (url: string, cookie: string) => Promise<Scores>

/** `port` is that of a browser's remote debugging. */
export async function openLighthouse(port: number): Promise<Judge> {
  if (!existsSync(join(folder, 'node_modules', 'lighthouse'))) install()
  const inside = (path: string) => pathToFileURL(join(folder, 'node_modules', 'lighthouse', path)).href
  const { default: lighthouse } = await import(inside('core/index.js'))
  const { default: desktop } = await import(inside('core/config/desktop-config.js'))
  return async (url, cookie) => {
    const scores: Scores[] = []
    for (let run = 0; run < RUNS; run++) scores.push(await judge(url, cookie))
    return scores.sort((a, b) => a.performance - b.performance)[Math.floor(RUNS / 2)] as Scores
  }
  async function judge(url: string, cookie: string): Promise<Scores> {
    const flags = {
      port,
      output: 'json',
      logLevel: 'error',
      extraHeaders: { Cookie: cookie },
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
      disableStorageReset: true,
    }
    const { lhr } = (await lighthouse(url, flags, desktop)) as Result
    const of = (name: string): number => Math.round((lhr.categories[name]?.score ?? 0) * 100)
    return {
      performance: of('performance'),
      accessibility: of('accessibility'),
      bestPractices: of('best-practices'),
      lost: lostPoints(lhr),
    }
  }
}

function lostPoints({ categories, audits }: Result['lhr']): string[] {
  const counted = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter((a) => a.weight > 0))
  return counted
    .map(({ id }) => audits[id])
    .filter((audit): audit is Audit => audit !== undefined && audit.score !== null && audit.score < 0.9)
    .map(({ id, title, score }) => `${id} ${score}: ${title}`)
}

function install(): void {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('Lighthouse could not be installed')
}
