/**
 * 客户端 — the typed client of the API, for screens and scripts alike.
 *
 *     const client = createClient({ locale: () => 'zh' })
 *     const { rows, count } = await client.inbox()
 *     await client.act(id, 'sign', { expectedVersion: 3 }, crypto.randomUUID())
 *
 * Every method throws `ProblemError` for an answer that is not a success and `AwayError` where there was no answer.
 * Commands carry an idempotency key: while the server is away they are sent again under the same key, and are done once.
 */
import type { Me } from './account/me.ts'
import type { Session } from './account/sign-in.ts'
import { administrationClient, leaveClient } from './administration/client.ts'
import type { AttachmentView } from './attachment/view.ts'
import type { CatalogueView } from './catalogue/view.ts'
import type { Search, SearchQuery } from './insight/search.ts'
import type { Problem } from './kernel/problem.ts'
import type { MapMarks, MapPoints, MapTerritory, MarksQuery, PointsQuery } from './map/map.ts'
import type { Act } from './matter/act.ts'
import type { SharedAbilities } from './matter/bulk.ts'
import type { DutyView } from './matter/duty.ts'
import type { FilterChoices, SavedFilter, SavedFilters, SaveFilter } from './matter/filter.ts'
import type { MatterGrid } from './matter/grid.ts'
import type { Grids, GridsQuery, GridView } from './matter/grids.ts'
import type { InboxQuery, MatterList, MattersQuery } from './matter/list.ts'
import type { Nearby, NearbyQuery } from './matter/nearby.ts'
import type { Opened, OpenMatter } from './matter/open.ts'
import type { OpenCounts } from './matter/open-counts.ts'
import type { Related } from './matter/related.ts'
import type { Similar } from './matter/similar.ts'
import type { SuggestAsked, Suggested } from './matter/suggest.ts'
import type { Units, UnitsQuery, UnitView } from './matter/units.ts'
import type { MatterView } from './matter/view.ts'
import type { Inner } from './organisation/inner.ts'
import type { RevealData, Revealed } from './resident/data.ts'
import type { Places } from './territory/place.ts'
import type { Plan } from './territory/plan.ts'
import type { Territories, TerritoryHistory, TerritoryView } from './territory/territory.ts'
import type { MapSetup } from './territory/tile.ts'

/** An error that the server has named. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.title}`)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** No answer, or an answer that is not from our server: the network, a proxy, or a restart is in between. */
export class AwayError extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached', { cause })
    this.name = 'AwayError'
  }
}

export type ClientOptions = {
  /** Address of the server; by default the one that served the page. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Language of the server's sentences. */
  readonly locale?: () => string
  /** Told after each request whether the server answered; `serverTime` is what its clock shows, in ms, to the second. */
  readonly onReach?: (reached: boolean, serverTime: number | null) => void
  /** Waits between the attempts of a command, in ms. */
  readonly waits?: readonly number[]
}

export type Client = ReturnType<typeof createClient>

type Sending = {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: unknown
  key?: string
  signal?: AbortSignal | undefined
}

