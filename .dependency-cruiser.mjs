/**
 * Import direction. Layers: core → contract → server and web. Words, lowest first, each its own folder in every
 * layer; a word may import its own level's name and everything below, never beside or above.
 * `scripts/check/import-direction.spec.ts` proves that an illegal import is found.
 */

/** One line per level, lowest first; words on one line do not see each other. */
export const words = [
  ['kernel'],
  ['territory'],
  ['organisation'],
  ['resident', 'account'],
  ['catalogue'],
  ['attachment'],
  ['matter', 'register'],
  ['patrol', 'deliberation', 'points', 'booking', 'notice'],
  ['appraisal', 'insight', 'map'],
  ['pack'],
  ['administration'],
]

const inLayer = (word) => `^(core|contract|server|web|web/src)/${word}/`

/** What each word may not import; specs may reach up, to set a whole scene. */
const wordRules = words.flatMap((level, index) =>
  level.flatMap((word) => {
    const forbidden = words
      .slice(index)
      .flat()
      .filter((other) => other !== word)
    if (forbidden.length === 0) return [] // the highest word
    return {
      name: `word-${word}`,
      comment: `"${word}" may import only itself and the words below it; upward talk is events.`,
      severity: 'error',
      from: { path: inLayer(word), pathNot: '\\.spec\\.tsx?$' },
      to: { path: forbidden.map(inLayer) },
    }
  }),
)

export default {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core has no I/O and runs in the browser: it imports core and pure libraries only.',
      severity: 'error',
      from: { path: '^core/', pathNot: '(\\.spec\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-imports-core',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(contract|server|web|packs|scenarios|bench|scripts|bin)/' },
    },
    {
      name: 'contract-imports-core',
      severity: 'error',
      from: { path: '^contract/' },
      to: { path: '^(server|web|packs|scenarios|bench|scripts|bin)/' },
    },
    {
      name: 'contract-is-for-both-sides',
      comment: 'The typed client runs in the browser.',
      severity: 'error',
      from: { path: '^contract/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-imports-contract-and-core',
      severity: 'error',
      from: { path: '^server/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(web|scenarios|bench|scripts|bin)/' },
    },
    {
      name: 'web-imports-contract-and-core',
      severity: 'error',
      from: { path: '^web/', pathNot: '(\\.spec\\.tsx?|vite\\.config\\.ts)$|^web/testing/' },
      to: { path: '^(server|scenarios|bench|scripts|bin)/' },
    },
    {
      name: 'nobody-imports-tests',
      comment: 'Test harness and specs are not part of the product.',
      severity: 'error',
      from: {
        path: '^(core|contract|server|web)/',
        pathNot: '(\\.spec\\.tsx?$|^server/testing/|^(core|contract|web)/.*testing/)',
      },
      to: { path: '(\\.spec\\.tsx?$|/testing/)' },
    },
    {
      name: 'no-cycles',
      comment: 'A circle of types alone is erased and harmless.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...wordRules,
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
