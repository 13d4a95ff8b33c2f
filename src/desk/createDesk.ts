// Makes the desk of one site: reads in rounds, writes in order, and lets no old answer overwrite a newer write.
import type { ChatServer } from '../service/chatServer';
import { ApiError, isApiError } from '../service/errors';
import { type Agent, type Id, sameStatus } from '../service/model';
import type { Clock, Log } from '../service/ports';
import type { Desk } from './desk';
import { createFailureLog } from './failureLog';
import { type FollowedVisitors, followedAfterFailure, followedAfterList, followedAs, unread } from './followed';
import { type Attention, type Intervals, pace } from './pace';
import { createPoller } from './poller';
import { type DeskState, isAwayStatus, type Me, type Problem, type Site } from './state';
import { observeWaits } from './waits';
import { createWriteOrder } from './writeOrder';

export interface DeskOptions {
	readonly site: Site;
	readonly server: ChatServer;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Log;
	readonly myAgentId: Id | undefined;
	/** The away status used last on this site. */
	readonly lastAway: string;
	readonly attention: () => Attention;
	readonly intervals: () => Intervals;
}

/** The desk is idle until its first `refresh`; from then on it polls by itself. */
export function createDesk(options: DeskOptions): Desk {
	const { server, clock } = options;
	const listeners = new Set<(state: DeskState, before: DeskState) => void>();
	const followers = new Map<Id, number>();
	const writes = createWriteOrder();
	const failures = createFailureLog(options.log);
	const abort = new AbortController();
	const { signal } = abort;
	/** Instant (ms) before which the service asked not to be called, by any of its answers. */
	let notBefore = 0;
	let lastStatusWrite: Promise<unknown> = Promise.resolve();

	let state: DeskState = {
		site: options.site,
		agents: undefined,
		visitors: undefined,
		agentsAsOf: undefined,
		visitorsAsOf: undefined,
		waits: new Map(),
		followed: new Map(),
		me: { id: options.myAgentId, agent: undefined, pending: undefined, lastAway: options.lastAway },
		problem: undefined,
		visitorsProblem: undefined,
		missed: 0,
	};

	function update(change: Partial<DeskState>): void {
		if (signal.aborted) {
			return;
		}
		const before = state;
		state = { ...before, ...change };
		for (const listener of listeners) {
			listener(state, before);
		}
	}

	const poller = createPoller(clock, round, () => {
		const { problem, visitorsProblem } = state;
		// Somebody without the permission to see visitors (403) shall not wait longer for the agents.
		const hindrance = problem ?? (visitorsProblem?.kind === 'forbidden' ? undefined : visitorsProblem);
		const span = pace(
			{
				attention: options.attention(),
				somebodyWaits: state.waits.size > 0,
				failures: hindrance?.missed ?? 0,
				retryAt: notBefore > clock.now() ? notBefore : undefined,
				refused: problem?.kind === 'unauthorized',
			},
			options.intervals(),
			clock.now(),
			options.random(),
		);
		const retryAt = span === undefined ? undefined : clock.now() + span;
		update({
			problem: problem && { ...problem, retryAt },
			visitorsProblem: visitorsProblem && { ...visitorsProblem, retryAt },
		});
		return span;
	});

	/** One poll: both lists at the same time, then whoever is wanted and in neither. Rejects with the first failure. */
	async function round(): Promise<void> {
		const results = await Promise.allSettled([readAgents(), readVisitors()]);
		const [agents, visitors] = results.map((result) =>
			result.status === 'rejected' ? noteThrottling(asApiError(result.reason)) : undefined,
		);
		failures.note('agents', agents);
		failures.note('visitors', visitors);
		const problem = problemAfter(state.problem, agents);
		update({
			problem,
			visitorsProblem: problemAfter(state.visitorsProblem, visitors),
			missed: problem?.missed ?? 0,
		});
		const failure = agents ?? visitors;
		if (failure) {
			throw failure;
		}
		await Promise.all([readMe(), ...unlisted().map(readFollowed)]);
	}

	async function readAgents(): Promise<void> {
		const mark = writes.mark();
		const { rows } = await server.listAgents(signal);
		const agents = writes.newest(rows, state.agents ?? [], mark);
		const mine = agents.find(({ id }) => id === state.me.id);
		update({ agents, agentsAsOf: clock.now(), me: mine ? meAs(mine) : state.me });
	}

	async function readVisitors(): Promise<void> {
		const mark = writes.mark();
		const { rows } = await server.listVisitors(signal);
		const visitors = writes.newest(rows, state.visitors ?? [], mark);
		const now = clock.now();
		update({
			visitors,
			visitorsAsOf: now,
			waits: observeWaits(state.waits, visitors, state.visitors === undefined, now),
			followed: followedAfterList(state.followed, visitors, now),
		});
	}

	/** The list may leave me out, and there is no "who am I" (API.md): then my row is read by id. */
	async function readMe(): Promise<void> {
		const { id } = state.me;
		if (id === undefined || state.agents?.some((agent) => agent.id === id)) {
			return;
		}
		const mark = writes.mark();
		try {
			const agent = await server.getAgent(id, signal);
			failures.note('my agent', undefined);
			if (state.me.id === id && writes.isNewer(id, mark)) {
				update({ me: meAs(agent) });
			}
		} catch (reason) {
			const error = noteThrottling(asApiError(reason));
			failures.note('my agent', error);
			if (error.kind === 'notFound' && state.me.id === id) {
				update({ me: { ...state.me, agent: undefined } });
			}
		}
	}

	function unlisted(): Id[] {
		const listed = new Set(state.visitors?.map(({ id }) => id));
		return [...state.followed].filter(([id, { left }]) => !left && !listed.has(id)).map(([id]) => id);
	}

	async function readFollowed(id: Id): Promise<void> {
		const mark = writes.mark();
		try {
			const visitor = await server.getVisitor(id, signal);
			if (writes.isNewer(id, mark)) {
				updateFollowed(id, () => followedAs(visitor, clock.now()));
			}
		} catch (reason) {
			const error = noteThrottling(asApiError(reason));
			updateFollowed(id, (before) => followedAfterFailure(before, error));
		}
	}

	function updateFollowed(
		id: Id,
		change: (before: NonNullable<ReturnType<FollowedVisitors['get']>>) => typeof before,
	): void {
		const before = state.followed.get(id);
		if (before) {
			update({ followed: new Map(state.followed).set(id, change(before)) });
		}
	}

	function meAs(agent: Agent): Me {
		const lastAway = isAwayStatus(agent.status) ? agent.status : state.me.lastAway;
		return agent === state.me.agent && lastAway === state.me.lastAway ? state.me : { ...state.me, agent, lastAway };
	}

	function problemAfter(before: Problem | undefined, error: ApiError | undefined): Problem | undefined {
		if (!error) {
			return undefined;
		}
		const { kind, status, code } = error;
		const row = { since: before?.since ?? clock.now(), missed: (before?.missed ?? 0) + 1, retryAt: before?.retryAt };
		return { kind, status, code, ...row };
	}

	function noteThrottling(error: ApiError): ApiError {
		if (error.retryAt !== undefined) {
			notBefore = Math.max(notBefore, error.retryAt);
		}
		return error;
	}

	/** Acts of the user too keep to what the service asked (PRODUCT.md, rule 6). */
	function assertMayCall(): void {
		if (clock.now() < notBefore) {
			throw new ApiError('throttled', { retryAt: notBefore });
		}
	}

	async function callForUser<Answer>(call: () => Promise<Answer>): Promise<Answer> {
		assertMayCall();
		try {
			return await call();
		} catch (reason) {
			throw noteThrottling(asApiError(reason));
		}
	}

	async function writeStatus(id: Id, status: string): Promise<Agent> {
		const end = writes.begin(id);
		try {
			const agent = await server.setAgentStatus(id, status, signal);
			end();
			update({
				agents: state.agents?.map((row) => (row.id === id ? agent : row)),
				me: state.me.id === id ? meAs(agent) : state.me,
			});
			return agent;
		} catch (reason) {
			end();
			throw noteThrottling(asApiError(reason));
		} finally {
			if (state.me.pending !== undefined && sameStatus(state.me.pending, status)) {
				update({ me: { ...state.me, pending: undefined } });
			}
		}
	}

	return {
		get state() {
			return state;
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async refresh() {
			assertMayCall();
			await poller.round();
		},
		async setMyStatus(status) {
			const { id } = state.me;
			if (id === undefined) {
				throw new Error('setMyStatus before setMyAgent');
			}
			assertMayCall();
			update({ me: { ...state.me, pending: status } });
			const write = lastStatusWrite.then(() => writeStatus(id, status));
			lastStatusWrite = write.catch(() => undefined); // the caller hears of it; the next write goes on
			return await write;
		},
		setMyAgent(id) {
			if (id !== state.me.id) {
				const agent = state.agents?.find((row) => row.id === id);
				update({ me: { ...state.me, id, agent, pending: undefined } });
				void readMe();
			}
		},
		readAgent: (id) => callForUser(() => server.getAgent(id, signal)),
		readVisitor: (id) => callForUser(() => server.getVisitor(id, signal)),
		follow(id) {
			followers.set(id, (followers.get(id) ?? 0) + 1);
			if (!state.followed.has(id)) {
				const listed = state.visitors?.find((visitor) => visitor.id === id);
				const known = listed ? followedAs(listed, state.visitorsAsOf ?? clock.now()) : unread;
				update({ followed: new Map(state.followed).set(id, known) });
				if (!listed) {
					void readFollowed(id);
				}
			}
			return once(() => unfollow(id));
		},
		repace: () => poller.repace(),
		dispose() {
			abort.abort();
			poller.dispose();
			listeners.clear();
		},
	};

	function unfollow(id: Id): void {
		const left = (followers.get(id) ?? 1) - 1;
		if (left > 0) {
			followers.set(id, left);
			return;
		}
		followers.delete(id);
		const followed = new Map(state.followed);
		followed.delete(id);
		update({ followed });
	}
}

function once(act: () => void): () => void {
	let done = false;
	return () => {
		if (!done) {
			done = true;
			act();
		}
	};
}

/** The server rejects with nothing else (chatServer.ts); a fault of our own keeps its message for the log. */
function asApiError(reason: unknown): ApiError {
	return isApiError(reason)
		? reason
		: new ApiError('network', { code: reason instanceof Error ? reason.name : 'unknown' });
}
