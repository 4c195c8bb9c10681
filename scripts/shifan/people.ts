/** 示范市的演示人员 — people of the demo and the posts they hold. One street is staffed to the last grid: 1+1+N+X. */
import { type Cell, csvOf } from './csv.ts'
import { type Place, placesOfLevel } from './land.ts'
import { personName } from './names.ts'
import type { Office } from './offices.ts'

type Post = { readonly organisation: string; readonly role: string; readonly territory: string }
type Person = { readonly username: string; readonly posts: readonly Post[] }

const SINCE = '2024-01-01'
/** Grids that one full-time worker looks after. */
const GRIDS_PER_WORKER = 4

export function makePeople(city: Place, offices: readonly Office[]): { people: string; posts: string } {
  const named = [
    ...hotline(city),
    ...districts(city),
    ...departments(city),
    ...streets(city),
    ...completeStreet(city),
  ]
  // Names go by place in this list: those whom one may sign in as stand before those who only fill it.
  const staff = [...named, ...officersElsewhere(offices, named), ...administrators(city), ...otherGrids(city)]
  const people = staff.map(({ username }, index): Cell[] => {
    const [zh, en] = personName(index)
    return [username, zh, en, `0000-${String(8000101 + index)}`]
  })
  const posts = staff.flatMap(({ username, posts: held }) =>
    held.map((post, index): Cell[] => [
      `${username}-${index + 1}`,
      username,
      post.organisation,
      post.role,
      post.territory,
      SINCE,
      '',
    ]),
  )
  return {
    people: csvOf(['username', 'name', 'name_en', 'work_phone'], people),
    posts: csvOf(['id', 'username', 'organisation', 'role', 'territory', 'from', 'to'], posts),
  }
}

function one(username: string, organisation: string, role: string, territory: string): Person {
  return { username, posts: [{ organisation, role, territory }] }
}

function hotline({ code }: Place): Person[] {
  return [
    one('operator', 'hotline', 'operator', code),
    one('operator2', 'hotline', 'operator', code),
    one('teamleader', 'hotline', 'leader', code),
    one('reviewer', 'hotline', 'operator', code),
    one('inspector', 'city-inspection', 'supervisor', code),
    one('mayor', 'city', 'leader', code),
  ]
}

function districts(city: Place): Person[] {
  return city.children.flatMap(({ code }, index) => [
    one(index === 0 ? 'supervisor' : 'supervisor2', `d${index + 1}-command`, 'supervisor', code),
    one(`coordinator${index + 1}`, `d${index + 1}-command`, 'leader', code),
  ])
}

/** Officer, leader and section clerk of a district's busiest departments, and of the city's utilities. */
function departments(city: Place): Person[] {
  const [first] = city.children
  if (!first) return []
  const at = (department: string, suffix: string): Person[] => [
    one(`officer${suffix}`, `d1-${department}`, 'officer', first.code),
    one(`director${suffix}`, `d1-${department}`, 'leader', first.code),
    one(`clerk${suffix}`, `d1-${department}-1`, 'clerk', first.code),
  ]
  return [
    ...at('urban', ''),
    ...at('housing', '.housing'),
    ...at('market', '.market'),
    one('officer.ecology', 'd1-ecology', 'officer', first.code),
    one('officer.traffic', 'd1-traffic', 'officer', first.code),
    one('officer.heating', 'city-heating', 'officer', city.code),
    one('officer.water', 'city-water', 'officer', city.code),
  ]
}

function streets(city: Place): Person[] {
  return placesOfLevel(city, 9).flatMap(({ code }, index) => {
    const id = `s${index + 1}`
    const suffix = index === 0 ? '' : String(index + 1)
    const staff = [
      one(`duty${suffix}`, id, 'officer', code),
      one(`streetleader${suffix}`, id, 'leader', code),
    ]
    if (index > 0) return staff
    return [
      ...staff,
      one('section', `${id}-urban`, 'clerk', code),
      one('section.governance', `${id}-governance`, 'clerk', code),
      one('section.welfare', `${id}-welfare`, 'clerk', code),
    ]
  })
}

/** The first street: a community worker leads each community's grids, workers share them, part-time and stationed help. */
function completeStreet(city: Place): Person[] {
  const [street] = placesOfLevel(city, 9)
  if (!street) return []
  let workers = 0
  return street.children.flatMap((community, index) => {
    const suffix = index === 0 ? '' : String(index + 1)
    const onGrids = (grids: readonly Place[], role: string): Post[] =>
      grids.map((grid) => ({ organisation: `g${grid.code}`, role, territory: grid.code }))
    const worker: Person = {
      username: `community${suffix}`,
      posts: [
        { organisation: `c${community.code}`, role: 'community_worker', territory: community.code },
        ...onGrids(community.children, 'grid_leader'),
      ],
    }
    const gridWorkers = chunks(community.children, GRIDS_PER_WORKER).map((grids): Person => {
      workers++
      return { username: workers === 1 ? 'grid' : `grid${workers}`, posts: onGrids(grids, 'grid_worker') }
    })
    const assistant: Person = {
      username: `helper${suffix}`,
      posts: onGrids(community.children.slice(0, 2), 'grid_assistant'),
    }
    const stationed: Person[] =
      index % 3 === 0
        ? [{ username: `stationed${suffix}`, posts: onGrids(community.children, 'grid_stationed') }]
        : []
    return [worker, ...gridWorkers, assistant, ...stationed]
  })
}

/** Two for the city, so that one can always keep the other's account, and one for the first district. */
function administrators({ code, children }: Place): Person[] {
  const [first] = children
  return [
    one('admin', 'city-systems', 'administrator', code),
    one('admin2', 'city-systems', 'administrator', code),
    ...(first ? [one('admin.d1', 'city-systems', 'administrator', first.code)] : []),
  ]
}

/** One in so many workers leaves a grid without: a list that shows gaps has some to show. */
const WAITING = 12

/** In every other street, community by community. */
function otherGrids(city: Place): Person[] {
  let chunk = 0
  return placesOfLevel(city, 9)
    .slice(1)
    .flatMap((street, index) => {
      let workers = 0
      return street.children.flatMap((community) =>
        chunks(community.children, GRIDS_PER_WORKER).flatMap((grids): Person[] => {
          const served = ++chunk % WAITING === 0 ? grids.slice(0, -1) : grids
          const suffix = ['', '.b'][workers] ?? `.${workers + 1}`
          workers++
          return [{ username: `grid.s${index + 2}${suffix}`, posts: served.map(workerOf) }]
        }),
      )
    })
}

const workerOf = ({ code }: Place): Post => ({
  organisation: `g${code}`,
  role: 'grid_worker',
  territory: code,
})

/** Whoever a duty list may ask has somebody who answers: an officer in every department and utility without people. */
function officersElsewhere(offices: readonly Office[], named: readonly Person[]): Person[] {
  const staffed = new Set(named.flatMap(({ posts }) => posts.map(({ organisation }) => organisation)))
  return offices
    .filter(({ id, kind }) => (kind === 'department' || kind === 'utility') && !staffed.has(id))
    .map(({ id, territory }) => one(`officer.${id}`, id, 'officer', territory))
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  )
}
