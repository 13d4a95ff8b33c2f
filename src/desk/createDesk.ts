// Makes the desk of one site: polls or follows (polling.ts), writes in the order in which the user asked, follows who is looked at.
import type { ChatClient } from '../service/chatClient';
import { ApiError, isApiError } from '../service/errors';
import type { Agent, Id } from '../service/model';
import type { Activity } from './activity';
import type { Desk } from './desk';
import { createDeskStore } from './deskStore';
import type { Env } from './env';
import { createLateNames } from './names/lateNames';
import type { KeptNames } from './names/names';
import { createPolling } from './polling/polling';
import { meAs } from './reads/applyShared';
import { createReads } from './reads/reads';
import { unread, watchedAs } from './reads/watched';
import { createWriteOrder } from './reads/writeOrder';
import type { DeskSession } from './session';
import { noNames, type Site } from './state';
import type { UndoStack } from './variables/undoStack';
import { createVariableWrites } from './variables/variableWrites';
import { factorNow, silentUntil } from './windows/backoff';
import { callsSpent } from './windows/callBudget';
import type { CallRecord } from './windows/callRecord';
import { createRateLimiter } from './windows/rateLimiter';
import type { Share } from './windows/share';
import { withWrite } from './windows/shared';

export interface DeskOptions {
	readonly site: Site;
	readonly client: ChatClient;
	readonly env: Env;
	readonly activity: Activity;
	readonly myAgentId: Id | undefined;
	/** The away status used last on this site. */
	readonly lastAway: string;
	/** The saves on this site that can be taken back, those of an earlier desk among them. */
	readonly undoStack: UndoStack;
	/** What the windows of this VS Code share of the site; the desk closes it. */
	readonly share: Share;
	/** The calls that this VS Code made; the desk closes it. */
	readonly callRecord: CallRecord;
	readonly session: DeskSession;
	/** The user has just signed in: what was refused before may be permitted now. */
	readonly isNewSignIn?: boolean;
	/** Where the names of the site are kept for the other windows; undefined where each is for itself. */
	readonly keptNames?: KeptNames | undefined;
	/** Requests sent so far to this site. */
	readonly sent?: () => number;
}

export function createDesk(options: DeskOptions): Desk {
	const { site, client, env, activity, share, callRecord } = options;
	const { clock, log } = env;
	const abort = new AbortController();
	const { signal } = abort;
	const writes = createWriteOrder();
	const rateLimiter = createRateLimiter(share, callRecord, clock, signal);
	const store = createDeskStore(
		{
			site,
			agents: undefined,
			visitors: undefined,
			agentsAsOf: undefined,
			visitorsAsOf: undefined,
			waits: new Map(),
			watched: new Map(),
			me: { id: options.myAgentId, agent: undefined, pending: undefined, lastAway: options.lastAway },
			names: noNames,
			pollError: undefined,
			visitorsError: undefined,
			missed: 0,
		},
		log,
	);
	const reads = createReads({ store, share, client, env, rateLimiter, writes, signal });
	const names = createLateNames({
		store,
		share,
		callRecord,
		rateLimiter,
		client,
		env,
		activity,
		kept: options.keptNames,
		isNewSignIn: options.isNewSignIn ?? false,
		sent: options.sent,
		signal,
	});
	const watchers = new Map<Id, number>();
	let visitorSearches = 0;
	const polling = createPolling({
		store,
		share,
		callRecord,
		reads,
		rateLimiter,
		names,
		env,
		activity,
		session: options.session,
		needs: () => {
			const { visitors, panel } = activity.visibility();
			return { rows: visitors || (panel && watchers.size > 0) || visitorSearches > 0, alerts: activity.alerts() };
		},
		sent: options.sent,
		signal,
	});
	const variables = createVariableWrites({
		store,
		client,
		rateLimiter,
		writes,
		signal,
		undoStack: options.undoStack,
		now: clock.now,
	});
	let lastStatusWrite: Promise<unknown> = Promise.resolve();
	/** Counts the statuses asked for. */
	let statusTurn = 0;

	async function writeStatus(id: Id, status: string): Promise<Agent> {
		try {
			// The one before may have taught a Retry-After: the rateLimiter is asked when the turn has come.
			const agent = await rateLimiter.call(() => client.setAgentStatus(id, status, signal));
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

	function unwatch(id: Id): void {
		const left = (watchers.get(id) ?? 1) - 1;
		if (left > 0) {
			watchers.set(id, left);
			return;
		}
		watchers.delete(id);
		const watched = new Map(store.state.watched);
		watched.delete(id);
		store.update({ watched });
	}

	/** A read that the user did not ask for in so many words: left to the next poll while the service asks for silence. */
	function quietly(read: () => Promise<void>): void {
		rateLimiter.call(read).catch(() => undefined); // the read has noted its own failure
	}

	return {
		get state() {
			return store.state;
		},
		onChange: store.onChange,
		start: polling.start,
		refresh: () => polling.refresh({ agents: true, visitors: true }).then(names.refresh),
		refreshAgents: () => polling.refresh({ agents: true, visitors: false }),
		async setMyStatus(status) {
			const { id } = store.state.me;
			if (id === undefined) {
				throw new Error('setMyStatus before setMyAgent');
			}
			const retryAt = rateLimiter.notBefore();
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
		readAgent: (id) => rateLimiter.call(() => client.getAgent(id, signal)),
		readVisitor: (id) => rateLimiter.call(() => client.getVisitor(id, signal)),
		ask: (read, cancelled) => rateLimiter.call(() => read(client, AbortSignal.any([signal, cancelled]))),
		pollingStats() {
			const { lease, backoff } = share.current;
			const now = clock.now();
			return {
				role: site.sandbox ? 'alone' : lease?.holder === env.windowId ? 'holder' : 'follower',
				spent: callsSpent(callRecord.calls, now),
				factor: factorNow(backoff, now),
				silentUntil: silentUntil(backoff, now),
			};
		},
		variables: {
			get lastSave() {
				return variables.lastSave;
			},
			save: (id, edits) => variables.save(id, edits).finally(() => polling.lookAgain(false)),
			undo: () => variables.undo().finally(() => polling.lookAgain(false)),
		},
		watchVisitor(id) {
			watchers.set(id, (watchers.get(id) ?? 0) + 1);
			const { watched, visitors, visitorsAsOf } = store.state;
			if (!watched.has(id)) {
				const listed = visitors?.find((visitor) => visitor.id === id);
				const known = listed ? watchedAs(listed, visitorsAsOf ?? clock.now()) : unread;
				store.update({ watched: new Map(watched).set(id, known) });
				if (!listed) {
					quietly(() => reads.watched(id));
				}
			}
			let following = true;
			return () => {
				if (following) {
					following = false;
					unwatch(id);
				}
			};
		},
		startVisitorSearch() {
			visitorSearches++;
			polling.reschedule();
			let needs = true;
			return () => {
				visitorSearches -= needs ? 1 : 0;
				needs = false;
			};
		},
		reschedule: polling.reschedule,
		dispose() {
			abort.abort();
			store.close();
			return polling.dispose();
		},
	};
}
