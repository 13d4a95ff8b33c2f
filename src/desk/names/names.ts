// Reads the names of a site from the service, where the agent may read them, and shares them with the other windows.
import type { NameCalls } from '../../service/chatClient';
import { ApiError, conclusionOf, isApiError } from '../../service/errors';
import type { Named } from '../../service/model';
import type { Activity } from '../activity';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import { createFailureLog, errorName } from '../failureLog';
import type { SiteNames } from '../state';
import { silentUntil } from '../windows/backoff';
import type { CallRecord } from '../windows/callRecord';
import type { NameList, NamesNote } from '../windows/namesNote';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import type { Shared } from '../windows/shared';
import { dueNames, namesText, parseNames, withTries } from './nameRules';

/**
 * Stores the names of one site for all windows and across reloads, in secret storage. Both functions may reject.
 *
 * The file that windows share is not encrypted, so it contains no names of people. With names in memory alone, each window and
 * each reload would read all of them again. Secret storage is encrypted, is deleted at sign-out, and is shared between windows in most
 * VS Codes. Where it isn't available, the window in use reads the names once for itself.
 */
export interface NamesStorage {
	read(): PromiseLike<string | undefined>;
	write(text: string): PromiseLike<void>;
}

interface NamesOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly callRecord: CallRecord;
	readonly rateLimiter: RateLimiter;
	readonly client: NameCalls;
	readonly env: Env;
	/** Undefined for the sample data, which belongs to one window. */
	readonly storage: NamesStorage | undefined;
	/** Whether the user has just signed in: calls that were refused before may be permitted now. */
	readonly isNewSignIn: boolean;
	/** Reads of names count against the call budget, like polls. */
	readonly activity: Pick<Activity, 'budget'>;
	/** Requests sent so far to this site: lists may have pages. */
	readonly sent: (() => number) | undefined;
	readonly signal: AbortSignal;
}

interface Names {
	/** Call it after a successful poll of this window. Reads the lists that are due, if this window polls for all. */
	polled(): void;
	/** Reads the lists that are due for a refresh by the user. */
	refresh(): void;
	/** Loads names that another window has stored since. Called after each sync. */
	sync(): void;
}

/** Maximum rows that are kept of each list. */
const mostRows = 5_000;

/** How often a window tries to load names that another window has stored and that it can't read yet; once per sync. */
const mostLoads = 3;

/** After one of these errors the other lists are not read, because they would fail the same way. */
const endsAll: readonly ApiError['kind'][] = ['throttled', 'unauthorized', 'network', 'timeout', 'aborted'];