export function createClient(options: ClientOptions = {}) {
  const get = <T>(path: string, signal?: AbortSignal) => send<T>(options, path, { signal })
  const command = <T>(path: string, body: unknown, key: string) =>
    sendUntilAnswered<T>(options, path, { method: 'POST', body, key })
  return {
    signIn: (username: string, password: string) =>
      send<Session>(options, '/api/auth/sign-in/username', { method: 'POST', body: { username, password } }),
    signOut: () => send<unknown>(options, '/api/auth/sign-out', { method: 'POST', body: {} }),
    session: (signal?: AbortSignal) => get<Session>('/api/auth/get-session', signal),
    changePassword: (currentPassword: string, newPassword: string) =>
      send<Session>(options, '/api/auth/change-password', {
        method: 'POST',
        body: { currentPassword, newPassword },
      }),
    leave: leaveClient({ get, command, query }),
    administration: administrationClient({ get, command, query }),
    me: (signal?: AbortSignal) => get<Me>('/api/me', signal),
    upload: (id: string, signal?: AbortSignal) => get<AttachmentView>(uploadPath(id), signal),
    discardUpload: (id: string) => send<unknown>(options, uploadPath(id), { method: 'DELETE' }),
    catalogue: (signal?: AbortSignal) => get<CatalogueView>('/api/catalogue', signal),
    places: (text: string, signal?: AbortSignal) => get<Places>(`/api/places${query({ text })}`, signal),
    /** The tops of what you oversee; with a text, what it finds below them. */
    territories: (text?: string, signal?: AbortSignal) =>
      get<Territories>(`/api/territories${query({ text })}`, signal),
    territory: (code: string, signal?: AbortSignal) =>
      get<TerritoryView>(`/api/territories/${encodeURIComponent(code)}`, signal),
    /** How much is open in each of these, two hundred at most. */
    openCounts: (codes: readonly string[], signal?: AbortSignal) =>
      get<OpenCounts>(`/api/territories/open${query({ codes: codes.join(',') })}`, signal),
    territoryHistory: (code: string, signal?: AbortSignal) =>
      get<TerritoryHistory>(`/api/territories/${encodeURIComponent(code)}/history`, signal),
    plan: (territory: string, signal?: AbortSignal) =>
      get<Plan>(`/api/territories/${encodeURIComponent(territory)}/plan`, signal),
    mapSetup: (signal?: AbortSignal) => get<MapSetup>('/api/map/setup', signal),
    mapTerritory: (territory: string, on?: string, signal?: AbortSignal) =>
      get<MapTerritory>(`/api/map/territories/${encodeURIComponent(territory)}${query({ on })}`, signal),
    mapMarks: (filter: MarksQuery, signal?: AbortSignal) =>
      get<MapMarks>(`/api/map/marks${query(filter)}`, signal),
    mapPoints: (layer: PointsQuery['layer'], signal?: AbortSignal) =>
      get<MapPoints>(`/api/map/points${query({ layer })}`, signal),
    grids: (asked: GridsQuery, signal?: AbortSignal) => get<Grids>(`/api/grids${query(asked)}`, signal),
    grid: (code: string, signal?: AbortSignal) =>
      get<GridView>(`/api/grids/${encodeURIComponent(code)}`, signal),
    units: (asked: UnitsQuery, signal?: AbortSignal) => get<Units>(`/api/units${query(asked)}`, signal),
    unit: (id: string, signal?: AbortSignal) => get<UnitView>(`/api/units/${encodeURIComponent(id)}`, signal),
    inner: (unit: string, signal?: AbortSignal) =>
      get<Inner>(`/api/units/${encodeURIComponent(unit)}/inner`, signal),
    inbox: (page: InboxQuery = {}, signal?: AbortSignal) =>
      get<MatterList>(`/api/inbox${query(page)}`, signal),
    matters: (filter: MattersQuery, signal?: AbortSignal) =>
      get<MatterList>(`/api/matters${query(filter)}`, signal),
    search: (asked: SearchQuery, signal?: AbortSignal) => get<Search>(`/api/search${query(asked)}`, signal),
    /** Open matters that a new report may repeat. */
    nearby: (report: NearbyQuery, signal?: AbortSignal) =>
      get<Nearby>(`/api/matters/nearby${query(report)}`, signal),
    /** What a report would be and become; asked while it is typed. */
    suggest: (asked: SuggestAsked, signal?: AbortSignal) =>
      send<Suggested>(options, '/api/matters/suggest', { method: 'POST', body: asked, signal }),
    similar: (id: string, signal?: AbortSignal) => get<Similar>(`${matterPath(id)}/similar`, signal),
    follow: (id: string, follow: boolean, key: string) =>
      command<unknown>(`${matterPath(id)}/follow`, { follow }, key),
    sharedAbilities: (ids: readonly string[], key: string) =>
      command<SharedAbilities>('/api/matters/abilities', { ids }, key),
    filterChoices: (signal?: AbortSignal) => get<FilterChoices>('/api/matters/choices', signal),
    savedFilters: (signal?: AbortSignal) => get<SavedFilters>('/api/me/filters', signal),
    saveFilter: (filter: SaveFilter, key: string) => command<SavedFilter>('/api/me/filters', filter, key),
    removeFilter: (id: string, key: string) =>
      command<unknown>(`/api/me/filters/${encodeURIComponent(id)}/remove`, {}, key),
    matter: (id: string, signal?: AbortSignal) => get<MatterView>(matterPath(id), signal),
    related: (id: string, signal?: AbortSignal) => get<Related>(`${matterPath(id)}/related`, signal),
    duty: (id: string, signal?: AbortSignal) => get<DutyView>(`${matterPath(id)}/duty`, signal),
    matterGrid: (id: string, signal?: AbortSignal) => get<MatterGrid>(`${matterPath(id)}/grid`, signal),
    reveal: (id: string, look: RevealData, key: string) =>
      command<Revealed>(`${matterPath(id)}/reporter/reveal`, look, key),
    open: (report: OpenMatter, key: string) => command<Opened>('/api/matters', report, key),
    act: (id: string, action: string, act: Act, key: string) =>
      command<unknown>(`${matterPath(id)}/actions/${encodeURIComponent(action)}`, act, key),
    undo: (id: string, key: string) => command<unknown>(`${matterPath(id)}/undo`, {}, key),
    ready: (signal?: AbortSignal) => send<unknown>(options, '/readyz', { signal }),
  }
}

