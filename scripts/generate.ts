import { writeGenerated } from './generated.ts'

const written = await writeGenerated()
console.log(
  written.length === 0 ? 'Everything generated is fresh.' : written.map((path) => `wrote ${path}`).join('\n'),
)
