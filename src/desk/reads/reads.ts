// The reads of one poll: the lists that are due, then by id the agent and visitors that are needed and in no list.
import { ageRounding, oldAnswer, showsUntil } from '../../service/answerAge';
import type { ChatClient, List } from '../../service/chatClient';
import { ApiError, conclusionOf, isApiError } from '../../service/errors';
import type { Id, Visitor } from '../../service/model';
import { inSlices } from '../../service/slices';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import { createFailureLog, errorName } from '../failureLog';
import { createBadgeCount } from '../segments/badgeCount';
import { segmentWaits } from '../segments/segmentAlerts';
import type { Segments } from '../segments/segments';
import type { DeskState, WatchedVisitor } from '../state';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import type { Shared } from '../windows/shared';
import { newestAgents, writesShown } from '../windows/sharedAgents';
import { applyShared } from './applyShared';
import { applyVisitors } from './applyVisitors';
import { isPartial } from './listGaps';
import { withAgents, withUnlisted, withWaits } from './sharedChanges';
import { watchedAfterFailure, watchedAs } from './watched';
import type { WriteOrder } from './writeOrder';

interface ReadsOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly client: ChatClient;
	readonly env: Env;
	readonly rateLimiter: RateLimiter;
	readonly writes: WriteOrder;
	readonly segments: () => Segments;
	/** Called after each list of visitors. Never rejects. */
	readonly onVisitors: (rows: readonly Visitor[], isComplete: boolean) => Promise<void>;
	readonly signal: AbortSignal;
}

export interface Lists {
	readonly agents: boolean;
	readonly visitors: boolean;
	/** Whether the service has to be asked, and no cache on the way. */
	readonly isFresh?: boolean;
}

/** The errors of a poll; undefined for a list that was read, or that wasn't due. */
export interface Failures {
	readonly agents: ApiError | undefined;
	readonly visitors: ApiError | undefined;
}

export interface Reads {
	/** Reads these lists, or joins a read of them under way, then the needed rows by id. Never rejects. */
	readLists(which: Lists): Promise<Failures>;
	/** Whether a cache on the way has answered for a list. */
	isBehindCache(): boolean;
	/** How many calls `readLists` would make. */
	cost(which: Lists): number;
	/** Reads my row by id if I am not in the list. Never rejects. */
	readMe(): Promise<void>;
	/** Reads a watched visitor by id. Never rejects. */
	readWatched(id: Id): Promise<void>;
	/** The watched visitors who left; polls don't read them any more. */
	leftVisitors(): readonly Id[];
}

export function createReads(options: ReadsOptions): Reads {
	const { store, share, client, rateLimiter, writes, signal } = options;
	const { clock, log } = options.env;
	const failures = createFailureLog(log);
	const countInBadge = createBadgeCount();
	const underWay = new Map<string, Promise<unknown>>();
	let isBehindCache = false;

	/** Joins an equal read under way. A read that began before a write ended is not equal to one after it. */
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

	/** The error of a failed read. An internal error is logged, and handled like a network failure. */
	function failureOf(reason: unknown): ApiError {
		if (isApiError(reason)) {
			isBehindCache ||= reason.code === oldAnswer;
			return rateLimiter.learn(reason);
		}
		const name = errorName(reason);
		log.error(`a read failed because of an internal error: ${name}`);
		return new ApiError('network', { code: name });
	}

	async function readLists(which: Lists): Promise<Failures> {
		const { isFresh = false } = which;
		const fresh = isFresh ? ' fresh' : '';
		// Each failure is handled as soon as it arrives: a Retry-After counts at once, and the other list may take longer.
		const failure = (read: Promise<void>) => read.then(() => undefined, failureOf);
		const [agents, visitors] = await Promise.all([
			which.agents ? failure(once(`agents${fresh}`, () => readAgents(isFresh))) : undefined,
			which.visitors ? failure(once(`visitors${fresh}`, () => readVisitors(isFresh))) : undefined,
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

	async function readAgents(isFresh: boolean): Promise<void> {
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
		const askedAt = clock.now();
		const list = await client.listAgents(signal, isFresh);
		isBehindCache ||= list.age !== undefined;
		const isNewest = await share.change((shared, now) => {
			const asOf = asOfList(list, now);
			if (begun.number < shared.agentsRead || isOlder(list, asOf, shared.agentsAsOf)) {
				return [shared, false]; // a later read of another window has ended sooner, or a cache answered with less than is known
			}
			const shown = writesShown(shared.written, begun.writesBefore, showsUntil(askedAt, list.age));
			const rows = newestAgents(list.rows, shared.written, shown);
			return [withAgents(shared, { ...list, rows }, begun.number, asOf), true];
		});
		store.update(applyShared(store.state, share.current, clock.now(), isNewest ? list.rows : []));
	}

	async function readVisitors(isFresh: boolean): Promise<void> {
		const mark = writes.mark();
		const askedAt = clock.now();
		const list = await client.listVisitors(signal, isFresh);
		isBehindCache ||= list.age !== undefined;
		const { rows } = list;
		const segments = options.segments();
		const segmentCount = await inSlices(countInBadge(rows, segments), clock);
		const bySegment = segmentWaits(rows, segments);
		const { state } = store;
		const now = clock.now();
		const asOf = asOfList(list, now);
		if (isOlder(list, asOf, state.visitorsAsOf)) {
			return;
		}
		const changed = share.change((shared, changedAt) => {
			const instant = Math.min(asOf, changedAt);
			return isOlder(list, instant, shared.visitorsAsOf)
				? [shared, undefined]
				: [{ ...withWaits(shared, state, list, bySegment, instant), segmentCount }, undefined];
		});
		// The rows are shown at once, with the waits as this change makes them: the file may take long.
		// A write may have ended at any moment until now.
		const shown = writes.aged(mark, showsUntil(askedAt, list.age));
		const visitors = writes.newest(rows, () => knownVisitors(state), shown);
		const shared = applyShared(state, share.current, now);
		store.update({ ...shared, ...applyVisitors(state, { ...list, rows: visitors }, asOf) });
		await changed;
		// Another window may have changed the file since this one read it.
		store.update(applyShared(store.state, share.current, clock.now()));
		await options.onVisitors(visitors, !isPartial(list));
	}

	/** The list may not contain me, and the service has no call for the signed-in agent. */
	async function readMe(): Promise<void> {
		const { id } = store.state.me;
		if (id === undefined || isListed(id)) {
			return;
		}
		await once(`agent ${id}`, () => readAgent(id)).catch(() => undefined); // the desk was closed meanwhile
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
		return once(`visitor ${id}`, () => readVisitor(id)).catch(() => undefined); // the desk was closed meanwhile
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
		isBehindCache: () => isBehindCache,
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

/** Instant (ms) of the data. */
function asOfList({ age = 0 }: List<unknown>, now: number): number {
	return now - age;
}

/** Whether a cache on the way may have answered with data older than those that are known. Known data from the future don't count: the clock was set back. */
function isOlder({ age }: List<unknown>, asOf: number, known: number | undefined): boolean {
	return age !== undefined && known !== undefined && asOf - ageRounding <= known && known <= asOf + age;
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
