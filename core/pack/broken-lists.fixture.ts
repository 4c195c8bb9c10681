/** 坏清单 — lists with one thing wrong. */
import { type Anything, type BrokenPack, broken, words } from './break.fixture.ts'

export const BROKEN_LISTS: readonly BrokenPack[] = [
  // the catalogue
  broken(
    'a wider kind that is not there',
    'kind.parent_unknown kinds/road.hole/parentId',
    (p) =>
      void p.kinds.splice(1, 1, {
        id: 'road.hole',
        parentId: 'gone',
        title: words('坑'),
        loop: 'plain',
        profile: 'ordinary',
      }),
  ),
  broken('kinds in a circle', 'kind.circle kinds/road/parentId', (p) => {
    ;(p.kinds[0] as Anything).parentId = 'road.hole'
  }),
  broken('a loop of a kind that is not there', 'kind.loop_unknown kinds/road/loop', (p) => {
    ;(p.kinds[0] as Anything).loop = 'gone'
  }),
  broken('a profile of a kind that is not there', 'kind.profile_unknown kinds/road/profile', (p) => {
    ;(p.kinds[0] as Anything).profile = 'gone'
  }),
  broken('a form of a kind that is not there', 'kind.form_unknown kinds/road/form', (p) => {
    ;(p.kinds[0] as Anything).form = 'gone'
  }),
  broken(
    'a kind without a loop',
    'kind.no_loop kinds/road.hole/id',
    (p) => void delete (p.kinds[0] as Anything).loop,
  ),
  broken(
    'a kind without limits',
    'kind.no_profile kinds/road/id',
    (p) => void delete (p.kinds[0] as Anything).profile,
  ),
  broken('a duty for a kind that is not there', 'duty.kind_unknown duties/gone@#0/kind', (p) => {
    ;(p.duties[0] as Anything).kind = 'gone'
  }),
  broken(
    'a duty for a place that is not there',
    'duty.territory_unknown duties/road@990399#0/territory',
    (p) => {
      ;(p.duties[0] as Anything).territory = '990399'
    },
  ),
  broken('a lead that is nobody', 'target.nobody duties/road@#0/lead', (p) => {
    p.vocabularies.functions.water = words('水')
    ;(p.duties[0] as Anything).lead = 'fn:water'
  }),
  broken(
    'a kind that no duty rule covers',
    'duty.gap kinds/road.hole/id',
    (p) => void p.duties.splice(0, 1),
    'warning',
  ),
  broken('no triage desk', 'triage.missing pack/', (p) => {
    ;(p.organisations[0] as Anything).territory = '990301001001'
  }),
  broken(
    'a duty held in one of two streets',
    'duty.not_everywhere vocabularies/duties/triage',
    (p) => {
      p.territories.push({
        ...(p.territories[2] as Anything),
        id: 's2',
        code: '990301002',
        name: words('乙街'),
      })
      ;(p.organisations[0] as Anything).territory = '990301001'
    },
    'warning',
  ),
  // organisations
  broken('an organisation of an unknown kind', 'organisation.kind_unknown organisations/works', (p) => {
    ;(p.organisations[2] as Anything).kind = 'gone'
  }),
  broken('a parent that is not there', 'organisation.parent_unknown organisations/works', (p) => {
    ;(p.organisations[2] as Anything).parentId = 'gone'
  }),
  broken('organisations in a circle', 'organisation.circle organisations/desk', (p) => {
    ;(p.organisations[0] as Anything).parentId = 'works'
  }),
  broken('an organisation somewhere else', 'organisation.territory_unknown organisations/works', (p) => {
    ;(p.organisations[2] as Anything).territory = '9999'
  }),
  broken('a duty that no vocabulary has', 'organisation.duty_unknown organisations/works', (p) => {
    ;(p.organisations[2] as Anything).duties = ['gone']
  }),
  broken('a function that no vocabulary has', 'organisation.function_unknown organisations/works', (p) => {
    ;(p.organisations[2] as Anything).functions = ['roads', 'gone']
  }),
  // places
  broken('a jurisdiction that is not listed', 'jurisdiction.not_listed pack//jurisdiction/code', (p) => {
    p.jurisdiction = { code: '99', name: words('省') }
  }),
  broken(
    'a territory of another city',
    'territory.outside territories/990401',
    (p) =>
      void p.territories.push({
        ...(p.territories[1] as Anything),
        id: 'x',
        code: '990401',
        name: words('外区'),
        parentCode: '9904',
      }),
  ),
  broken(
    'a community without its street',
    'territory.parent.orphan territories/990301009001',
    (p) =>
      void p.territories.push({
        ...(p.territories[3] as Anything),
        id: 'x',
        code: '990301009001',
        name: words('孤社'),
        parentCode: '990301009',
      }),
  ),
  broken('a territory without a name', 'territory.name.missing territories/990301001002', (p) => {
    ;(p.territories[4] as Anything).name = { zh: ' ' }
  }),
  broken(
    'a kind of grid that no vocabulary has',
    'territory.grid_kind_unknown territories/990301001002',
    (p) => {
      ;(p.territories[4] as Anything).gridKind = 'gone'
    },
  ),
  broken(
    'a zone of an unknown kind',
    'zone.kind_unknown zones/z',
    (p) => void p.zones.push({ id: 'z', kind: 'gone', name: words('园'), validFrom: '2020-01-01' }),
  ),
  broken('a zone over a place that is not there', 'zone.territory_unknown zones/z', (p) => {
    p.zones.push({ id: 'z', kind: 'park', name: words('园'), validFrom: '2020-01-01' })
    p.memberships.push({ zoneId: 'z', territoryId: '9999', from: '2020-01-01' })
  }),
  broken('a place name that leads nowhere', 'gazetteer.territory_unknown gazetteer/road/一路/9999', (p) => {
    ;(p.gazetteer[0] as Anything).territoryCode = '9999'
  }),
  broken(
    'house numbers the wrong way round',
    'gazetteer.numbers_reversed gazetteer/road/一路/990301001',
    (p) => {
      ;(p.gazetteer[0] as Anything).numbers = [{ parity: 'all', from: 9, to: 1, territoryCode: '990301001' }]
    },
  ),
  // the demo
  broken('a post of nobody', 'post.person_unknown posts/p', (p) => {
    p.demo.posts[0].username = 'gone'
  }),
  broken('a post nowhere', 'post.organisation_unknown posts/p', (p) => {
    p.demo.posts[0].organisationId = 'gone'
  }),
  broken('a post with an unknown role', 'post.role_unknown posts/p', (p) => {
    p.demo.posts[0].role = 'king'
  }),
  broken('a post for a place that is not there', 'post.territory_unknown posts/p', (p) => {
    p.demo.posts[0].territory = '9999'
  }),
  broken('a post that ends before it begins', 'post.dates_reversed posts/p', (p) => {
    p.demo.posts[0].toOn = '2023-01-01'
  }),
  broken('a demo sign-in that can do nothing', 'demo.no_post pack//demo/0/username', (p) => {
    p.demo.posts = []
  }),
  // texts and the calendar
  broken('a notice that fills other blanks in English', 'message.blanks messages/overdue', (p) => {
    p.messages[1] = { id: 'overdue', words: { zh: '{number} 超期', en: 'overdue' } }
  }),
  broken('no calendar', 'calendar.missing pack/', (p) => {
    p.calendar = null
  }),
  broken(
    'a day that is none',
    'calendar.date calendar//holidays/0/from',
    (p) =>
      void p.calendar.holidays.push({ from: '2026-02-30', to: '2026-03-01', name: { zh: '假', en: 'off' } }),
  ),
  broken(
    'a rule nobody has confirmed',
    'unverified loops/plain/unverified',
    (p) => {
      p.loop.unverified = true
    },
    'info',
  ),
  broken(
    'an action nobody has confirmed',
    'unverified actions/shared/actions/note/unverified',
    (p) => {
      ;(p.actionFiles[0] as Anything).actions.note.unverified = true
    },
    'info',
  ),
  // the burden guard
  broken('a compulsory photo', 'burden.photo_required forms/reply/properties/photo', (p) => {
    p.form.properties.photo = { type: 'string', title: words('现场照片') }
    p.form.required.push('photo')
  }),
  broken(
    'an exemption that has run out',
    'burden.expired exemptions/burden.track@forms/reply/gps/rule',
    (p) => {
      p.form.properties.gps = { type: 'string', title: words('巡查轨迹') }
      p.exemptions.push({
        rule: 'burden.track',
        where: 'forms/reply/gps',
        legalBasis: words('某法'),
        expiresOn: '2025-12-31',
      })
    },
  ),
  broken(
    'an exemption from no rule',
    'burden.rule_unknown exemptions/burden.fun@forms/reply/rule',
    (p) =>
      void p.exemptions.push({
        rule: 'burden.fun',
        where: 'forms/reply',
        legalBasis: words('某法'),
        expiresOn: '2030-01-01',
      }),
  ),
  broken(
    'an exemption of nothing',
    'burden.exemption_unused exemptions/burden.track@forms/reply/rule',
    (p) =>
      void p.exemptions.push({
        rule: 'burden.track',
        where: 'forms/reply',
        legalBasis: words('某法'),
        expiresOn: '2030-01-01',
      }),
    'warning',
  ),
]
