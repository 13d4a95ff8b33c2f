// The answers of the three tools for assistants.
import { type DeskState, isAwayStatus } from '../../desk/state';
import { type Id, sameStatus, type Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { visitorMatcher } from '../find/find';
import { type Aliases, nameOf } from '../labels';
import { shownSpan } from '../time';
import { agentsShown } from '../tree/agentsTree';
import type { AllowedFields } from './allowedFields';
import { dataFrame } from './dataFrame';
import { visitorContent } from './visitorContent';

interface AnswerOptions {
	readonly allowed: AllowedFields;
	readonly agentAliases: Aliases;
	readonly departmentAliases: Aliases;
	/** Instant (ms). */
	readonly now: number;
}

/** How many visitors, and how many agents, one answer has at most. */
export const mostRows = 50;

/** Collects the visitors in whose allowed fields every word of the query occurs, one by one. Those who wait come first, the longest wait before all. */
export function createVisitorSearch(state: DeskState, query: string, limit: number, options: AnswerOptions) {
	const matches = visitorMatcher(query, departmentNames(state, options));
	const found: Visitor[] = [];
	return {
		visit(row: Visitor): void {
			const allowed = options.allowed.visitor(row);
			if (matches(allowed)) {
				found.push(allowed);
			}
		},
		answer(): string {
			const rows = longestWaitFirst(found, state, options).slice(0, limit);
			return dataFrame({
				...asOf(state.visitorsAsOf),
				found: found.length,
				visitors: rows.map((row) => contentOf(row, state, options)),
			});
		},
	};
}

interface VisitorFacts {
	/** Whether the visitor is known to have left, whatever the status says. */
	readonly left: boolean;
	/** Instant (ms) of the data. */
	readonly asOf: number | undefined;
}

export function visitorAnswer(visitor: Visitor, facts: VisitorFacts, state: DeskState, options: AnswerOptions): string {
	const left = facts.left || (options.allowed.has('status') && urgencyOf(visitor.status) === 'left');
	return dataFrame({ ...asOf(facts.asOf), left, visitor: contentOf(options.allowed.visitor(visitor), state, options) });
}

/**
 * Who is on duty and who is waiting. Without the field `status`, only how many wait.
 * @param areVisitorsKnown false if the visitors couldn't be read
 */
export function dutyAnswer(state: DeskState, areVisitorsKnown: boolean, options: AnswerOptions): string {
	const { allowed, now } = options;
	const waiting = (state.visitors ?? []).filter(({ id }) => state.waits.has(id));
	const rows = longestWaitFirst(waiting, state, options).slice(0, mostRows).map(allowed.visitor);
	const agents = agentsShown(state);
	return dataFrame({
		agentsAsOf: instant(state.agentsAsOf),
		agentsOnline: agents.filter(({ status }) => sameStatus(status, 'online')).length,
		agentsAway: agents.filter(({ status }) => isAwayStatus(status)).length,
		agentsInAll: agents.length,
		agents: agents.slice(0, mostRows).map(({ id, status, ongoingChats }) => {
			const time = state.statusTimes.get(id);
			const isTimeKnown = time && time.known !== 'earlier' && sameStatus(time.status, status);
			return {
				id,
				name: allowed.has('name') ? nameOf(id, options.agentAliases, state.names.agents) : undefined,
				isUser: id === state.me.id,
				status,
				inStatusSeconds: isTimeKnown ? Math.floor(shownSpan(now - time.since) / 1000) : undefined,
				ongoingChats,
			};
		}),
		visitorsAsOf: areVisitorsKnown ? instant(state.visitorsAsOf) : undefined,
		visitorsWaiting: areVisitorsKnown ? state.waits.size : 'unknown',
		waiting: areVisitorsKnown && allowed.has('status') ? rows.map((row) => contentOf(row, state, options)) : undefined,
	});
}

function contentOf(row: Visitor, state: DeskState, options: AnswerOptions) {
	const { allowed, now } = options;
	return visitorContent(row, { allowed, waits: state.waits, departmentName: departmentNames(state, options), now });
}

function departmentNames(state: DeskState, { departmentAliases }: AnswerOptions): (id: Id) => string | undefined {
	return (id) => nameOf(id, departmentAliases, state.names.departments);
}

function longestWaitFirst(
	rows: readonly Visitor[],
	{ waits }: DeskState,
	{ allowed }: AnswerOptions,
): readonly Visitor[] {
	const since = ({ id }: Visitor) => waits.get(id)?.since ?? Number.MAX_VALUE;
	return allowed.has('status') ? [...rows].sort((a, b) => since(a) - since(b)) : rows;
}

function asOf(at: number | undefined): Readonly<Record<string, unknown>> {
	return { asOf: instant(at) };
}

function instant(at: number | undefined): string | undefined {
	return at === undefined ? undefined : new Date(at).toISOString();
}
