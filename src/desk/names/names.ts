// Reads the names that the service gives a site, seldom and where it is permitted, and shares them with the other windows.
import type { NameCalls } from '../../service/chatClient';
import { ApiError, conclusionOf, isApiError } from '../../service/errors';
import type { Named } from '../../service/model';
import type { Activity } from '../activity';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import { createFailureLog } from '../failureLog';
import type { SiteNames } from '../state';
import { silentUntil } from '../windows/backoff';
import type { CallRecord } from '../windows/callRecord';
import type { NameList, NamesNote } from '../windows/namesNote';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import type { Shared } from '../windows/shared';
import { dueNames, namesText, parseNames, withTries } from './nameRules';

/**
 * Where one site's names are kept for the other windows and over a reload: in the secret store. Any of it may reject.
 *
 * Not in the file that windows share, for that one is plain and holds no person's name; and not in memory alone, for then each of
 * six windows, and each reload, would read them all again. The secret store is encrypted, goes with the sign-out, and most VS Codes show
 * each window what another has put there. Where it fails, the window in use reads the names for itself, once.
 */
export interface KeptNames {
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
	/** Undefined where there is nobody to share with. */
	readonly kept: KeptNames | undefined;
	/** The user has just signed in: what was refused before may be permitted now. */
	readonly isNewSignIn: boolean;
	/** Reads of names keep to the budget, like polls. */
	readonly activity: Pick<Activity, 'budget'>;
	/** Requests sent so far to this site: lists may have pages. */
	readonly sent: (() => number) | undefined;
	readonly signal: AbortSignal;
}

export interface Names {
	/** A poll of this window went well: what is due is read where this window polls for all. */
	polled(): void;
	/** The user asked for everything afresh. */
	refresh(): void;
	/** Loads names that another window has stored since. Called after each sync. */
	sync(): void;
}

/** What is more than this has no end. */
const mostRows = 5_000;

/** How often a window loads names again that another has stored and it can't see yet, once per sync. */
const mostLoads = 3;

/** After one of these the lists that are left would meet the same. */
const endsAll: readonly ApiError['kind'][] = ['throttled', 'unauthorized', 'network', 'timeout', 'aborted'];

