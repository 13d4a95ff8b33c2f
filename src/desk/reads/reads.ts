// The reads of one poll: the lists that are due, then whoever is wanted and in neither of them.
import type { ChatClient } from '../../service/chatClient';
import { ApiError, conclusionOf, isApiError } from '../../service/errors';
import type { Id, Visitor } from '../../service/model';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import { createFailureLog, faultName } from '../failureLog';
import type { DeskState, WatchedVisitor } from '../state';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import type { Shared } from '../windows/shared';
import { newestAgents } from '../windows/sharedAgents';
import { applyShared } from './applyShared';
import { applyVisitors } from './applyVisitors';
import { withAgents, withUnlisted, withWaits } from './sharedChanges';
import { watchedAfterFailure, watchedAs } from './watched';
import type { WriteOrder } from './writeOrder';

export interface ReadsOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly client: ChatClient;
	readonly env: Env;
	readonly rateLimiter: RateLimiter;
	readonly writes: WriteOrder;
	readonly signal: AbortSignal;
}

export interface Lists {
	readonly agents: boolean;
	readonly visitors: boolean;
}

/** How a poll ended; undefined for well, or not asked. */
export interface Failures {
	readonly agents: ApiError | undefined;
	readonly visitors: ApiError | undefined;
}

export interface Reads {
	/** Reads the lists named, each once where it is already being read, then who is wanted by id. Never rejects. */
	readLists(which: Lists): Promise<Failures>;
	/** How many calls that would be. */
	cost(which: Lists): number;
	/** Reads my row by id where the list leaves me out. Never rejects. */
	readMe(): Promise<void>;
	/** Reads a watched visitor by id. Never rejects. */
	readWatched(id: Id): Promise<void>;
	/** The watched visitors who left: polls read them no more. */
	leftVisitors(): readonly Id[];
}

