// Makes the desk of one site: polls at the pace of pace.ts, writes in the order in which the user asked, follows who is looked at.
import type { ChatServer } from '../service/chatServer';
import { ApiError } from '../service/errors';
import type { Agent, Id } from '../service/model';
import type { Clock, Log } from '../service/ports';
import type { Desk } from './desk';
import { createDeskStore } from './deskStore';
import { followedAs, unread } from './followed';
import { type Attention, type Intervals, pace } from './pace';
import { createPoller } from './poller';
import { createReads, meAs } from './reads';
import type { Site } from './state';
import { createThrottle } from './throttle';
import type { UndoStack } from './undoStack';
import { createVariableWrites } from './variableWrites';
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
	/** The saves on this site that can be taken back, those of an earlier desk among them. */
	readonly undoStack: UndoStack;
	readonly attention: () => Attention;
	readonly intervals: () => Intervals;
}

/** The desk is idle until its first `refresh`; from then on it polls by itself. */
export function createDesk(options: DeskOptions): Desk {
	const { server, clock, log } = options;
	const abort = new AbortController();
	const { signal } = abort;
	const writes = createWriteOrder();
	const throttle = createThrottle(clock);
	const store = createDeskStore({
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
	});
	const reads = createReads({ store, server, clock, log, throttle, writes, signal });
	const variables = createVariableWrites({
		...{ store, server, throttle, writes, signal },
		undoStack: options.undoStack,
		now: clock.now,
	});
	const poller = createPoller(clock, reads.round, nextDelay);
	const followers = new Map<Id, number>();
	let lastStatusWrite: Promise<unknown> = Promise.resolve();
	/** Counts the statuses asked for. */
	let statusTurn = 0;

	/** The pace of now, with the instant of the next try noted for who reads the state. */
	function nextDelay(): number | undefined {
		const { problem, visitorsProblem, waits } = store.state;
		// Somebody without the permission to see visitors (403) shall not wait longer for the agents.
		const hindrance = problem ?? (visitorsProblem?.kind === 'forbidden' ? undefined : visitorsProblem);
		const span = pace(
			{
				attention: options.attention(),
				somebodyWaits: waits.size > 0,
				failures: hindrance?.missed ?? 0,
				retryAt: throttle.notBefore(),
				refused: problem?.kind === 'unauthorized',
			},
			options.intervals(),
			clock.now(),
			options.random(),
		);
		if (problem || visitorsProblem) {
			const retryAt = span === undefined ? undefined : clock.now() + span;
			store.update({
				problem: problem && { ...problem, retryAt },
				visitorsProblem: visitorsProblem && { ...visitorsProblem, retryAt },
			});
		}
		return span;
	}

	async function writeStatus(id: Id, status: string, turn: number): Promise<Agent> {
		const end = writes.begin(id);
		try {
			const agent = await server.setAgentStatus(id, status, signal);
			end();
			const { agents, me } = store.state;
			store.update({
				agents: agents?.map((row) => (row.id === id ? agent : row)),
				me: me.id === id ? meAs(me, agent) : me,
			});
			return agent;
		} catch (reason) {
			end();
			const error = throttle.learn(reason);
			if (error.kind === 'timeout' || error.kind === 'network') {
				// It may have been set all the same: only a look tells, and one that began before the write does not.
				poller
					.idle()
					.then(() => poller.round())
					.catch(() => undefined); // that round logs its own failure
			}
			throw error;
		} finally {
			settlePending(turn);
		}
	}

	/** Pending is what was asked for last, until that one is answered: an answer to an earlier one settles nothing. */
	function settlePending(turn: number): void {
		if (turn === statusTurn) {
			store.update({ me: { ...store.state.me, pending: undefined } });
		}
	}

	function unfollow(id: Id): void {
		const left = (followers.get(id) ?? 1) - 1;
		if (left > 0) {
			followers.set(id, left);
			return;
		}
		followers.delete(id);
		const followed = new Map(store.state.followed);
		followed.delete(id);
		store.update({ followed });
	}

	return {
		get state() {
			return store.state;
		},
		onChange: store.onChange,
		refresh: () => throttle.call(() => poller.round()),
		setMyStatus(status) {
			const { id } = store.state.me;
			if (id === undefined) {
				return Promise.reject(new Error('setMyStatus before setMyAgent'));
			}
			const retryAt = throttle.notBefore();
			if (retryAt !== undefined) {
				return Promise.reject(new ApiError('throttled', { retryAt })); // nothing is pending that will not be sent
			}
			const turn = ++statusTurn;
			store.update({ me: { ...store.state.me, pending: status } });
			// The one before may have taught a Retry-After: the throttle is asked when the turn has come.
			const write = lastStatusWrite.then(() => throttle.call(() => writeStatus(id, status, turn)));
			lastStatusWrite = write.catch(() => settlePending(turn)); // its caller hears of it; the next write goes on
			return write;
		},
		setMyAgent(id) {
			const { me, agents } = store.state;
			if (id !== me.id) {
				store.update({ me: { ...me, id, agent: agents?.find((row) => row.id === id), pending: undefined } });
				void reads.me();
			}
		},
		readAgent: (id) => throttle.call(() => server.getAgent(id, signal)),
		readVisitor: (id) => throttle.call(() => server.getVisitor(id, signal)),
		variables,
		follow(id) {
			followers.set(id, (followers.get(id) ?? 0) + 1);
			const { followed, visitors, visitorsAsOf } = store.state;
			if (!followed.has(id)) {
				const listed = visitors?.find((visitor) => visitor.id === id);
				const known = listed ? followedAs(listed, visitorsAsOf ?? clock.now()) : unread;
				store.update({ followed: new Map(followed).set(id, known) });
				if (!listed) {
					void reads.followed(id);
				}
			}
			let following = true;
			return () => {
				if (following) {
					following = false;
					unfollow(id);
				}
			};
		},
		repace: () => poller.repace(),
		dispose() {
			abort.abort();
			poller.dispose();
			store.close();
		},
	};
}
