// What changed on a site while this window was looking: in memory only, and no more than the newest entries.

import { rowChanges } from '../../service/lists/rowChanges';
import type { Agent, Visitor } from '../../service/model';
import { type DeskState, staleAfter } from '../state';
import { type Absence, absencesAfter, endedAbsences } from './absences';
import type { Change, Gap } from './change';
import { type Completeness, visitorChanges } from './visitorChanges';

/** How many entries are kept. */
export const mostChanges = 500;

/** A longer time (ms) between two answers is stated as a gap: twice what a poll in an inactive window takes. */
export const longestSpan = 120_000;

export interface ChangeLog {
	/** The newest last; another array after each change. */
	readonly changes: readonly Change[];
	/** Whether older entries were dropped. */
	readonly isCut: boolean;
	/** Adds what is new in a state. @param now instant (ms) */
	observe(state: DeskState, now: number): void;
}

/** The last answer of one list, and what happened since. */
interface Seen<Row> {
	readonly rows: readonly Row[];
	readonly asOf: number;
	/** Whether the answers since were refused, or too many are missing. */
	readonly isInterrupted: boolean;
	/** Whether the state still has the failures before this answer, which say nothing about the time after it. */
	readonly isRecovering: boolean;
}

/** Survives the desk that it observes: after a new sign-in the next desk of the site goes on with it. */
export function createChangeLog(): ChangeLog {
	let changes: readonly Change[] = [];
	let isCut = false;
	let visitors: Seen<Visitor> | undefined;
	let agents: Seen<Agent> | undefined;
	let isComplete = true;
	let absences: readonly Absence[] = [];

	function add(next: readonly Change[]): void {
		if (next.length > 0) {
			isCut ||= changes.length + next.length > mostChanges;
			changes = [...changes, ...next].slice(-mostChanges);
		}
	}

	/** States a time without data, or makes the one just before it longer. */
	function addGap(gap: Gap): void {
		const last = changes.at(-1);
		const isContinued = last?.kind === 'gap' && last.of === gap.of && last.until === gap.from;
		if (isContinued) {
			changes = changes.slice(0, -1);
		}
		add([{ ...gap, from: isContinued ? last.from : gap.from, at: gap.until }]);
	}

	function observeVisitors(state: DeskState, now: number): void {
		const { visitors: rows, visitorsAsOf: asOf, visitorsGaps } = state;
		if (!rows || asOf === undefined) {
			visitors = visitors && stillSeen(visitors, areVisitorsDown(state));
			return;
		}
		const before = visitors;
		if (before?.rows === rows && asOf <= before.asOf) {
			visitors = { ...stillSeen(before, areVisitorsDown(state)), asOf }; // earlier: the clock was set back
			return;
		}
		visitors = { rows, asOf, isInterrupted: false, isRecovering: areVisitorsDown(state) };
		const at = before?.asOf === asOf ? now : asOf; // a save changes rows without a new answer
		if (before) {
			const gap = gapBetween('visitors', before, asOf);
			if (gap) {
				absences = []; // nobody knows what happened meanwhile
				addGap(gap);
			}
		} else {
			add([{ kind: 'began', at, count: rows.length }]);
		}
		const wasComplete = isComplete;
		isComplete = !visitorsGaps;
		if (wasComplete && !isComplete) {
			add([{ kind: 'incomplete', at }]);
		}
		if (before) {
			addVisitorChanges(before.rows, rows, { before: wasComplete, after: isComplete }, at);
		}
	}

	function addVisitorChanges(
		before: readonly Visitor[],
		after: readonly Visitor[],
		isComplete: Completeness,
		at: number,
	): void {
		const rows = rowChanges(before, after);
		const ended = endedAbsences(absences, rows.added, at);
		const returned = ended.map(({ visitor }) => visitor);
		const found = visitorChanges(before, after, isComplete, returned);
		if (typeof found === 'number') {
			absences = [];
			add([{ kind: 'many', at, count: found }]);
			return;
		}
		withdrawDepartures(ended);
		add(found.map((each) => ({ ...each, at })));
		const left = found.filter(({ kind }) => kind === 'left').map(({ who }) => who.id);
		absences = absencesAfter(absences, rows, new Set(left), at);
	}

	function withdrawDepartures(ended: readonly Absence[]): void {
		const since = new Map(ended.map(({ visitor, at }) => [visitor.id, at]));
		const isWrong = (change: Change) => change.kind === 'left' && since.get(change.who.id) === change.at;
		changes = since.size > 0 ? changes.filter((change) => !isWrong(change)) : changes;
	}

	function observeAgents(state: DeskState, now: number): void {
		const { agents: rows, agentsAsOf: asOf } = state;
		if (!rows || asOf === undefined) {
			agents = agents && stillSeen(agents, areAgentsDown(state));
			return;
		}
		const before = agents;
		if (before?.rows === rows && asOf <= before.asOf) {
			agents = { ...stillSeen(before, areAgentsDown(state)), asOf };
			return;
		}
		agents = { rows, asOf, isInterrupted: false, isRecovering: areAgentsDown(state) };
		if (!before) {
			return;
		}
		const gap = gapBetween('agents', before, asOf);
		if (gap) {
			addGap(gap);
		}
		const at = before.asOf === asOf ? now : asOf;
		add(agentChanges(before.rows, rows).map((each) => ({ ...each, at })));
	}

	return {
		get changes() {
			return changes;
		},
		get isCut() {
			return isCut;
		},
		observe(state, now) {
			observeVisitors(state, now);
			observeAgents(state, now);
		},
	};
}

function stillSeen<Row>(seen: Seen<Row>, isDown: boolean): Seen<Row> {
	const isRecovering = seen.isRecovering && isDown;
	const isInterrupted = seen.isInterrupted || (isDown && !isRecovering);
	return { ...seen, isInterrupted, isRecovering };
}

/** Whether the sign-in was refused, or too many answers of the agents are missing. */
function areAgentsDown({ missed, pollError }: DeskState): boolean {
	return pollError?.kind === 'unauthorized' || Math.max(missed, pollError?.missed ?? 0) >= staleAfter;
}

/** The same of the visitors. Failures that began before their last answer are those of the agents alone. */
export function areVisitorsDown(state: DeskState): boolean {
	const { pollError, visitorsError, visitorsAsOf = 0 } = state;
	const isOfAgents = pollError !== undefined && pollError.kind !== 'unauthorized' && pollError.since <= visitorsAsOf;
	return (visitorsError?.missed ?? 0) >= staleAfter || (!isOfAgents && areAgentsDown(state));
}

/** A clock that was set back alone is no gap. */
function gapBetween(of: Gap['of'], before: Seen<unknown>, asOf: number): Gap | undefined {
	return before.isInterrupted || asOf - before.asOf > longestSpan
		? { kind: 'gap', of, from: before.asOf, until: asOf }
		: undefined;
}

function agentChanges(before: readonly Agent[], after: readonly Agent[]) {
	if (before === after) {
		return [];
	}
	const statuses = new Map(before.map(({ id, status }) => [id, status]));
	return after.flatMap(({ id, status }) => {
		const from = statuses.get(id);
		return from === undefined || from === status
			? []
			: [{ kind: 'agentStatus' as const, agent: id, from: from.slice(0, 200), to: status.slice(0, 200) }];
	});
}