/** Where the parts of a file go, and what became of them is read. */
export const UPLOADS = '/api/uploads'

const uploadPath = (id: string) => `${UPLOADS}/${encodeURIComponent(id)}`

/** The bytes of a file of a matter. */
export const attachmentPath = (matterId: string, id: string) =>
  `${matterPath(matterId)}/attachments/${encodeURIComponent(id)}`

const matterPath = (id: string) => `/api/matters/${encodeURIComponent(id)}`

function query(values: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text && `?${text}`
}

/** Only for commands with a key: whatever became of an attempt, the next one does it once. */
async function sendUntilAnswered<T>(options: ClientOptions, path: string, sending: Sending): Promise<T> {
  for (const wait of options.waits ?? [400, 1_000, 2_500]) {
    try {
      return await send<T>(options, path, sending)
    } catch (error) {
      if (!mayHavePassed(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return send<T>(options, path, sending)
}

/** Whether trying again can help: the server was away, or said that it is not ready. */
export function mayHavePassed(error: unknown): boolean {
  return error instanceof AwayError || (error instanceof ProblemError && error.problem.status === 503)
}

async function send<T>(options: ClientOptions, path: string, sending: Sending): Promise<T> {
  const response = await request(options, path, sending)
  const serverTime = Date.parse(response.headers.get('date') ?? '')
  const body: unknown = await response.json().catch(() => null)
  const away = response.status === 502 || response.status === 503 || response.status === 504
  options.onReach?.(!away, Number.isNaN(serverTime) ? null : serverTime)
  if (response.ok) return body as T
  if (isProblem(body)) throw new ProblemError(body)
  throw new AwayError(new Error(`HTTP ${response.status} at ${path}`))
}

async function request(options: ClientOptions, path: string, sending: Sending): Promise<Response> {
  const { method = 'GET', body, key, signal } = sending
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.locale) headers['accept-language'] = options.locale()
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (key !== undefined) headers['idempotency-key'] = key
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = JSON.stringify(body)
  if (signal) init.signal = signal
  try {
    return await (options.fetch ?? fetch)((options.baseUrl ?? '') + path, init)
  } catch (error) {
    if (signal?.aborted) throw error
    options.onReach?.(false, null)
    throw new AwayError(error)
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body
}
