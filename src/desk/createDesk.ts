// Makes the desk of one site out of its parts.
import type { ChatClient } from '../service/chatClient';
import type { Id } from '../service/model';
import type { Activity } from './activity';
import { type ChangeLog, createChangeLog } from './changes/changeLog';
import type { Desk, PollingStats } from './desk';
import { createDeskStore } from './deskStore';
import type { Env } from './env';
import { createNames, type NamesStorage } from './names/names';
import { createPinReads } from './pins/pinReads';
import type { Pin } from './pins/pins';
import { createPolling } from './polling/polling';
import { applyShared } from './reads/applyShared';
import { createReads } from './reads/reads';
import { createVisitorWatch } from './reads/visitorWatch';
import { createWriteOrder } from './reads/writeOrder';
import type { DeskSession } from './session';
import { initialState, type Site } from './state';
import { createStatusWrites } from './status/statusWrites';
import type { UndoStack } from './variables/undoStack';
import { createVariableWrites } from './variables/variableWrites';
import type { WriteModeOptions } from './variables/writeMode';
import { factorNow, silentUntil } from './windows/backoff';
import { callsSpent } from './windows/callBudget';
import type { CallRecord } from './windows/callRecord';
import { createRateLimiter } from './windows/rateLimiter';
import type { Share } from './windows/share';
import type { UseRecord } from './windows/useRecord';

interface DeskOptions {
	readonly site: Site;
	readonly client: ChatClient;
	readonly env: Env;
	readonly activity: Activity;
	readonly myAgentId: Id | undefined;
	/** The away status used last on this site. */
	readonly lastAway: string;
	/** Statuses that agents of this site have had. */
	readonly seenStatuses?: readonly string[] | undefined;
	/** The pins of an earlier run. */
	readonly pins?: readonly Pin[] | undefined;
	/** The saves on this site that can be undone, including those of an earlier desk. */
	readonly undoStack: UndoStack;
	/** What changed on this site, if an earlier desk has begun to see it. */
	readonly changeLog?: ChangeLog;
	/** How custom variables are written; without it, complete lists are sent. */
	readonly writeMode?: WriteModeOptions | undefined;
	/** What the windows of this VS Code share of the site; the desk closes it. */
	readonly share: Share;
	/** The calls that this VS Code made; the desk closes it. */
	readonly callRecord: CallRecord;
	/** The use of all windows; the desk closes it. */
	readonly useRecord: UseRecord;
	readonly session: DeskSession;
	/** Whether the user has just signed in: calls that were refused before may be permitted now. */
	readonly isNewSignIn?: boolean;
	/** Stores the names of the site for all windows; undefined for the sample data, which belongs to one window. */
	readonly namesStorage?: NamesStorage | undefined;
	/** Requests sent so far to this site. */
	readonly sent?: () => number;
}

export function createDesk(options: DeskOptions): Desk {
	const { client, env, activity, share, callRecord, session, sent } = options;
	const { clock, log } = env;
	const abort = new AbortController();
	const { signal } = abort;
	const writes = createWriteOrder(clock.now);
	const rateLimiter = createRateLimiter(share, callRecord, clock, signal);
	const initial = initialState(
		options.site,
		{ id: options.myAgentId, lastAway: options.lastAway },
		options.seenStatuses,
	);
	const store = createDeskStore({ ...initial, pins: options.pins ?? [] }, log);
	const changeLog = options.changeLog ?? createChangeLog();
	store.onChange((state) => changeLog.observe(state, clock.now()));
	const pins = createPinReads({ store, share, client, callRecord, rateLimiter, activity, clock, signal });
	const reads = createReads({
		store,
		share,
		client,
		env,
		rateLimiter,
		writes,
		segments: () => activity.segments(store.state.names.departments),
		onVisitors: pins.listed,
		signal,
	});
	const visitorWatch = createVisitorWatch(store, (id) => void readQuietly(() => reads.readWatched(id)), clock.now);
	let visitorSearches = 0;
	const names = createNames({
		store,
		share,
		callRecord,
		rateLimiter,
		client,
		env,
		activity,
		storage: options.namesStorage,
		isNewSignIn: options.isNewSignIn ?? false,
		sent,
		signal,
	});
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
		onSync: names.sync,
		onPoll() {
			names.polled();
			void pins.polled();
		},
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

	/** Changes what the windows share, and applies it to the state of this window. */
	async function changeShared<Answer>(step: Parameters<typeof share.change<Answer>>[0]): Promise<Answer> {
		const answer = await share.change(step);
		store.update(applyShared(store.state, share.current, clock.now()));
		return answer;
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
		changeLog,
		start: polling.start,
		async refresh() {
			await polling.refresh({ agents: true, visitors: true });
			names.refresh();
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
		setAgentStatus: statusWrites.setStatus,
		duty: {
			get current() {
				return share.current.duty;
			},
			change: (step) =>
				changeShared((shared, now) => {
					const [duty, answer] = step(shared.duty, now);
					return [duty === shared.duty ? shared : { ...shared, duty }, answer];
				}),
		},
		use: options.useRecord,
		alerts: {
			get current() {
				return share.current;
			},
			change: (step) =>
				changeShared((shared, now) => {
					const [alerts, answer] = step(shared, now);
					return [alerts === shared.alerts ? shared : { ...shared, alerts }, answer];
				}),
		},
		pins,
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
			undo: (again) => variables.undo(again).finally(() => polling.verifyWrite(true)),
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
			options.useRecord.close();
			return polling.dispose();
		},
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
