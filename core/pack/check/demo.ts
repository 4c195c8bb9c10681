/** 演示人员检查 — people of the demo and the posts they hold. */
import { where } from '../problem.ts'
import { type Checking, knows } from './context.ts'

export function checkDemo(checking: Checking): void {
  const { data, directory, territoryCodes, report } = checking
  const usernames = new Set(data.demo.people.map((person) => person.username))
  for (const post of data.demo.posts) {
    const at = where('posts', post.id)
    const { id, username, organisationId, role, territory, fromOn, toOn } = post
    if (!usernames.has(username)) report('error', 'post.person_unknown', at, { id, username })
    if (!directory.byId.has(organisationId))
      report('error', 'post.organisation_unknown', at, { id, organisation: organisationId })
    if (!knows(checking, 'roles', role)) report('error', 'post.role_unknown', at, { id, role })
    if (!territoryCodes.has(territory)) report('error', 'post.territory_unknown', at, { id, territory })
    if (toOn !== null && toOn < fromOn)
      report('error', 'post.dates_reversed', at, { id, from: fromOn, to: toOn })
  }
  data.demo.signIns.forEach(({ username }, index) => {
    const at = where('pack', '', 'demo', index, 'username')
    if (!usernames.has(username))
      report('error', 'post.person_unknown', at, { id: `demo.${index}`, username })
    else if (!data.demo.posts.some((post) => post.username === username))
      report('error', 'demo.no_post', at, { username })
  })
}
