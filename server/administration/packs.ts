/** 城市包存取 — the versions that ever decided something, with how many open matters still follow each. */
import type { PackReport, PackVersion } from '@huying/contract/administration/packs.ts'
import type { PackContent } from '@huying/core/pack/types.ts'
import type { Db } from '../database/db.ts'
import { readPack } from '../pack/read.ts'
import { sentenceOf } from '../pack/render.ts'
import type { Services } from '../services.ts'

export async function packVersions(db: Db, jurisdiction: string): Promise<PackVersion[]> {
  const { rows } = await db.query(
    `select v.pack_id, v.version, v.content, v.loaded_at,
       j.pack_id = v.pack_id and j.version = v.version as in_force,
       (select count(*)::int from matter m where m.jurisdiction = v.jurisdiction and m.pack_id = v.pack_id
         and m.pack_version = v.version and m.closed_at is null) as open
     from pack_version v join jurisdiction j on j.jurisdiction = v.jurisdiction
     where v.jurisdiction = $1 order by in_force desc, v.loaded_at desc, v.version`,
    [jurisdiction],
  )
  return rows.map((row) => {
    const content = row.content as PackContent
    return {
      pack: row.pack_id,
      version: row.version,
      title: content.title,
      loadedAt: row.loaded_at.toISOString(),
      inForce: row.in_force,
      openMatters: row.open,
      loops: content.loops.map(({ id, title }) => ({ id, name: title })),
      kinds: content.kinds.length,
      duties: content.duties.length,
      organisations: content.organisations.length,
      calendar: content.calendar.version,
    }
  })
}

/** The content of a version; null where it never decided anything here. */
export async function packContent(
  db: Db,
  jurisdiction: string,
  pack: string,
  version: string,
): Promise<PackContent | null> {
  const { rows } = await db.query(
    'select content from pack_version where jurisdiction = $1 and pack_id = $2 and version = $3',
    [jurisdiction, pack, version],
  )
  return rows[0]?.content ?? null
}

const NOT_THERE: PackReport = {
  ...{ there: false, usable: false, version: null, isInForce: false },
  ...{ findings: [], exemptions: [] },
}

/** What the check says of the folder as it lies there now, which may be further than what is in force. */
export async function packReport(
  services: Services,
  jurisdiction: string,
  folder: string | null,
  locale: 'zh' | 'en',
  today: string,
): Promise<PackReport> {
  const read = folder === null ? null : await readPack(folder, { on: today }).catch(() => null)
  if (!read) return NOT_THERE
  const { pack, findings } = read
  const { rules } = services.registry.current(jurisdiction)
  return {
    there: true,
    usable: pack !== null,
    version: pack?.version ?? null,
    isInForce: pack !== null && pack.id === rules.id && pack.version === rules.version,
    findings: findings.map((finding) => ({
      ...{ severity: finding.severity, file: finding.file, line: finding.line },
      sentence: sentenceOf(finding, locale),
    })),
    exemptions: (pack?.exemptions ?? []).map(({ rule, where, legalBasis, expiresOn }) => ({
      ...{ rule, where, basis: legalBasis, expiresOn, isExpired: expiresOn < today },
    })),
  }
}
