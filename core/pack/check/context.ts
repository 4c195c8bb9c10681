/** 检查的依据 — the pack as the checks look at it: indexed once, with a way to report. */
import { buildCatalogue, type Catalogue } from '../../catalogue/dispatch.ts'
import type { Form } from '../../catalogue/types.ts'
import { buildDirectory, type Directory } from '../../organisation/directory.ts'
import { type CompiledLoop, compileLoops } from '../compile.ts'
import type { Report } from '../problem.ts'
import type { VocabularyName } from '../schema.ts'
import type { PackData } from '../types.ts'

export type Checking = {
  readonly data: PackData
  readonly loops: readonly CompiledLoop[]
  readonly forms: ReadonlyMap<string, Form>
  readonly catalogue: Catalogue
  readonly directory: Directory
  readonly territoryCodes: ReadonlySet<string>
  /** False for a pack that is only there to be extended: it has no places and no organisations yet. */
  readonly isConcrete: boolean
  /** Places that duty lists must cover: the streets, or the lowest level above them that there is. */
  readonly streets: readonly string[]
  readonly report: Report
}

export function checkingOf(data: PackData, report: Report): Checking {
  const codes = data.territories.map((territory) => territory.code)
  return {
    data,
    loops: compileLoops(data),
    forms: new Map(data.forms.map((form) => [form.id, form])),
    catalogue: buildCatalogue(data.kinds, data.duties),
    directory: buildDirectory(data.organisations),
    territoryCodes: new Set(codes),
    isConcrete: data.jurisdiction !== null,
    streets: streetsOf(data),
    report,
  }
}

function streetsOf({ territories, jurisdiction }: PackData): string[] {
  for (const level of ['street', 'district'] as const) {
    const codes = territories.filter((each) => each.level === level).map((each) => each.code)
    if (codes.length > 0) return codes
  }
  return jurisdiction ? [jurisdiction.code] : []
}

/** True where the vocabulary has the word. */
export function knows({ data }: Checking, vocabulary: VocabularyName, word: string): boolean {
  return Object.hasOwn(data.vocabularies[vocabulary], word)
}