export function createReads(options: ReadsOptions): Reads {
	const { store, share, client, rateLimiter, writes, signal } = options;
	const { clock, log } = options.env;
	const failures = createFailureLog(log);
	const underWay = new Map<string, Promise<unknown>>();

	/** Equal reads in flight are one; a read that began before a write ended is not equal to one after it. */
	function once<Answer>(what: string, read: () => Promise<Answer>): Promise<Answer> {
		if (signal.aborted) {
			return Promise.reject(new ApiError('aborted'));
		}
		const key = `${what} ${writes.mark()}`;
		const known = underWay.get(key) as Promise<Answer> | undefined;
		if (known !== undefined) {
			return known;
		}
		const reading = read().finally(() => underWay.delete(key));
		underWay.set(key, reading);
		return reading;
	}

	/** What the service or the network did; a fault of our own is logged as that, and shows as a read that failed. */
	function failureOf(reason: unknown): ApiError {
		if (isApiError(reason)) {
			return rateLimiter.learn(reason);
		}
		const name = faultName(reason);
		log.error(`a read failed by a fault of ours: ${name}`);
		return new ApiError('network', { code: name });
	}

	async function readLists(which: Lists): Promise<Failures> {
		// Each failure is learned from as it comes: the other list may take its time, and a Retry-After binds from now on.
		const failure = (read: Promise<void>) => read.then(() => undefined, failureOf);
		const [agents, visitors] = await Promise.all([
			which.agents ? failure(once('agents', readAgents)) : undefined,
			which.visitors ? failure(once('visitors', readVisitors)) : undefined,
		]);
		if (which.agents) {
			failures.record('agents', agents);
		}
		if (which.visitors) {
			failures.record('visitors', visitors);
		}
		if (!agents && !visitors && !signal.aborted && rateLimiter.notBefore() === undefined) {
			await Promise.all([
				...(which.agents ? [readMe()] : []),
				...(which.visitors ? unlistedVisitors().map(readWatched) : []),
			]);
		}
		return { agents, visitors };
	}

	async function readAgents(): Promise<void> {
		const begun = await share.change((shared) => {
			const readCount = shared.readCount + 1;
			return [
				{ ...shared, readCount },
				{ number: readCount, writesBefore: shared.writeCount },
			];
		});
		if (signal.aborted) {
			throw new ApiError('aborted');
		}
		const list = await client.listAgents(signal);
		const isNewest = await share.change((shared, now) => {
			if (begun.number < shared.agentsRead) {
				return [shared, false]; // another window has asked later and was answered sooner
			}
			const rows = newestAgents(list.rows, shared.written, begun.writesBefore);
			return [withAgents(shared, { ...list, rows }, begun.number, now), true];
		});
		store.update(applyShared(store.state, share.current, clock.now(), isNewest ? list.rows : []));
	}

	async function readVisitors(): Promise<void> {
		const mark = writes.mark();
		const list = await client.listVisitors(signal);
		const { rows } = list;
		const asOf = await share.change((shared, now) => [withWaits(shared, store.state, rows, now), now]);
		const { state } = store;
		// A write may have ended at any moment until now.
		const visitors = writes.newest(rows, () => knownVisitors(state), mark);
		const shared = applyShared(state, share.current, clock.now());
		store.update({ ...shared, ...applyVisitors(state, { ...list, rows: visitors }, asOf) });
	}

	/** The list may leave me out, and the service has no call that says who I am. */
	async function readMe(): Promise<void> {
		const { id } = store.state.me;
		if (id === undefined || isListed(id)) {
			return;
		}
		await once(`agent ${id}`, () => readAgent(id)).catch(() => undefined); // closed meanwhile: nobody wants it any more
	}

	async function readAgent(id: Id): Promise<void> {
		try {
			const writesBefore = await share.change((shared) => [shared, shared.writeCount]);
			if (signal.aborted) {
				return;
			}
			const agent = await client.getAgent(id, signal);
			failures.record('my agent', undefined);
			const newest = ({ written }: Shared) => newestAgents([agent], written, writesBefore)[0];
			await share.change((shared, now) => [withUnlisted(shared, { id, agent: newest(shared) }, now), undefined]);
			store.update(applyShared(store.state, share.current, clock.now(), [agent]));
		} catch (reason) {
			const error = failureOf(reason);
			failures.record('my agent', error);
			if (error.kind === 'notFound' && conclusionOf(error) === 'refused') {
				await share.change((shared, now) => [withUnlisted(shared, { id, agent: undefined }, now), undefined]);
				store.update(applyShared(store.state, share.current, clock.now()));
			}
		}
	}

	function isListed(id: Id): boolean {
		return store.state.agents?.some((agent) => agent.id === id) ?? false;
	}

	/** The watched visitors who are not in the list and are not known to have left. */
	function unlistedVisitors(): Id[] {
		return watchedWhere(({ left }) => !left);
	}

	function watchedWhere(matches: (known: WatchedVisitor) => boolean): Id[] {
		const wanted = new Set([...store.state.watched].filter(([, known]) => matches(known)).map(([id]) => id));
		for (const { id } of wanted.size > 0 ? (store.state.visitors ?? []) : []) {
			wanted.delete(id);
		}
		return [...wanted];
	}

	function readWatched(id: Id): Promise<void> {
		return once(`visitor ${id}`, () => readVisitor(id)).catch(() => undefined); // closed meanwhile
	}

	async function readVisitor(id: Id): Promise<void> {
		const mark = writes.mark();
		try {
			const visitor = await client.getVisitor(id, signal);
			if (writes.isNewer(id, mark)) {
				updateWatched(id, () => watchedAs(visitor, clock.now()));
			}
		} catch (reason) {
			const error = failureOf(reason);
			updateWatched(id, (before) => watchedAfterFailure(before, error));
		}
	}

	function updateWatched(id: Id, change: (before: WatchedVisitor) => WatchedVisitor): void {
		const before = store.state.watched.get(id);
		if (before) {
			store.update({ watched: new Map(store.state.watched).set(id, change(before)) });
		}
	}

	return {
		readLists,
		cost({ agents, visitors }) {
			const { id } = store.state.me;
			const isMeExtra = agents && id !== undefined && store.state.agents !== undefined && !isListed(id);
			return Number(agents) + Number(isMeExtra) + (visitors ? 1 + unlistedVisitors().length : 0);
		},
		readMe,
		readWatched,
		leftVisitors: () => watchedWhere(({ left }) => left),
	};
}

/** A watched visitor may be in no list. */
function* knownVisitors({ visitors, watched }: DeskState): Iterable<Visitor> {
	for (const { visitor } of watched.values()) {
		if (visitor) {
			yield visitor;
		}
	}
	yield* visitors ?? [];
}
