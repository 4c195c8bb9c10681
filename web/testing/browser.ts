/**
 * 浏览器 — a real browser from npm for the specs: no system package, no sandbox left open, a home of its own.
 *
 *     const browser = await openBrowser()
 *     const page = await browser.newPage()
 *
 * Nothing is asserted on glyphs; to see Chinese in screenshots on a machine without a Chinese font, name a folder
 * of fonts in `HUYING_TEST_FONTS`.
 */
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
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

/** Starts Chromium, with `more` switches, in a folder that `close` removes. */
export async function openBrowser(more: readonly string[] = []): Promise<TestBrowser> {
  const unpacked = await unpackedBrowser()
  const home = await mkdtemp(join(tmpdir(), 'huying-chromium-'))
  try {
    await writeFile(join(home, 'fonts.conf'), fontsOf(home, unpacked))
    const libraries = join(unpacked, 'al2023', 'lib')
    const env = { ...process.env, FONTCONFIG_PATH: home, HOME: home, LD_LIBRARY_PATH: libraries }
    const browser = await chromium.launch({
      executablePath: join(unpacked, 'chromium'),
      args: [...args, ...more],
      env: env as Record<string, string>,
    })
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

const modules = resolve(import.meta.dirname, '../../node_modules')

/** Unpacking takes seconds of both cores: done once for each version, and renamed when complete. */
async function unpackedBrowser(): Promise<string> {
  const about = JSON.parse(await readFile(join(modules, '@sparticuz/chromium/package.json'), 'utf8'))
  const folder = join(modules, '.cache', `chromium-${about.version}`)
  if (existsSync(folder)) return folder
  await mkdir(join(modules, '.cache'), { recursive: true })
  const draft = await mkdtemp(`${folder}-draft-`)
  try {
    await unpackInto(draft)
    // Somebody else may have been quicker.
    await rename(draft, folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
    return folder
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** The package unpacks to the temporary folder and sets the environment of its own process: both are borrowed. */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env }
  Object.assign(process.env, {
    TMPDIR: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LD_LIBRARY_PATH: '',
  })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    restore(before)
  }
}

/** The package's own list of folders fits its cloud only; without one that exists every text is blank. */
function fontsOf(home: string, unpacked: string): string {
  const folders = [
    join(unpacked, 'fonts'),
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
