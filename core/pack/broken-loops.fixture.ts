/** 坏闭环 — loops with one thing wrong. */
import { type Anything, type BrokenPack, broken, words } from './break.fixture.ts'

export const BROKEN_LOOPS: readonly BrokenPack[] = [
  // what a loop names
  broken('an action file that is not there', 'loop.include_unknown loops/plain/includes/0', (p) => {
    p.loop.includes = ['gone']
  }),
  broken('a state that is not there', 'loop.state_unknown loops/plain/actions/direct/to', (p) => {
    p.loop.actions.direct.to = 'gone'
  }),
  broken('a track through nowhere', 'loop.state_unknown loops/plain/track/1', (p) => {
    p.loop.track[1] = 'gone'
  }),
  broken(
    'an action from a state that is not there',
    'loop.state_unknown loops/plain/actions/direct/from/1',
    (p) => void p.loop.actions.direct.from.push('gone'),
  ),
  broken('an action that no state allows', 'action.from_nowhere loops/plain/actions/direct/from', (p) => {
    p.loop.actions.direct.from = ['gone']
  }),
  broken('a form that is not there', 'loop.form_unknown loops/plain/actions/resolve/form', (p) => {
    p.loop.actions.resolve.form = 'gone'
  }),
  broken(
    'a message without a text',
    'loop.message_unknown loops/plain/actions/resolve/does/1/message',
    (p) => {
      p.loop.actions.resolve.does[1].message = 'gone'
    },
  ),
  broken(
    'a refusal outside the error catalogue',
    'action.refusal_unknown loops/plain/actions/resolve/guards/0/refuse',
    (p) => {
      p.loop.actions.resolve.guards[0].refuse = 'gone'
    },
  ),
  broken(
    'a moment of an action that is not there',
    'loop.action_unknown loops/plain/clocks/handle/stops/0',
    (p) => {
      p.loop.clocks.handle.stops = ['did:gone']
    },
  ),
  broken('a holder whom no vocabulary knows', 'target.word_unknown loops/plain/states/triage/holder', (p) => {
    p.loop.states.triage.holder = 'duty:gone'
  }),
  broken('a holder that is no target at all', 'target.shape loops/plain/states/triage/holder', (p) => {
    p.loop.states.triage.holder = 'somebody'
  }),
  // what an effect needs
  broken(
    'an effect on a clock that is not there',
    'loop.clock_unknown loops/plain/actions/extend/does/0/clock',
    (p) => {
      p.loop.actions.extend.does[0].clock = 'gone'
    },
  ),
  broken(
    'an extension that the clock does not allow',
    'clock.not_extendable loops/plain/actions/extend/does/0/clock',
    (p) => void delete p.loop.clocks.handle.extend,
  ),
  broken(
    'a pause that the clock does not allow',
    'clock.not_pausable loops/plain/actions/park/does/0/clock',
    (p) => void delete p.loop.clocks.handle.pause,
  ),
  broken(
    'a reason for a pause that the clock does not know',
    'clock.pause_reason_unknown loops/plain/actions/park/does/0/clock',
    (p) => {
      p.loop.clocks.handle.pause.reasons = { rain: words('雨') }
    },
  ),
  broken(
    'an effect that reads a field the form lacks',
    'effect.field_missing actions/shared/actions/pass_on/does/0/to',
    (p) => {
      const action = p.actionFiles[0] as Anything
      action.actions.pass_on.does[0].to = 'form.where'
    },
  ),
  broken(
    'an effect that reads a field of another meaning',
    'effect.field_ref actions/shared/actions/pass_on/does/0/to',
    (p) => {
      const form = p.forms[1] as Anything
      delete form.properties.to['x-ref']
    },
  ),
  broken(
    'units named by a word nobody knows',
    'target.word_unknown loops/plain/actions/direct/does/0/units',
    (p) => {
      p.loop.actions.direct.does[0].units = 'fn:gone'
    },
  ),
  broken(
    'an organisation that is not there',
    'target.organisation_unknown loops/plain/actions/direct/does/0/units',
    (p) => {
      p.loop.actions.direct.does[0].units = 'org:gone'
    },
  ),
  broken(
    'a child in a loop that is not there',
    'loop.unknown loops/plain/actions/sign/does/1/loop',
    (p) => void p.loop.actions.sign.does.push({ do: 'open_child', loop: 'gone' }),
  ),
  broken('a notice to no relation', 'relation.unknown loops/plain/actions/resolve/does/1/whom/0', (p) => {
    p.loop.actions.resolve.does[1].whom = ['everybody']
  }),
  // where a loop leads
  broken('a state nobody reaches', 'state.unreachable loops/plain/states/limbo', (p) => {
    p.loop.states.limbo = { title: words('无'), holder: 'lead' }
    p.loop.actions.leave = { title: words('离'), by: ['lead'], from: ['limbo'], to: 'handling' }
  }),
  broken('a state without a way out', 'state.no_way_out loops/plain/states/triage', (p) => {
    p.loop.actions.direct.to = 'triage'
  }),
  broken('a state that only the reporter can leave', 'state.no_way_out loops/plain/states/triage', (p) => {
    p.loop.actions.direct.to = 'triage'
    p.loop.actions.withdraw = {
      title: words('撤'),
      by: ['reporter'],
      from: 'open',
      does: [{ do: 'close', outcome: 'withdrawn' }],
      to: 'closed',
    }
  }),
  broken('two states that only lead to each other', 'state.no_way_out loops/plain/states/handling', (p) => {
    p.loop.actions.resolve.to = 'triage'
    p.loop.actions.resolve.does.shift()
  }),
  broken(
    'no closed state at all',
    'loop.never_closes loops/plain/states',
    (p) => void delete p.loop.states.closed.closed,
  ),
  broken(
    'a closed state without an outcome',
    'closed.no_outcome loops/plain/actions/resolve/to',
    (p) => void p.loop.actions.resolve.does.shift(),
  ),
  broken('a loop that moves itself to a closed state', 'closed.no_outcome loops/plain/advance/0/to', (p) => {
    p.loop.advance = [{ from: ['handling'], when: { eq: [{ $: 'assignments.open' }, 0] }, to: 'closed' }]
  }),
  broken(
    'an outcome that leaves the matter open',
    'close.stays_open loops/plain/actions/sign/does',
    (p) => void p.loop.actions.sign.does.push({ do: 'close', outcome: 'resolved' }),
  ),
  broken('destinations that may all fail', 'go.no_default loops/plain/opens/to/1', (p) => {
    p.loop.opens.to[1].when = { has: 'matter.kind' }
  }),
  broken(
    'a destination that is never taken',
    'go.after_default loops/plain/opens/to/1',
    (p) => void delete p.loop.opens.to[0].when,
  ),
  // who may act
  broken('a relation that is none', 'relation.unknown loops/plain/actions/sign/by/0', (p) => {
    p.loop.actions.sign.by = ['boss']
  }),
  broken('a role that no vocabulary has', 'action.role_unknown loops/plain/actions/resolve/by/0', (p) => {
    p.loop.actions.resolve.by = [{ relation: 'lead', roles: ['king'] }]
  }),
  broken(
    'roles of somebody without a post',
    'action.roles_without_post loops/plain/actions/sign/by/0',
    (p) => {
      p.loop.actions.sign.by = [{ relation: 'reporter', roles: ['officer'] }]
    },
  ),
  broken('a duty that no organisation holds', 'target.nobody loops/plain/actions/sign/by/0', (p) => {
    p.vocabularies.duties.callback = words('回访')
    p.loop.actions.sign.by = ['duty:callback']
  }),
  broken(
    'an action of assisting units where none is ever asked',
    'action.nobody loops/plain/actions/sign/by',
    (p) => {
      p.loop.actions.sign.by = ['assist']
    },
  ),
  broken(
    'the state of a unit asked of somebody who is none',
    'action.own_without_unit loops/plain/actions/sign/own',
    (p) => {
      p.loop.actions.sign.by = ['duty:triage']
    },
  ),
  broken(
    'a matter that is split before it is there',
    'effect.not_at_opening loops/plain/opens/does/0/do',
    (p) => {
      p.loop.opens.does = [{ do: 'open_child', loop: 'plain' }]
    },
  ),
  // clocks
  broken('a clock that never starts', 'clock.never_starts loops/plain/clocks/handle', (p) => {
    p.loop.clocks.handle.starts = ['contacted']
  }),
  broken('a clock without a consequence', 'clock.no_consequence loops/plain/clocks/handle', (p) => {
    p.loop.clocks.handle.breach = []
  }),
  broken('a silent clock that acts', 'clock.silent_but_acts loops/plain/clocks/handle', (p) => {
    p.loop.clocks.handle.silent = true
  }),
  broken('two promises', 'loop.two_promises loops/plain/clocks', (p) => {
    p.loop.clocks.again = structuredClone(p.loop.clocks.handle)
  }),
  broken(
    'a limit in a roster that is not there',
    'limit.roster_unknown profiles/ordinary/limits/handle/roster',
    (p) => {
      const profile = p.profiles[0] as Anything
      profile.limits.handle.roster = 'night'
    },
  ),
  broken('half a working day', 'limit.whole_days loops/plain/clocks/handle/pause/cap/amount', (p) => {
    p.loop.clocks.handle.pause.cap.amount = 1.5
  }),
  broken('a limit that the profile lacks', 'profile.limit_missing profiles/ordinary/limits', (p) => {
    p.loop.clocks.handle.limit = 'answer'
  }),
  broken(
    'a limit that no clock uses',
    'profile.limit_unused profiles/ordinary/limits/spare',
    (p) => {
      const profile = p.profiles[0] as Anything
      profile.limits.spare = { amount: 1, unit: 'hour' }
    },
    'warning',
  ),
  // conditions
  broken(
    'a condition about a fact that is none',
    'condition.unknown_path loops/plain/actions/resolve/when/eq/0',
    (p) => {
      p.loop.actions.resolve.when = { eq: [{ $: 'matter.colour' }, 'red'] }
    },
  ),
  broken(
    'a condition about a field of another form',
    'condition.unknown_path loops/plain/actions/sign/when/has',
    (p) => {
      p.loop.actions.sign.when = { has: 'form.text' }
    },
  ),
  broken(
    'a condition that compares a number with a text',
    'condition.type_mismatch loops/plain/actions/resolve/guards/0/when/lte',
    (p) => {
      p.loop.actions.resolve.guards[0].when = { lte: [{ $: 'assignments.open' }, '1'] }
    },
  ),
  broken(
    'a condition on an effect that is malformed',
    'condition.malformed loops/plain/actions/sign/does/0/when/maybe',
    (p) => {
      p.loop.actions.sign.does[0].when = { maybe: true }
    },
  ),
  broken(
    'a state that goes first by a fact that is none',
    'condition.unknown_path loops/plain/states/handling/first/has',
    (p) => {
      p.loop.states.handling.first = { has: 'counts.rounds' }
    },
  ),
  // forms
  broken('a required field that is none', 'form.required_unknown forms/reply/required/0', (p) => {
    p.form.required = ['gone']
  }),
  broken('a field named in another way', 'form.field_id forms/reply/properties/Big', (p) => {
    p.form.properties.Big = { type: 'string', title: words('大') }
  }),
  broken('a list of nothing', 'form.no_items forms/reply/properties/list', (p) => {
    p.form.properties.list = { type: 'array', title: words('单') }
  }),
  broken('files without an end', 'form.attachments_unbounded forms/reply/properties/proof', (p) => {
    const items = { type: 'string' }
    p.form.properties.proof = { type: 'array', items, 'x-ref': 'attachment', title: words('证') }
  }),
  broken('a choice without words', 'form.choice_untitled forms/reply/properties/way', (p) => {
    p.form.properties.way = { type: 'string', title: words('法'), enum: ['x'] }
  }),
  broken('words without a choice', 'form.title_without_choice forms/reply/properties/way/x-titles/y', (p) => {
    p.form.properties.way = { type: 'string', title: words('法'), 'x-titles': { y: words('乙') } }
  }),
]
