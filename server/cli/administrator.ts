/** `huying administrator add`: the first who can sign in; adds everybody else at the desk. */
import errors from '@huying/contract/messages/errors.en.json' with { type: 'json' }
import { localDate } from '@huying/core/kernel/calendar/civil-date.ts'
import type { Refusal } from '@huying/core/kernel/refusal.ts'
import { Command } from 'commander'
import { addAdministrator, type Found, findAdministration } from '../account/first-administrator.ts'
import { hasAdministrator } from '../account/last-administrator.ts'
import type { Db } from '../database/db.ts'
import type { Registry } from '../services.ts'
import { print } from './output.ts'
import { jurisdictionOf, withWorld } from './system.ts'

type Options = { name: string; organisation?: string; role: string; jurisdiction?: string }

/** Role that cities share for it. */
const ROLE = 'administrator'

/** What to type where a city has none. */
export const ADD_ADMINISTRATOR = 'npm run huying -- administrator add <username> --name <name>'

/** Whether somebody who can sign in administers the whole authority today. */
export function isAdministered(
  db: Db,
  registry: Registry,
  jurisdiction: string,
  now: number,
): Promise<boolean> {
  const { rules } = registry.current(jurisdiction)
  const lastDay = localDate(rules.calendar.zone.dayOf(now))
  return hasAdministrator(db, { jurisdiction, rules, lastDay })
}

export function administratorCommand(): Command {
  return new Command('administrator')
    .description('who may add everybody else')
    .addCommand(
      new Command('add')
        .description('make an administrator, with a first password that is shown this once')
        .argument('<username>', 'sign-in name: a letter, then letters, digits, dot, dash or underscore')
        .requiredOption('--name <name>', 'name shown to colleagues')
        .option(
          '--organisation <id>',
          'organisation with the duty of administration; else the one for the whole authority',
        )
        .option('--role <role>', 'role of the pack', ROLE)
        .option('--jurisdiction <code>', 'which authority, where several are run here')
        .action(add),
    )
}

function add(username: string, options: Options, command: Command): Promise<void> {
  return withWorld(async (world) => {
    const { people, services } = world
    const jurisdiction = jurisdictionOf(world, options.jurisdiction)
    const { rules, content } = services.registry.current(jurisdiction)
    const found = findAdministration(rules, jurisdiction, options.organisation)
    if (!found.ok) throw new Error(sentenceOf(found, options.organisation))
    const { name, role } = options
    if (!Object.hasOwn(content.vocabularies.roles, role))
      throw new Error(
        `the pack has no role ${role}: name one with --role (${Object.keys(content.vocabularies.roles).join(', ')})`,
      )
    const { organisation } = found
    const made = await addAdministrator(
      people,
      jurisdiction,
      { username, name, organisation, role },
      services.now(),
    )
    if (!made.ok) throw new Error(refusalSentence(made.refusal, username))
    const { accountId, password } = made.value
    print(command, { accountId, username: username.toLowerCase(), password, organisation: organisation.id }, [
      `${username.toLowerCase()} administers ${organisation.territory} (${organisation.name.en ?? organisation.name.zh})`,
      `first password, shown this once and changed at the first sign-in: ${password}`,
    ])
  })
}

function sentenceOf({ why, known }: Extract<Found, { ok: false }>, wanted = ''): string {
  const list = known.map(({ id, territory }) => `${id} (${territory})`).join(', ')
  const sentences = {
    none: 'no organisation of the pack has the duty "administration": give it to one in organisations.csv and start the server once',
    part: `no organisation administers the whole authority, only parts of it: name one with --organisation: ${list}`,
    several: `several organisations administer: name one with --organisation: ${list}`,
    unknown: `the pack has no organisation ${wanted}${list && `; those with the duty "administration" are ${list}`}`,
    no_duty: `organisation ${wanted} has not the duty "administration"${list && `; those that have are ${list}`}`,
  }
  return sentences[why]
}

function refusalSentence({ code, params }: Refusal, username: string): string {
  if (code === 'account.username_taken') return `the sign-in name ${username} is taken`
  if (code === 'form.invalid')
    return params?.field === 'username'
      ? `"${username}" is no sign-in name: a letter, then letters, digits, dot, dash or underscore, 2 to 64 in all`
      : 'the name must have 1 to 100 characters'
  return errors[code].title
}
