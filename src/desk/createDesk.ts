// Makes the desk of one site out of its parts.
import type { ChatClient } from '../service/chatClient';
import type { Id } from '../service/model';
import type { Activity } from './activity';
import type { Desk, PollingStats } from './desk';
import { createDeskStore } from './deskStore';
import type { Env } from './env';
import type { KeptNames, Names } from './names/names';
import { createPolling } from './polling/polling';
import { applyShared } from './reads/applyShared';
import { createReads } from './reads/reads';
import { createVisitorWatch } from './reads/visitorWatch';
import { createWriteOrder } from './reads/writeOrder';
import type { DeskSession } from './session';
import { type DeskState, noNames, type Site } from './state';
import { createStatusWrites } from './statusWrites';
import type { UndoStack } from './variables/undoStack';
import { createVariableWrites } from './variables/variableWrites';
import type { WriteModeOptions } from './variables/writeMode';
import { factorNow, silentUntil } from './windows/backoff';
import { callsSpent } from './windows/callBudget';
import type { CallRecord } from './windows/callRecord';
import { createRateLimiter } from './windows/rateLimiter';
import type { Share } from './windows/share';

export interface DeskOptions {
	readonly site: Site;
	readonly client: ChatClient;
	readonly env: Env;
	readonly activity: Activity;
	readonly myAgentId: Id | undefined;
	/** The away status used last on this site. */
	readonly lastAway: string;
	/** The saves on this site that can be undone, those of an earlier desk among them. */
	readonly undoStack: UndoStack;
	/** How custom variables are written; without it, complete lists are sent. */
	readonly writeMode?: WriteModeOptions | undefined;
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
	const { client, env, activity, share, callRecord, session, sent } = options;
	const { clock, log } = env;
	const abort = new AbortController();
	const { signal } = abort;
	const writes = createWriteOrder();
	const rateLimiter = createRateLimiter(share, callRecord, clock, signal);
	const store = createDeskStore(initialState(options), log);
	const reads = createReads({ store, share, client, env, rateLimiter, writes, signal });
	const visitorWatch = createVisitorWatch(store, (id) => void readQuietly(() => reads.readWatched(id)), clock.now);
	let visitorSearches = 0;
	let names: Promise<Names> | undefined;
	const polling = createPolling({
		store,
		share,
		callRecord,
		reads,
		rateLimiter,
		env,
		activity,
		session,
		needs() {
			const { visitors, panel } = activity.visibility();
			return {
				rows: visitors || (panel && visitorWatch.isBusy) || visitorSearches > 0,
				alerts: activity.alerts(),
			};
		},
		sent,
		onSync: () => withNames(({ sync }) => sync()),
		onPoll: () => withNames(({ polled }) => polled()),
		signal,
	});
	const onWrite = polling.verifyWrite;
	const statusWrites = createStatusWrites({ store, share, client, clock, rateLimiter, writes, signal, onWrite });
	const variables = createVariableWrites({
		store,
		client,
		rateLimiter,
		writes,
		signal,
		undoStack: options.undoStack,
		writeMode: options.writeMode,
		now: clock.now,
	});

	/** Loads what reads the names when it is first needed: nothing at activation is. */
	function withNames(act: (names: Names) => void): void {
		names ??= import('./names/names').then(({ createNames }) =>
			createNames({
				store,
				share,
				callRecord,
				rateLimiter,
				client,
				env,
				activity,
				kept: options.keptNames,
				isNewSignIn: options.isNewSignIn ?? false,
				sent,
				signal,
			}),
		);
		names.then(act, () => log.error('what reads names could not be loaded'));
	}

	/** A read that the user didn't ask for: left to the next poll while the service asks for silence. */
	function readQuietly(read: () => Promise<void>): Promise<void> {
		return rateLimiter.call(read).catch(() => undefined); // the read has recorded its own failure
	}

	return {
		get state() {
			return store.state;
		},
		onChange: store.onChange,
		start: polling.start,
		async refresh() {
			await polling.refresh({ agents: true, visitors: true });
			withNames(({ refresh }) => refresh());
			// An answer that a visitor has left may have been wrong.
			await Promise.all(reads.leftVisitors().map((id) => readQuietly(() => reads.readWatched(id))));
		},
		refreshAgents: () => polling.refresh({ agents: true, visitors: false }),
		async setMyStatus(status) {
			const { id } = store.state.me;
			if (id === undefined) {
				throw new Error('setMyStatus before setMyAgent');
			}
			return await statusWrites.setStatus(id, status);
		},
		setMyAgent(id) {
			if (id === store.state.me.id) {
				return;
			}
			const me = { ...store.state.me, id, agent: undefined, pending: undefined, elsewhere: undefined };
			store.update(applyShared({ ...store.state, me }, share.current, clock.now()));
			if (id !== undefined && !store.state.me.agent) {
				void readQuietly(reads.readMe);
			}
		},
		readAgent: (id) => rateLimiter.call(() => client.getAgent(id, signal)),
		readVisitor: (id) => rateLimiter.call(() => client.getVisitor(id, signal)),
		ask: (read, cancelled) => rateLimiter.call(() => read(client, AbortSignal.any([signal, cancelled]))),
		async pollingStats() {
			await callRecord.sync();
			return pollingStats(options, clock.now());
		},
		variables: {
			get lastSave() {
				return variables.lastSave;
			},
			save: (id, edits) => variables.save(id, edits).finally(() => polling.verifyWrite(true)),
			undo: (over) => variables.undo(over).finally(() => polling.verifyWrite(true)),
		},
		watchVisitor: visitorWatch.watch,
		startVisitorSearch() {
			visitorSearches++;
			polling.reschedule();
			let isSearching = true;
			return () => {
				visitorSearches -= isSearching ? 1 : 0;
				isSearching = false;
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

function initialState({ site, myAgentId, lastAway }: DeskOptions): DeskState {
	return {
		site,
		agents: undefined,
		visitors: undefined,
		agentsAsOf: undefined,
		visitorsAsOf: undefined,
		waits: new Map(),
		watched: new Map(),
		me: { id: myAgentId, agent: undefined, pending: undefined, lastAway },
		names: noNames,
		pollError: undefined,
		visitorsError: undefined,
		missed: 0,
	};
}

function pollingStats({ site, share, callRecord, env }: DeskOptions, now: number): PollingStats {
	const { lease, backoff } = share.current;
	return {
		role: site.sandbox ? 'alone' : lease?.holder === env.windowId ? 'holder' : 'follower',
		spent: callsSpent(callRecord.calls, now),
		factor: factorNow(backoff, now),
		silentUntil: silentUntil(backoff, now),
	};
}
