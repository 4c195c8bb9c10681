import { writeFile } from 'node:fs/promises'
import { loopDiagram } from '@huying/core/matter/diagram.ts'
import { Command } from 'commander'
import { print } from './output.ts'
import { requirePack } from './system.ts'

/** `huying loop diagram PACK LOOP`: a loop of a pack as an SVG drawing. */
export function diagramCommand(): Command {
  return new Command('diagram')
    .description('draw a loop of a pack as SVG')
    .argument('<pack>', 'folder of the pack')
    .argument('<loop>', 'id of the loop')
    .option('--out <file>', 'file to write; else standard output')
    .option('--locale <locale>', 'zh or en', 'zh')
    .action(
      async (folder: string, id: string, options: { out?: string; locale: string }, command: Command) => {
        const pack = await requirePack(folder)
        const loop = pack.rules.loops.get(id)
        if (!loop)
          throw new Error(`the pack has no loop ${id}; it has ${[...pack.rules.loops.keys()].join(', ')}`)
        const svg = loopDiagram(loop, options.locale === 'en' ? 'en' : 'zh')
        if (!options.out) return void process.stdout.write(svg)
        await writeFile(options.out, svg)
        print(command, { file: options.out }, [`${options.out} written`])
      },
    )
}
