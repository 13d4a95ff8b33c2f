// Makes the desk of one site: polls or follows (polling.ts), writes in the order in which the user asked, follows who is looked at.
import type { ChatServer } from '../service/chatClient';
import { ApiError, isApiError } from '../service/errors';
import type { Agent, Id } from '../service/model';
import type { Clock, Log } from '../service/ports';
import type { Desk } from './desk';
import { createDeskStore } from './deskStore';
import { createLateNames } from './names/lateNames';
import type { KeptNames } from './names/names';
import type { Attention, Intervals } from './polling/pace';
import { createPolling } from './polling/polling';
import { meAs } from './reads/applyShared';
import { createReads } from './reads/reads';
import { followedAs, unread } from './reads/watched';
import { createWriteOrder } from './reads/writeOrder';
import type { DeskSession } from './session';
import { noNames, type Site } from './state';
import type { UndoStack } from './variables/undoStack';
import { createVariableWrites } from './variables/variableWrites';
import { factorNow, silentUntil } from './windows/backoff';
import { callsSpent } from './windows/callBudget';
import type { Spending } from './windows/callRecord';
import { createThrottle } from './windows/rateLimiter';
import type { Share } from './windows/share';
import { withWrite } from './windows/shared';

/** What of Frontdesk can be seen in this window. */
export interface Sight {
	readonly agents: boolean;
	readonly visitors: boolean;
	/** The panel of a visitor. */
	readonly panel: boolean;
}

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
	readonly sight: () => Sight;
	/** Whether who waits is to be known while no list is in sight. */
	readonly alerts: () => boolean;
	/** Calls per 5 minutes that the polls of all windows keep to. */
	readonly budget: () => number;
	/** What the windows of this VS Code share of the site; the desk closes it. */
	readonly share: Share;
	/** The calls that this VS Code made; the desk closes it. */
	readonly spending: Spending;
	readonly session: DeskSession;
	/** This window, among all. */
	readonly windowId: string;
	/** The user has just signed in: what was refused before may be permitted now. */
	readonly isNewSignIn?: boolean;
	/** Where the names of the site are kept for the other windows; undefined where each is for itself. */
	readonly keptNames?: KeptNames | undefined;
	/** Requests sent so far to this site. */
	readonly sent?: () => number;
}

