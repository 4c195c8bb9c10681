/**
 * 浏览器 — a real browser from npm for the specs: no system package, no sandbox left open, a folder of its own.
 *
 *     const browser = await openBrowser()
 *     const page = await browser.newPage()
 *
 * Nothing is asserted on glyphs; to see Chinese in screenshots on a machine without a Chinese font, name a folder
 * of fonts in `HUYING_TEST_FONTS`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Chosen by hand: the package's own defaults switch the web's security rules off, which would hide real faults. */
const args = [
  '--headless=shell',
  '--no-sandbox', // a container has no user namespaces, and root may not use the sandbox
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--hide-scrollbars',
  '--font-render-hinting=none',
]

export type TestBrowser = Pick<Browser, 'newPage' | 'newContext'> & { close(): Promise<void> }

/** Unpacks and starts Chromium, with `more` switches, in a folder that `close` removes. */
export async function openBrowser(more: readonly string[] = []): Promise<TestBrowser> {
  const home = await mkdtemp(join(tmpdir(), 'huying-chromium-'))
  try {
    const { executablePath, env } = await unpack(home)
    const browser = await chromium.launch({ executablePath, args: [...args, ...more], env })
    return {
      newPage: (options) => browser.newPage(options),
      newContext: (options) => browser.newContext(options),
      close: async () => {
        await browser.close()
        await rm(home, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    throw error
  }
}

/** The package unpacks to the temporary folder and sets the environment of its own process: both are borrowed. */
async function unpack(home: string) {
  const before = { ...process.env }
  Object.assign(process.env, {
    TMPDIR: home,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LD_LIBRARY_PATH: '',
  })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    await writeFile(join(home, 'fonts', 'fonts.conf'), fontsOf(home))
    const libraries = join(home, 'al2023', 'lib')
    const env = { ...before, FONTCONFIG_PATH: join(home, 'fonts'), HOME: home, LD_LIBRARY_PATH: libraries }
    return { executablePath, env: env as Record<string, string> }
  } finally {
    restore(before)
  }
}

/** The package's own list of folders fits its cloud only; without one that exists every text is blank. */
function fontsOf(home: string): string {
  const folders = [
    join(home, 'fonts'),
    process.env.HUYING_TEST_FONTS,
    '/usr/share/fonts',
    '/usr/local/share/fonts',
  ]
  const dirs = folders.filter((folder) => folder !== undefined).map((folder) => `<dir>${folder}</dir>`)
  return `<fontconfig>${dirs.join('')}<cachedir>${join(home, 'fonts-cache')}</cachedir></fontconfig>`
}

function restore(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
}
