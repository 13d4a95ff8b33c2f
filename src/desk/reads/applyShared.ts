// Applies what all windows share to the state of this window.
import { sameJson } from '../../service/json';
import type { Agent } from '../../service/model';
import { sameStatus } from '../../service/model';
import { type DeskState, isAwayStatus, type Me } from '../state';
import { clampInstants } from '../windows/clampInstants';
import { maxSharedAge, type Shared } from '../windows/shared';
import type { SharedAgent } from '../windows/sharedAgents';
import { sameGaps } from './listGaps';
import { sharedWaits } from './sharedWaits';

/** How long (ms) after a write from this machine its status is taken for its own wherever it turns up. */
const ownWriteLasts = 60_000;

const noWaits: NonNullable<Shared['waits']> = [];

type Applied = Pick<DeskState, 'agents' | 'agentsAsOf' | 'agentsGaps' | 'writeCount' | 'visitorsAsOf' | 'me' | 'waits'>;

/**
 * The agents, me and the waits as they are shared: the only way into the state of a window, whichever window read them.
 * What says the same stays the same object.
 * @param answer rows that this window has just had from the service: they hold more than what is shared
 */
export function applyShared(state: DeskState, shared: Shared, now: number, answer: readonly Agent[] = []): Applied {
	const agentsAsOf = notAhead(state.agentsAsOf, shared.agentsAsOf, now);
	const visitorsAsOf = notAhead(state.visitorsAsOf, shared.visitorsAsOf, now);
	const isNewer = shared.agents !== undefined && hasNewerAgents(shared, state, agentsAsOf, now);
	const agents = isNewer ? sharedRows(shared.agents, state.agents ?? [], answer) : state.agents;
	const hasWaits = shared.waits === undefined || (shared.visitorsAsOf ?? 0) >= (visitorsAsOf ?? now - maxSharedAge);
	return {
		agents,
		agentsGaps: isNewer ? sameGaps(state.agentsGaps, shared.agentsGaps) : state.agentsGaps,
		agentsAsOf: isNewer ? shared.agentsAsOf : agentsAsOf,
		writeCount: isNewer ? shared.writeCount : state.writeCount,
		visitorsAsOf,
		me: meFrom(clampInstants(state.me, now), agents, shared, answer, now),
		waits: hasWaits ? sharedWaits(shared.waits ?? noWaits, state.waits) : state.waits,
	};
}

/** The age of what this window shows, where the clock was not set back since; else it counts as old as what is shared. */
function notAhead(own: number | undefined, shared: number | undefined, now: number): number | undefined {
	return own !== undefined && own > now ? (shared ?? now) : own;
}

/** Without a lock (web) another window may undo a change: then the agents shared are older than those of the state, or lack a write. */
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

/** The answered row, unless the known one is equal: another read may have applied what is shared a moment ago. */
function newest(known: Agent | undefined, answered: Agent | undefined): Agent | undefined {
	return answered && !(known && sameJson(known, answered)) ? answered : known;
}

/** The row known before, where it says the same. */
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
 * Me after a read: a status that nobody set from this machine was changed elsewhere, in the console or by an administrator.
 * What another window sets may be read before that window has its answer: then the mark goes when the write is recorded.
 * But a write from before a change elsewhere has nothing to say about the status after it.
 */
function meAfterRead(me: Me, agent: Agent, { written }: Pick<Shared, 'written'>, now: number): Me {
	const lastAway = isAwayStatus(agent.status) ? agent.status : me.lastAway; // the one that the toggle goes back to
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
