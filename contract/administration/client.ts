/** 管理客户端 — the part of the typed client that only administrators use. */
import type { Colleagues, Delegations, NewLeave } from '../account/leave.ts'
import type { DutyList, DutyTry } from './duties.ts'
import type { ImportPreview, ImportRun, ImportRuns } from './imports.ts'
import type { AuditList, AuditQuery, Jobs } from './jobs.ts'
import type { PackChanges, PackReport, PackVersions } from './packs.ts'
import type { Handed, NewPerson, NewPost, People, PeopleOptions, PeopleQuery } from './people.ts'

type Query = Readonly<Record<string, unknown>>

export type Sender = {
  get<T>(path: string, signal?: AbortSignal): Promise<T>
  command<T>(path: string, body: unknown, key: string): Promise<T>
  query(values: Query): string
}

const part = encodeURIComponent

export const leaveClient = ({ get, command, query }: Sender) => ({
  mine: (signal?: AbortSignal) => get<Delegations>('/api/leave', signal),
  colleagues: (post: string, text: string, signal?: AbortSignal) =>
    get<Colleagues>(`/api/leave/posts/${part(post)}/colleagues${query(text ? { text } : {})}`, signal),
  begin: (leave: NewLeave, key: string) => command<unknown>('/api/leave', leave, key),
  end: (id: string, key: string) => command<unknown>(`/api/leave/${part(id)}/end`, {}, key),
})

export const administrationClient = ({ get, command, query }: Sender) => ({
  people: (filter: PeopleQuery, signal?: AbortSignal) =>
    get<People>(`/api/admin/people${query(filter)}`, signal),
  options: (signal?: AbortSignal) => get<PeopleOptions>('/api/admin/options', signal),
  hire: (person: NewPerson, key: string) => command<Handed>('/api/admin/people', person, key),
  givePost: (account: string, post: NewPost, key: string) =>
    command<unknown>(`/api/admin/people/${part(account)}/posts`, post, key),
  endPost: (post: string, toOn: string, key: string) =>
    command<unknown>(`/api/admin/posts/${part(post)}/end`, { toOn }, key),
  lock: (account: string, key: string) =>
    command<unknown>(`/api/admin/people/${part(account)}/lock`, {}, key),
  unlock: (account: string, key: string) =>
    command<unknown>(`/api/admin/people/${part(account)}/unlock`, {}, key),
  resetPassword: (account: string, key: string) =>
    command<Handed>(`/api/admin/people/${part(account)}/password`, {}, key),
  leave: (signal?: AbortSignal) => get<Delegations>('/api/admin/leave', signal),
  duties: (signal?: AbortSignal) => get<DutyList>('/api/admin/duties', signal),
  tryDuty: (kind: string, territory: string, signal?: AbortSignal) =>
    get<DutyTry>(`/api/admin/duties/try${query({ kind, territory })}`, signal),
  packs: (signal?: AbortSignal) => get<PackVersions>('/api/admin/packs', signal),
  packReport: (signal?: AbortSignal) => get<PackReport>('/api/admin/packs/report', signal),
  comparePacks: (
    pair: { fromPack: string; from: string; toPack: string; to: string },
    signal?: AbortSignal,
  ) => get<PackChanges>(`/api/admin/packs/compare${query(pair)}`, signal),
  imports: (signal?: AbortSignal) => get<ImportRuns>('/api/admin/imports', signal),
  import: (id: string, signal?: AbortSignal) => get<ImportRun>(`/api/admin/imports/${part(id)}`, signal),
  previewImport: (id: string, map: string, key: string) =>
    command<ImportPreview>(`/api/admin/imports/${part(id)}/preview`, { map }, key),
  startImport: (id: string, map: string, key: string) =>
    command<ImportRun>(`/api/admin/imports/${part(id)}/start`, { map }, key),
  continueImport: (id: string, key: string) =>
    command<ImportRun>(`/api/admin/imports/${part(id)}/continue`, {}, key),
  stopImport: (id: string, key: string) => command<ImportRun>(`/api/admin/imports/${part(id)}/stop`, {}, key),
  jobs: (signal?: AbortSignal) => get<Jobs>('/api/admin/jobs', signal),
  runJob: (name: string, key: string) => command<unknown>(`/api/admin/jobs/${part(name)}/run`, {}, key),
  audit: (filter: AuditQuery, signal?: AbortSignal) =>
    get<AuditList>(`/api/admin/audit${query(filter)}`, signal),
})