export function createNames(options: NamesOptions): Names {
	const { store, share, callRecord, rateLimiter, client, env, storage, signal } = options;
	const { clock, log, windowId } = env;
	const failures = createFailureLog(log);
	let { isNewSignIn } = options;
	let underWay: Promise<void> | undefined;
	/** Instant (ms) at which this window's names were stored; undefined if it has none, or could not store them. */
	let storedAt: number | undefined;
	let hasNames = false;
	let loading: Promise<void> | undefined;
	let isLoading = false;
	/** Which names were loaded last, and how often. */
	let loaded: { readonly at: number | undefined; readonly times: number } = { at: undefined, times: 0 };
	let isStorageUsable = true;

	const calls: { readonly [List in NameList]: () => Promise<SiteNames[List]> } = {
		agents: async () => byId(await client.listAgentNames(signal)),
		departments: async () => byId(await client.listDepartments(signal)),
		awayStatuses: async () => (await client.listAwayStatuses(signal)).slice(0, mostRows),
		variables: async () => (await client.listVariableDefinitions(signal)).slice(0, mostRows),
	};

	function due(shared: Shared, asked: boolean, now: number): readonly NameList[] {
		const mayRead = asked || shared.lease?.holder === windowId;
		return mayRead && silentUntil(shared.backoff, now) === undefined
			? dueNames(isNewSignIn ? undefined : shared.names, { asked, hasNames, now })
			: [];
	}

	async function readDue(asked: boolean): Promise<void> {
		await load(); // stored names need not be read from the service
		const expected = signal.aborted ? 0 : due(share.current, asked, clock.now()).length;
		// Windows of other sites use the same budget, so the check and the count are one step.
		if (expected === 0 || !(await callRecord.take(expected, options.activity.budget()))) {
			return;
		}
		const sentBefore = options.sent?.() ?? 0;
		const lists = await share.change<readonly NameList[]>((shared, now) => {
			const wanted = signal.aborted ? [] : due(shared, asked, now).slice(0, expected);
			const tries = Object.fromEntries(wanted.map((list) => [list, { at: now, outcome: 'begun' as const }]));
			return wanted.length === 0 ? [shared, []] : [withOutcome(shared, tries), wanted];
		});
		if (lists.length > 0 && !signal.aborted) {
			isNewSignIn = false;
			const tries = await readLists(lists);
			callRecord.record((options.sent?.() ?? 0) - sentBefore - lists.length);
			await conclude(tries);
		}
	}

	/** One list after the other: nothing waits for them, and after an error like throttling the others are not read. */
	async function readLists(lists: readonly NameList[]): Promise<NamesNote['tries']> {
		const begunAt = clock.now();
		let tries: NamesNote['tries'] = Object.fromEntries(
			lists.map((list) => [list, { at: begunAt, outcome: 'failed' as const }]),
		);
		for (const list of lists) {
			const at = clock.now();
			const error = await readList(list);
			if (signal.aborted || (error && endsAll.includes(error.kind))) {
				break;
			}
			tries = { ...tries, [list]: { at, outcome: error && isRefusal(error) ? 'refused' : error ? 'failed' : 'read' } };
		}
		return tries;
	}

	async function readList<List extends NameList>(list: List): Promise<ApiError | undefined> {
		const what = `names of ${list}`;
		try {
			put({ [list]: await calls[list]() });
			failures.record(what, undefined);
			return undefined;
		} catch (reason) {
			const error = failureOf(reason);
			if (isRefusal(error)) {
				log.info(`${what}: ${error.message}, not read again until a refresh or the next sign-in`);
				put({ [list]: list === 'agents' || list === 'departments' ? new Map() : [] });
			} else {
				failures.record(what, error);
			}
			return error;
		}
	}

	function failureOf(reason: unknown): ApiError {
		if (isApiError(reason)) {
			return rateLimiter.learn(reason);
		}
		log.error(`names could not be read because of an internal error: ${errorName(reason)}`);
		return new ApiError('server');
	}

	/** Keeps the same objects for equal values, so that views don't render again. */
	function put(change: Partial<SiteNames>): void {
		const { names } = store.state;
		const differs = Object.entries(change).some(([list, value]) => !isSame(names[list as NameList], value));
		if (differs && !signal.aborted) {
			store.update({ names: { ...names, ...change } });
		}
	}

	async function conclude(tries: NamesNote['tries']): Promise<void> {
		if (signal.aborted || Object.keys(tries).length === 0) {
			return;
		}
		const outcomes = Object.values(tries).map(({ outcome }) => outcome);
		const isNew = outcomes.includes('read') || (outcomes.includes('refused') && storedAt !== undefined);
		const at = isNew ? await storeNames() : undefined;
		hasNames ||= isNew;
		if (signal.aborted) {
			return;
		}
		await share.change((shared) => [withOutcome(shared, tries, at), undefined]);
	}

	/** Stores the names before the shared file announces them. Returns the instant for the shared file; undefined if they could not be stored. */
	async function storeNames(): Promise<number | undefined> {
		const at = clock.now();
		try {
			await storage?.write(namesText(store.state.names, at));
			storedAt = at;
			return storage && at;
		} catch {
			recordStoreFailure();
			return undefined;
		}
	}

	function withOutcome(shared: Shared, tries: NamesNote['tries'], at?: number): Shared {
		return { ...shared, names: withTries(shared.names, tries, at) };
	}

	/** Loads the stored names the first time, and when another window has stored newer ones. */
	function load(): Promise<void> {
		const newest = share.current.names?.storedAt;
		const isWanted = loading === undefined || (newest !== undefined && newest !== storedAt);
		const isInVain = loaded.at === newest && loaded.times >= mostLoads;
		if (storage && isWanted && !isInVain && !isLoading) {
			isLoading = true;
			loading = loadFrom(storage, newest).finally(() => {
				isLoading = false;
			});
		}
		return loading ?? Promise.resolve();
	}

	async function loadFrom(from: NamesStorage, newest: number | undefined): Promise<void> {
		try {
			const text = await from.read();
			const found = text === undefined ? undefined : parseNames(text);
			if (found && found.storedAt !== storedAt && !signal.aborted) {
				storedAt = found.storedAt;
				hasNames = true;
				put(found.names);
			}
		} catch {
			recordStoreFailure();
		}
		loaded = { at: newest, times: loaded.at === newest ? loaded.times + 1 : 1 };
	}

	function recordStoreFailure(): void {
		if (isStorageUsable && !signal.aborted) {
			log.warn("secret storage isn't available: names are kept in this window only");
		}
		isStorageUsable = false;
	}

	/** Starts a read. While one is under way, a request by a poll is dropped, and a request by the user is queued. */
	function begin(asked: boolean): void {
		if (underWay && !asked) {
			return;
		}
		const reading = (underWay ?? Promise.resolve())
			.then(() => readDue(asked))
			.finally(() => {
				underWay = underWay === reading ? undefined : underWay;
			});
		underWay = reading;
	}

	return {
		polled: () => begin(false),
		refresh: () => begin(true),
		sync() {
			if (!underWay) {
				void load();
			}
		},
	};
}

/** Whether the service itself refused the list: the agent may not read it, or the site doesn't have it. */
function isRefusal(error: ApiError): boolean {
	return (error.kind === 'forbidden' || error.kind === 'notFound') && conclusionOf(error) === 'refused';
}

function byId(rows: readonly Named[]): ReadonlyMap<string, string> {
	return new Map(rows.slice(0, mostRows).map(({ id, name }) => [id, name]));
}

function isSame(a: Iterable<unknown>, b: Iterable<unknown>): boolean {
	return JSON.stringify([...a]) === JSON.stringify([...b]);
}
