import type { Home } from './home.ts'

/**
 * What PostgreSQL's processes see of our environment. `LANG` is set because an unset one makes SQL_ASCII clusters,
 * and nothing else is passed on: `PGDATA`, `PGPORT` and the like would redirect it.
 */
export function systemEnvironment(home: Home): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home.path, LANG: 'C.UTF-8', TZ: 'UTC' }
}