export function createDesk(options: DeskOptions): Desk {
	const { site, server, clock, log, share, spending } = options;
	const abort = new AbortController();
	const { signal } = abort;
	const writes = createWriteOrder();
	const throttle = createThrottle(share, spending, clock, signal);
	const store = createDeskStore(
		{
			site,
			agents: undefined,
			visitors: undefined,
			agentsAsOf: undefined,
			visitorsAsOf: undefined,
			waits: new Map(),
			followed: new Map(),
			me: { id: options.myAgentId, agent: undefined, pending: undefined, lastAway: options.lastAway },
			names: noNames,
			problem: undefined,
			visitorsProblem: undefined,
			missed: 0,
		},
		log,
	);
	const reads = createReads({ store, share, server, clock, log, throttle, writes, signal });
	const names = createLateNames({
		...{ store, share, spending, throttle, server, clock, log, windowId: options.windowId, signal },
		...{
			kept: options.keptNames,
			isNewSignIn: options.isNewSignIn ?? false,
			budget: options.budget,
			sent: options.sent,
		},
	});
	const followers = new Map<Id, number>();
	let lookers = 0;
	const polling = createPolling({
		store,
		share,
		spending,
		reads,
		throttle,
		names,
		clock,
		random: options.random,
		windowId: options.windowId,
		session: options.session,
		attention: options.attention,
		intervals: options.intervals,
		budget: options.budget,
		needs: () => {
			const { visitors, panel } = options.sight();
			return { rows: visitors || (panel && followers.size > 0) || lookers > 0, alerts: options.alerts() };
		},
		inSight: () => Object.values(options.sight()).includes(true),
		sent: options.sent,
		signal,
	});
	const variables = createVariableWrites({
		...{ store, server, throttle, writes, signal },
		undoStack: options.undoStack,
		now: clock.now,
	});
	let lastStatusWrite: Promise<unknown> = Promise.resolve();
	/** Counts the statuses asked for. */
	let statusTurn = 0;

	async function writeStatus(id: Id, status: string): Promise<Agent> {
		try {
			// The one before may have taught a Retry-After: the throttle is asked when the turn has come.
			const agent = await throttle.call(() => server.setAgentStatus(id, status, signal));
			writes.end(id);
			const { agents, me } = store.state;
			store.update({
				agents: agents?.map((row) => (row.id === id ? agent : row)),
				me: me.id === id ? { ...meAs(me, agent), elsewhere: undefined } : me,
			});
			noteWrite(id, agent.status, true);
			return agent;
		} catch (reason) {
			writes.end(id);
			if (isApiError(reason) && (reason.kind === 'timeout' || reason.kind === 'network')) {
				noteWrite(id, status, false); // it may have been set all the same: only a look tells
			}
			throw reason;
		}
	}

	/** The other windows shall not show what they read before, and this machine's own change is none from elsewhere. */
	function noteWrite(id: Id, status: string, answered: boolean): void {
		const at = clock.now();
		void share.change((shared, now) => [withWrite(shared, { id, status, at, answered }, now), undefined]);
		polling.lookAgain(!answered);
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

	/** A read that the user did not ask for in so many words: left to the next poll while the service asks for silence. */
	function quietly(read: () => Promise<void>): void {
		throttle.call(read).catch(() => undefined); // the read has noted its own failure
	}

	return {
		get state() {
			return store.state;
		},
		onChange: store.onChange,
		start: polling.start,
		refresh: () => polling.refresh({ agents: true, visitors: true }).then(names.refresh),
		lookAtAgents: () => polling.refresh({ agents: true, visitors: false }),
		async setMyStatus(status) {
			const { id } = store.state.me;
			if (id === undefined) {
				throw new Error('setMyStatus before setMyAgent');
			}
			const retryAt = throttle.notBefore();
			if (retryAt !== undefined) {
				throw new ApiError('throttled', { retryAt }); // nothing is pending that will not be sent
			}
			const turn = ++statusTurn;
			store.update({ me: { ...store.state.me, pending: status } });
			const write = lastStatusWrite.then(() => writeStatus(id, status)).finally(() => settlePending(turn));
			lastStatusWrite = write.catch(() => undefined); // its caller hears of it; the next write goes on
			return await write;
		},
		setMyAgent(id) {
			const { me, agents } = store.state;
			if (id !== me.id) {
				const agent = agents?.find((row) => row.id === id);
				store.update({ me: { ...me, id, agent, pending: undefined, elsewhere: undefined } });
				if (id !== undefined && !agent) {
					quietly(reads.me);
				}
			}
		},
		readAgent: (id) => throttle.call(() => server.getAgent(id, signal)),
		readVisitor: (id) => throttle.call(() => server.getVisitor(id, signal)),
		ask: (read, cancelled) => throttle.call(() => read(server, AbortSignal.any([signal, cancelled]))),
		vitals() {
			const { lease, throttling } = share.now;
			const now = clock.now();
			return {
				role: site.sandbox ? 'alone' : lease?.holder === options.windowId ? 'holder' : 'follower',
				spent: callsSpent(spending.now, now),
				factor: factorNow(throttling, now),
				silentUntil: silentUntil(throttling, now),
			};
		},
		variables: {
			get lastSave() {
				return variables.lastSave;
			},
			save: (id, edits) => variables.save(id, edits).finally(() => polling.lookAgain(false)),
			undo: () => variables.undo().finally(() => polling.lookAgain(false)),
		},
		follow(id) {
			followers.set(id, (followers.get(id) ?? 0) + 1);
			const { followed, visitors, visitorsAsOf } = store.state;
			if (!followed.has(id)) {
				const listed = visitors?.find((visitor) => visitor.id === id);
				const known = listed ? followedAs(listed, visitorsAsOf ?? clock.now()) : unread;
				store.update({ followed: new Map(followed).set(id, known) });
				if (!listed) {
					quietly(() => reads.followed(id));
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
		needVisitors() {
			lookers++;
			polling.repace();
			let needs = true;
			return () => {
				lookers -= needs ? 1 : 0;
				needs = false;
			};
		},
		repace: polling.repace,
		dispose() {
			abort.abort();
			store.close();
			return polling.dispose();
		},
	};
}
