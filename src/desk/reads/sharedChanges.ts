// The changes that a read or a write of this window makes to the shared data.
import type { List } from '../../service/chatClient';
import type { Agent, Id, Visitor } from '../../service/model';
import { type SegmentWaits, segmentAlerts } from '../segments/segmentAlerts';
import type { DeskState } from '../state';
import { timesAfterRead, timesAfterWrite } from '../status/statusTimes';
import { maxSharedAge, type Shared } from '../windows/shared';
import { type SharedAgent, toSharedAgent, type UnlistedAgent, type Written } from '../windows/sharedAgents';
import { gapsOf } from './listGaps';
import { sharedWaits, toSharedWaits } from './sharedWaits';
import { observeWaits } from './waits';

/** @param number the number of the read (`readCount`) */
export function withAgents(shared: Shared, list: List<Agent>, number: number, now: number): Shared {
	const agents = list.rows.map(toSharedAgent);
	const isNew = !isSame(shared.agents, agents);
	const unlisted = shared.unlisted.filter(({ id }) => !agents.some((row) => row.id === id));
	const isUnlisted = (id: Id) => unlisted.some((each) => each.id === id);
	return {
		...shared,
		agents,
		agentsAsOf: now,
		agentsGaps: gapsOf(list, shared.agentsGaps),
		agentsRead: number,
		unlisted,
		statusTimes: timesAfterRead(shared.statusTimes, agents, shared.agentsAsOf, now, isUnlisted),
		changedAt: isNew ? now : (shared.changedAt ?? now),
	};
}

/** @param state the state of this window before this list is applied */
export function withWaits(
	shared: Shared,
	state: Pick<DeskState, 'waits' | 'visitors' | 'visitorsAsOf' | 'visitorsGaps'>,
	list: List<Visitor>,
	bySegment: SegmentWaits,
	now: number,
): Shared {
	const isKnown = shared.waits !== undefined && now - (shared.visitorsAsOf ?? 0) < maxSharedAge;
	const before = isKnown ? sharedWaits(shared.waits, state.waits) : state.waits;
	const { waits, interrupted } = observeWaits(
		{ waits: before, interrupted: isKnown ? shared.interruptedWaits : [] },
		{
			visitors: list.rows,
			isPartial: list.missing !== undefined,
			last: state.visitors,
			wasPartial: state.visitorsGaps?.missing !== undefined,
			isFirst: !isKnown && now - (state.visitorsAsOf ?? Number.NEGATIVE_INFINITY) >= maxSharedAge,
		},
		now,
	);
	// A window that has just started to poll can't tell whether the rows are new.
	const isNew = waits !== before || (state.visitors !== undefined && list.rows !== state.visitors);
	return {
		...shared,
		waits: isKnown && waits === before ? shared.waits : toSharedWaits(waits),
		interruptedWaits: interrupted,
		segmentAlerts: segmentAlerts(shared.segmentAlerts, bySegment, { before, after: waits }, now),
		visitorsAsOf: now,
		changedAt: isNew ? now : (shared.changedAt ?? now),
	};
}

/** Adds the agent that was read by id at `now`, unless the list contains it. */
export function withUnlisted(shared: Shared, unlisted: Omit<UnlistedAgent, 'asOf'>, now: number): Shared {
	const { id, agent } = unlisted;
	const others = shared.unlisted.filter((each) => each.id !== id && now - each.asOf < maxSharedAge);
	if (shared.agents?.some((row) => row.id === id)) {
		return shared;
	}
	const readBefore = shared.unlisted.find((each) => each.id === id)?.asOf;
	const rows = agent ? [toSharedAgent(agent)] : [];
	return {
		...shared,
		unlisted: [...others, { id, agent: rows[0], asOf: now }],
		statusTimes: timesAfterRead(shared.statusTimes, rows, readBefore, now, () => true),
	};
}

/** How long (ms) a write is kept: longer than any read under way can take, and than an answer of a cache can be old (`maxAnswerAge`). */
const rememberWrites = 300_000;

/** Adds a write that has just ended. Its status replaces that of the row, if the service answered it and no later write of the same agent. */
export function withWrite(shared: Shared, ended: Omit<Written, 'number'>, now: number): Shared {
	if (shared.written.some(({ id, at, answered }) => id === ended.id && answered && at > ended.at)) {
		return shared; // another window was answered later, and recorded it sooner
	}
	const write: Written = { ...ended, number: shared.writeCount + 1 };
	// The outcome of a write without an answer is unknown, so the answered write before it still counts.
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
		statusTimes: timesAfterWrite(shared.statusTimes, write),
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
