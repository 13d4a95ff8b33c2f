// Applies what all windows share to the state of this window.
import { sameJson } from '../../service/json';
import type { Agent } from '../../service/model';
import { sameStatus } from '../../service/model';
import { type DeskState, isAwayStatus, type Me } from '../state';
import { withSeenStatuses } from '../status/statusChoices';
import { timesById } from '../status/statusTimes';
import { clampInstants } from '../windows/clampInstants';
import { maxSharedAge, type Shared } from '../windows/shared';
import type { SharedAgent } from '../windows/sharedAgents';
import { sameGaps } from './listGaps';
import { sharedWaits } from './sharedWaits';

/** For this time (ms) after a write from this machine, a read of its status doesn't count as a change from elsewhere. */
const ownWriteLasts = 60_000;

const noWaits: NonNullable<Shared['waits']> = [];

type Applied = Pick<
	DeskState,
	| 'agents'
	| 'agentsAsOf'
	| 'agentsGaps'
	| 'writeCount'
	| 'visitorsAsOf'
	| 'me'
	| 'waits'
	| 'segmentCount'
	| 'seenStatuses'
	| 'statusTimes'
	| 'awayTimer'
	| 'snooze'
	| 'pins'
>;

/**
 * Applies the shared agents, me and waits. No other code writes agents and waits into a state, whichever window has read them.
 * Equal values stay the same objects.
 * @param answer rows that this window has just read from the service; they have more fields than the shared ones
 */
export function applyShared(state: DeskState, shared: Shared, now: number, answer: readonly Agent[] = []): Applied {
	const agentsAsOf = notAhead(state.agentsAsOf, shared.agentsAsOf, now);
	const visitorsAsOf = notAhead(state.visitorsAsOf, shared.visitorsAsOf, now);
	const isNewer = shared.agents !== undefined && hasNewerAgents(shared, state, agentsAsOf, now);
	const agents = isNewer ? sharedRows(shared.agents, state.agents ?? [], answer) : state.agents;
	const hasWaits = shared.waits === undefined || (shared.visitorsAsOf ?? 0) >= (visitorsAsOf ?? now - maxSharedAge);
	return {
		agents,
		seenStatuses: agents === state.agents ? state.seenStatuses : withSeenStatuses(state.seenStatuses, agents ?? []),
		agentsGaps: isNewer ? sameGaps(state.agentsGaps, shared.agentsGaps) : state.agentsGaps,
		agentsAsOf: isNewer ? shared.agentsAsOf : agentsAsOf,
		writeCount: isNewer ? shared.writeCount : state.writeCount,
		visitorsAsOf,
		me: meFrom(clampInstants(state.me, now), agents, shared, answer, now),
		statusTimes: timesById(shared.statusTimes, state.statusTimes),
		awayTimer: sameJson(state.awayTimer, shared.duty.timer) ? state.awayTimer : shared.duty.timer,
		segmentCount: hasWaits ? shared.segmentCount : state.segmentCount,
		snooze: sameJson(state.snooze, shared.alerts.snooze) ? state.snooze : shared.alerts.snooze,
		pins: shared.pins === undefined || sameJson(state.pins, shared.pins) ? state.pins : shared.pins,
		waits: hasWaits ? sharedWaits(shared.waits ?? noWaits, state.waits) : state.waits,
	};
}

/** The instant of this window's data; that of the shared data if the clock was set back since. */
function notAhead(own: number | undefined, shared: number | undefined, now: number): number | undefined {
	return own !== undefined && own > now ? (shared ?? now) : own;
}

/** Whether the shared agents are older than those of the state, or lack a write: without a lock (web), another window may overwrite a change. */
function hasNewerAgents(shared: Shared, state: DeskState, known: number | undefined, now: number): boolean {
	const asOf = shared.agentsAsOf ?? 0;
	return asOf > (known ?? now - maxSharedAge) || (asOf === known && shared.writeCount >= (state.writeCount ?? 0));
}

function sharedRows(
	shared: readonly SharedAgent[],
	before: readonly Agent[],
	answer: readonly Agent[],
): readonly Agent[] {
	const known = new Map(before.map((row) => [row.id, row]));
	const answered = new Map(answer.map((row) => [row.id, row]));
	const rows = shared.map((row) => sharedRow(row, newest(known.get(row.id), answered.get(row.id))));
	return rows.length === before.length && rows.every((row, n) => row === before[n]) ? before : rows;
}

/** The answered row, or the known one if they are equal: another read may have applied the shared data just before. */
function newest(known: Agent | undefined, answered: Agent | undefined): Agent | undefined {
	return answered && !(known && sameJson(known, answered)) ? answered : known;
}

/** The row before if it is equal. */
function sharedRow({ id, status, ongoingChats }: SharedAgent, before: Agent | undefined): Agent {
	return before?.status === status && before.ongoingChats === ongoingChats
		? before
		: { more: {}, ...before, id, status, ongoingChats };
}

function meFrom(
	me: Me,
	agents: readonly Agent[] | undefined,
	shared: Shared,
	answer: readonly Agent[],
	now: number,
): Me {
	const listed = agents?.find(({ id }) => id === me.id);
	if (listed) {
		return meAfterRead(me, listed, shared, now);
	}
	const unlisted = shared.unlisted.find(({ id, asOf }) => id === me.id && now - asOf < maxSharedAge);
	if (!unlisted) {
		return me;
	}
	if (!unlisted.agent) {
		return me.agent ? { ...me, agent: undefined } : me;
	}
	const known = newest(
		me.agent,
		answer.find(({ id }) => id === me.id),
	);
	return meAfterRead(me, sharedRow(unlisted.agent, known), shared, now);
}

/**
 * Me after a read. A status that was not set from this machine was changed elsewhere: in the console or by an administrator.
 * A status that another window sets may be read before that window has its answer; the mark is removed when the write is recorded.
 * A write from before a change elsewhere doesn't remove the mark.
 */
function meAfterRead(me: Me, agent: Agent, { written }: Pick<Shared, 'written'>, now: number): Me {
	const lastAway = isAwayStatus(agent.status) ? agent.status : me.lastAway; // the toggle returns to it
	const next = agent === me.agent && lastAway === me.lastAway ? me : { ...me, agent, lastAway };
	const isChange = me.agent !== undefined && me.agent.id === agent.id && !sameStatus(me.agent.status, agent.status);
	const isOurs =
		(me.pending !== undefined && sameStatus(me.pending, agent.status)) ||
		written.some(
			({ id, status, at }) =>
				id === agent.id && sameStatus(status, agent.status) && now - at < ownWriteLasts && at >= (me.elsewhere ?? 0),
		);
	if (isChange) {
		return { ...next, elsewhere: isOurs ? undefined : now };
	}
	return isOurs && me.elsewhere !== undefined ? { ...next, elsewhere: undefined } : next;
}
