// What one poll reads and how it goes into the state: both lists, then whoever is wanted and stands in neither.
import type { ChatServer } from '../service/chatServer';
import { ApiError, isApiError } from '../service/errors';
import type { Agent, Id } from '../service/model';
import type { Clock, Log } from '../service/ports';
import type { DeskStore } from './deskStore';
import { createFailureLog } from './failureLog';
import { followedAfterFailure, followedAfterList, followedAs } from './followed';
import { type Followed, isAwayStatus, type Me, type Problem } from './state';
import type { Throttle } from './throttle';
import { observeWaits } from './waits';
import type { WriteOrder } from './writeOrder';

export interface ReadsOptions {
	readonly store: DeskStore;
	readonly server: ChatServer;
	readonly clock: Clock;
	readonly log: Log;
	readonly throttle: Throttle;
	readonly writes: WriteOrder;
	readonly signal: AbortSignal;
}

export interface Reads {
	/** One poll. Rejects with the first failure, which then stands in the state and, once, in the log. */
	round(): Promise<void>;
	/** Reads my row by id where the list leaves me out. Never rejects. */
	me(): Promise<void>;
	/** Reads a followed visitor by id. Never rejects. */
	followed(id: Id): Promise<void>;
}

export function createReads({ store, server, clock, log, throttle, writes, signal }: ReadsOptions): Reads {
	const failures = createFailureLog(log);

	/** What the service or the network did; a fault of our own is logged as that, and shows as a read that failed. */
	function failureOf(reason: unknown): ApiError {
		if (isApiError(reason)) {
			return throttle.learn(reason);
		}
		const name = reason instanceof Error ? reason.name : 'unknown';
		log.error(`a read failed by a fault of ours: ${name}`);
		return new ApiError('network', { code: name });
	}

	async function round(): Promise<void> {
		const results = await Promise.allSettled([readAgents(), readVisitors()]);
		const [agents, visitors] = results.map((result) =>
			result.status === 'rejected' ? failureOf(result.reason) : undefined,
		);
		failures.note('agents', agents);
		failures.note('visitors', visitors);
		const problem = problemAfter(store.state.problem, agents, clock.now());
		const visitorsProblem = problemAfter(store.state.visitorsProblem, visitors, clock.now());
		store.update({ problem, visitorsProblem, missed: problem?.missed ?? 0 });
		const failure = agents ?? visitors;
		if (failure) {
			throw failure;
		}
		await Promise.all([me(), ...unlisted().map(followed)]);
	}

	async function readAgents(): Promise<void> {
		const mark = writes.mark();
		const { rows } = await server.listAgents(signal);
		const { state } = store;
		const agents = writes.newest(rows, state.agents ?? [], mark);
		const mine = agents.find(({ id }) => id === state.me.id);
		store.update({ agents, agentsAsOf: clock.now(), me: mine ? meAs(state.me, mine) : state.me });
	}

	async function readVisitors(): Promise<void> {
		const mark = writes.mark();
		const { rows } = await server.listVisitors(signal);
		const { state } = store;
		const visitors = writes.newest(rows, state.visitors ?? [], mark);
		const now = clock.now();
		store.update({
			visitors,
			visitorsAsOf: now,
			waits: observeWaits(state.waits, visitors, state.visitors === undefined, now),
			followed: followedAfterList(state.followed, visitors, now),
		});
	}

	/** The list may leave me out, and there is no "who am I" (API.md). */
	async function me(): Promise<void> {
		const { id } = store.state.me;
		if (id === undefined || store.state.agents?.some((agent) => agent.id === id)) {
			return;
		}
		const mark = writes.mark();
		try {
			const agent = await server.getAgent(id, signal);
			failures.note('my agent', undefined);
			if (store.state.me.id === id && writes.isNewer(id, mark)) {
				store.update({ me: meAs(store.state.me, agent) });
			}
		} catch (reason) {
			const error = failureOf(reason);
			failures.note('my agent', error);
			if (error.kind === 'notFound' && store.state.me.id === id) {
				store.update({ me: { ...store.state.me, agent: undefined } });
			}
		}
	}

	/** The followed visitors who are not in the list and are not known to have left. */
	function unlisted(): Id[] {
		const listed = new Set(store.state.visitors?.map(({ id }) => id));
		return [...store.state.followed].filter(([id, { left }]) => !left && !listed.has(id)).map(([id]) => id);
	}

	async function followed(id: Id): Promise<void> {
		const mark = writes.mark();
		try {
			const visitor = await server.getVisitor(id, signal);
			if (writes.isNewer(id, mark)) {
				updateFollowed(id, () => followedAs(visitor, clock.now()));
			}
		} catch (reason) {
			const error = failureOf(reason);
			updateFollowed(id, (before) => followedAfterFailure(before, error));
		}
	}

	function updateFollowed(id: Id, change: (before: Followed) => Followed): void {
		const before = store.state.followed.get(id);
		if (before) {
			store.update({ followed: new Map(store.state.followed).set(id, change(before)) });
		}
	}

	return { round, me, followed };
}

/** Me with a newer row; an away status seen is the one that the toggle goes back to. */
export function meAs(me: Me, agent: Agent): Me {
	const lastAway = isAwayStatus(agent.status) ? agent.status : me.lastAway;
	return agent === me.agent && lastAway === me.lastAway ? me : { ...me, agent, lastAway };
}

function problemAfter(before: Problem | undefined, error: ApiError | undefined, now: number): Problem | undefined {
	return (
		error && {
			kind: error.kind,
			status: error.status,
			code: error.code,
			since: before?.since ?? now,
			missed: (before?.missed ?? 0) + 1,
			retryAt: before?.retryAt,
		}
	);
}