export function createNames(options: NamesOptions): Names {
	const { store, share, callRecord, rateLimiter, client, env, kept, signal } = options;
	const { clock, log, windowId } = env;
	const failures = createFailureLog(log);
	let { isNewSignIn } = options;
	let underWay: Promise<void> | undefined;
	/** Of the names that this window has; undefined for names of its own that could not be kept, or for none. */
	let keptAt: number | undefined;
	let knows = false;
	let loading: Promise<void> | undefined;
	let isLoading = false;
	/** Which names were loaded last, and how often. */
	let loaded: { readonly at: number | undefined; readonly times: number } = { at: undefined, times: 0 };
	let isKeepable = true;

	const calls: { readonly [List in NameList]: () => Promise<SiteNames[List]> } = {
		agents: async () => byId(await client.listAgentNames(signal)),
		departments: async () => byId(await client.listDepartments(signal)),
		awayStatuses: async () => (await client.listAwayStatuses(signal)).slice(0, mostRows),
		variables: async () => (await client.listVariableDefinitions(signal)).slice(0, mostRows),
	};

	function due(shared: Shared, asked: boolean, now: number): readonly NameList[] {
		const mayRead = asked || shared.lease?.holder === windowId;
		return mayRead && silentUntil(shared.backoff, now) === undefined
			? dueNames(isNewSignIn ? undefined : shared.names, { asked, knows, now })
			: [];
	}

	async function readDue(asked: boolean): Promise<void> {
		await load(); // what is kept need not be read
		const expected = signal.aborted ? 0 : due(share.current, asked, clock.now()).length;
		// Another site's windows share the budget: taking the calls and asking for room is one step.
		if (expected === 0 || !(await callRecord.take(expected, options.activity.budget()))) {
			return;
		}
		const sentBefore = options.sent?.() ?? 0;
		const lists = await share.change<readonly NameList[]>((shared, now) => {
			const wanted = signal.aborted ? [] : due(shared, asked, now).slice(0, expected);
			const tries = Object.fromEntries(wanted.map((list) => [list, { at: now, outcome: 'failed' as const }]));
			return wanted.length === 0 ? [shared, []] : [noteOf(shared, tries), wanted];
		});
		if (lists.length > 0 && !signal.aborted) {
			isNewSignIn = false;
			const tries = await readLists(lists);
			callRecord.record((options.sent?.() ?? 0) - sentBefore - lists.length);
			await conclude(tries);
		}
	}

	/** One after the other: nobody waits for them, and after the first there may be no more to ask. */
	async function readLists(lists: readonly NameList[]): Promise<NamesNote['tries']> {
		let tries: NamesNote['tries'] = {};
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
				log.info(`${what}: ${error.message}, done without in this sign-in`);
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
		log.error(`names could not be read by a fault of ours: ${reason instanceof Error ? reason.name : 'unknown'}`);
		return new ApiError('server');
	}

	/** What is the same stays the same object: views are not to be painted anew. */
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
		const isNew = outcomes.includes('read') || (outcomes.includes('refused') && keptAt !== undefined);
		const at = isNew ? await storeNames() : undefined;
		knows ||= isNew;
		if (signal.aborted) {
			return;
		}
		await share.change((shared) => [noteOf(shared, tries, at), undefined]);
	}

	/** Stores the names before the others hear of them. Returns the instant that the others need, undefined where they could not be stored. */
	async function storeNames(): Promise<number | undefined> {
		const at = clock.now();
		try {
			await kept?.write(namesText(store.state.names, at));
			keptAt = at;
			return kept && at;
		} catch {
			recordStoreFailure();
			return undefined;
		}
	}

	function noteOf(shared: Shared, tries: NamesNote['tries'], at?: number): Shared {
		return { ...shared, names: withTries(shared.names, tries, at) };
	}

	/** What is kept, at first and where another window has kept something newer. */
	function load(): Promise<void> {
		const newest = share.current.names?.keptAt;
		const isWanted = loading === undefined || (newest !== undefined && newest !== keptAt);
		const isInVain = loaded.at === newest && loaded.times >= mostLoads;
		if (kept && isWanted && !isInVain && !isLoading) {
			isLoading = true;
			loading = loadFrom(kept, newest).finally(() => {
				isLoading = false;
			});
		}
		return loading ?? Promise.resolve();
	}

	async function loadFrom(from: KeptNames, newest: number | undefined): Promise<void> {
		try {
			const text = await from.read();
			const found = text === undefined ? undefined : parseNames(text);
			if (found && found.keptAt !== keptAt && !signal.aborted) {
				keptAt = found.keptAt;
				knows = true;
				put(found.names);
			}
		} catch {
			recordStoreFailure();
		}
		loaded = { at: newest, times: loaded.at === newest ? loaded.times + 1 : 1 };
	}

	function recordStoreFailure(): void {
		if (isKeepable && !signal.aborted) {
			log.warn('the secret store refused: names are kept in this window alone');
		}
		isKeepable = false;
	}

	/** One after the other. A poll that ends meanwhile is none to wait for; a user who asks meanwhile is. */
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

/** Whether the service itself says that there are none for this user. */
function isRefusal(error: ApiError): boolean {
	return (error.kind === 'forbidden' || error.kind === 'notFound') && conclusionOf(error) === 'refused';
}

function byId(rows: readonly Named[]): ReadonlyMap<string, string> {
	return new Map(rows.slice(0, mostRows).map(({ id, name }) => [id, name]));
}

function isSame(a: Iterable<unknown>, b: Iterable<unknown>): boolean {
	return JSON.stringify([...a]) === JSON.stringify([...b]);
}
