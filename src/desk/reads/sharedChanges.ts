// What a read or a write of this window changes in what all windows share.
import type { List } from '../../service/chatClient';
import type { Agent, Visitor } from '../../service/model';
import type { DeskState } from '../state';
import { maxSharedAge, type Shared } from '../windows/shared';
import { type SharedAgent, toSharedAgent, type UnlistedAgent, type Written } from '../windows/sharedAgents';
import { gapsOf } from './listGaps';
import { sharedWaits, toSharedWaits } from './sharedWaits';
import { observeWaits } from './waits';

/** @param number which of all reads brought them */
export function withAgents(shared: Shared, list: List<Agent>, number: number, now: number): Shared {
	const agents = list.rows.map(toSharedAgent);
	const isNew = !isSame(shared.agents, agents);
	return {
		...shared,
		agents,
		agentsAsOf: now,
		agentsGaps: gapsOf(list, shared.agentsGaps),
		agentsRead: number,
		unlisted: shared.unlisted.filter(({ id }) => !agents.some((row) => row.id === id)),
		changedAt: isNew ? now : (shared.changedAt ?? now),
	};
}

/** @param state of this window, before these rows are in it */
export function withWaits(
	shared: Shared,
	state: Pick<DeskState, 'waits' | 'visitors'>,
	rows: readonly Visitor[],
	now: number,
): Shared {
	const isKnown = shared.waits !== undefined && now - (shared.visitorsAsOf ?? 0) < maxSharedAge;
	const before = isKnown ? sharedWaits(shared.waits, state.waits) : state.waits;
	const { waits, interrupted } = observeWaits(
		{ waits: before, interrupted: isKnown ? shared.interruptedWaits : [] },
		state.visitors,
		rows,
		state.visitors === undefined && !isKnown,
		now,
	);
	// A window that has just taken over can't tell whether the rows are new.
	const isNew = waits !== before || (state.visitors !== undefined && rows !== state.visitors);
	return {
		...shared,
		waits: isKnown && waits === before ? shared.waits : toSharedWaits(waits),
		interruptedWaits: interrupted,
		visitorsAsOf: now,
		changedAt: isNew ? now : (shared.changedAt ?? now),
	};
}

/** With the agent as read by id at `now`, unless the list has it. */
export function withUnlisted(shared: Shared, unlisted: Omit<UnlistedAgent, 'asOf'>, now: number): Shared {
	const { id, agent } = unlisted;
	const others = shared.unlisted.filter((each) => each.id !== id && now - each.asOf < maxSharedAge);
	return shared.agents?.some((row) => row.id === id)
		? shared
		: { ...shared, unlisted: [...others, { id, agent: agent && toSharedAgent(agent), asOf: now }] };
}

/** How long (ms) a write is remembered: longer than any read under way may take. */
const rememberWrites = 120_000;

/** With a write that has just ended: its status stands in the rows, if the service answered and no later write of the same agent did. */
export function withWrite(shared: Shared, ended: Omit<Written, 'number'>, now: number): Shared {
	if (shared.written.some(({ id, at, answered }) => id === ended.id && answered && at > ended.at)) {
		return shared; // another window was answered later, and recorded it sooner
	}
	const write: Written = { ...ended, number: shared.writeCount + 1 };
	// Of a write without an answer nobody knows: the one before it that has one still stands.
	const isReplaced = ({ id, answered }: Written) => id === write.id && (write.answered || !answered);
	const others = shared.written.filter((each) => !isReplaced(each) && now - each.at < rememberWrites);
	const next = { ...shared, writeCount: write.number, written: [...others, write] };
	if (!write.answered) {
		return next;
	}
	const asWritten = (row: SharedAgent) => (row.id === write.id ? { ...row, status: write.status } : row);
	return {
		...next,
		agents: shared.agents?.map(asWritten),
		unlisted: shared.unlisted.map((each) => ({ ...each, agent: each.agent && asWritten(each.agent) })),
	};
}

function isSame(before: readonly SharedAgent[] | undefined, after: readonly SharedAgent[]): boolean {
	return (
		before?.length === after.length &&
		after.every(({ id, status, ongoingChats }, n) => {
			const row = before[n];
			return row?.id === id && row.status === status && row.ongoingChats === ongoingChats;
		})
	);
}
