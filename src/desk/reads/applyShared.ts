// How what all windows share becomes the state of this one, as pure functions: a window that follows shows what the other has read.
import type { Agent, Id } from '../../service/model';
import { sameStatus } from '../../service/model';
import { type DeskState, isAwayStatus, type Me, type Wait } from '../state';
import type { Shared, SharedAgent } from '../windows/shared';

/** What the file of an earlier session says is not shown: "Online" of yesterday would be wrong (ms). */
export const maxSharedAge = 180_000;

/** So long (ms) after a write from this machine its status is taken for its own wherever it turns up. */
const echo = 60_000;

/** The state after a look at what is shared; what it does not know better stays the same object. */
export function applyShared(state: DeskState, shared: Shared, now: number): DeskState {
	const isNewer = isFresh(shared.agentsAsOf, state.agentsAsOf, now);
	const agents = isNewer && shared.agents ? sharedRows(shared, state.agents ?? []) : state.agents;
	const listed = agents?.find(({ id }) => id === state.me.id);
	const mine = listed ? (isNewer ? listed : undefined) : unlistedMe(state.me, shared, now);
	const hasWaits = isFresh(shared.visitorsAsOf, state.visitorsAsOf, now) || shared.waits === undefined;
	return {
		...state,
		agents,
		agentsAsOf: isNewer ? shared.agentsAsOf : notAfter(now, state.agentsAsOf),
		visitorsAsOf: notAfter(now, state.visitorsAsOf),
		me: mine ? meAfterRead(state.me, mine, shared, now) : state.me,
		waits: hasWaits ? sameWaits(state.waits, shared.waits ?? []) : state.waits,
	};
}

/** Where the clock was set back: what lies in the future would look newer than everything read from now on, and never old. */
function notAfter(now: number, instant: number | undefined): number | undefined {
	return instant === undefined ? undefined : Math.min(instant, now);
}

/** My row as another window has read it by id, where the list leaves me out. */
function unlistedMe({ id, agent }: Me, { unlisted }: Shared, now: number): Agent | undefined {
	const row = unlisted.find((each) => each.id === id && now - each.asOf < maxSharedAge);
	return row && sharedRow(row, agent);
}

function isFresh(shared: number | undefined, known: number | undefined, now: number): boolean {
	return shared !== undefined && shared > (known ?? now - maxSharedAge);
}

function sharedRows(shared: Shared, before: readonly Agent[]): readonly Agent[] {
	const known = new Map(before.map((row) => [row.id, row]));
	const rows = (shared.agents ?? []).map((row) => sharedRow(row, known.get(row.id)));
	return rows.length === before.length && rows.every((row, n) => row === before[n]) ? before : rows;
}

/** The row known before, where it says the same. */
function sharedRow({ id, status, ongoingChats }: SharedAgent, before: Agent | undefined): Agent {
	return before?.status === status && before.ongoingChats === ongoingChats
		? before
		: { more: {}, ...before, id, status, ongoingChats };
}

function sameWaits(before: ReadonlyMap<Id, Wait>, waits: readonly (readonly [Id, Wait])[]): ReadonlyMap<Id, Wait> {
	const isSame = ([id, wait]: readonly [Id, Wait]) =>
		before.get(id)?.since === wait.since && before.get(id)?.atLeast === wait.atLeast;
	return before.size === waits.length && waits.every(isSame) ? before : new Map(waits);
}

/** Me with a newer row; an away status seen is the one that the toggle goes back to. */
export function meAs(me: Me, agent: Agent): Me {
	const lastAway = isAwayStatus(agent.status) ? agent.status : me.lastAway;
	return agent === me.agent && lastAway === me.lastAway ? me : { ...me, agent, lastAway };
}

/**
 * Me after a read: a status that nobody set from this machine was changed elsewhere, in the console or by an administrator.
 * What another window sets may be read before that window has its answer: then the mark goes when the write is noted.
 * But a write from before a change elsewhere has nothing to say about the status after it.
 */
export function meAfterRead(me: Me, agent: Agent, { written }: Pick<Shared, 'written'>, now: number): Me {
	const next = meAs(me, agent);
	const elsewhere = me.elsewhere !== undefined && me.elsewhere <= now ? me.elsewhere : 0; // a clock may have been set back
	const isChange = me.agent !== undefined && me.agent.id === agent.id && !sameStatus(me.agent.status, agent.status);
	const isOurs =
		(me.pending !== undefined && sameStatus(me.pending, agent.status)) ||
		written.some(
			({ id, status, at }) => id === agent.id && sameStatus(status, agent.status) && now - at < echo && at >= elsewhere,
		);
	if (isChange) {
		return { ...next, elsewhere: isOurs ? undefined : now };
	}
	return isOurs && me.elsewhere !== undefined ? { ...next, elsewhere: undefined } : next;
}
