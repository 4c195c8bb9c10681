/** 命令行 — `huying`: start, administrator, migrate, import, export, rebuild, verify, pack check, loop diagram, doctor. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { administratorCommand } from './administrator.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { diagramCommand } from './loop-diagram.ts'
import { migrateCommand } from './migrate.ts'
import { FAILED, fail } from './output.ts'
import { packCheckCommand } from './pack-check.ts'
import { redactCommand } from './redact.ts'
import { startCommand } from './start.ts'
import { rebuildCommand, verifyCommand } from './verify.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

const program = new Command('huying')
  .description('Huying 呼应: someone calls, someone must answer, everyone sees whether it was answered')
  .version(version)
  .option('--json', 'print results as JSON, for scripts')
  .configureHelp({ showGlobalOptions: true })

program.addCommand(startCommand())
program.addCommand(administratorCommand())
program.addCommand(migrateCommand())
program.addCommand(importCommand())
program.addCommand(exportCommand())
program.addCommand(rebuildCommand())
program.addCommand(verifyCommand())
program.addCommand(redactCommand())
program.addCommand(new Command('pack').description('city packs').addCommand(packCheckCommand()))
program.addCommand(new Command('loop').description('loops of a pack').addCommand(diagramCommand()))
program.addCommand(doctorCommand())

/** What was typed wrongly could not be done: 2, so that 1 always means findings. */
function exitCodes(command: Command): void {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : FAILED))
  command.commands.forEach(exitCodes)
}

exitCodes(program)
program.parseAsync().catch(fail)
