/** 管理 — everything under /api/admin: people, duty lists, packs, imports, jobs, audit. */
import type { Actors } from '../account/actor.ts'
import type { People } from '../account/people.ts'
import type { App } from '../app.ts'
import type { Background } from '../background.ts'
import type { Services } from '../services.ts'
import { registerAuditRoutes } from './audit-routes.ts'
import { registerDutyRoutes } from './duty-routes.ts'
import type { ImportDesk } from './import-desk.ts'
import { registerImportRoutes } from './import-routes.ts'
import { registerJobRoutes } from './job-routes.ts'
import { registerPackRoutes } from './pack-routes.ts'
import { registerPeopleRoutes } from './people-routes.ts'

export type Administration = {
  readonly services: Services
  readonly people: People
  readonly actors: Actors
  readonly imports: ImportDesk
  /** Folder of the pack that this server was started with, where it is on this machine. */
  readonly packFolder: string | null
  /** Known once the server runs. */
  background(): Background
}

export async function registerAdministrationRoutes(app: App, administration: Administration): Promise<void> {
  registerPeopleRoutes(app, administration)
  registerDutyRoutes(app, administration)
  registerPackRoutes(app, administration)
  registerJobRoutes(app, administration)
  registerAuditRoutes(app, administration)
  await registerImportRoutes(app, administration)
}
