// What one poll reads, how it goes into the state and to the other windows: the lists that are due, then whoever is wanted and stands in neither.
import type { ChatClient } from '../../service/chatClient';
import { ApiError, isApiError } from '../../service/errors';
import type { Agent, Id, Visitor } from '../../service/model';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import { createFailureLog, faultName } from '../failureLog';
import type { DeskState, WatchedVisitor } from '../state';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import { newestAgents, type Shared, type SharedAgent } from '../windows/shared';
import { maxSharedAge, meAfterRead } from './applyShared';
import { observeWaits } from './waits';
import { watchedAfterFailure, watchedAfterList, watchedAs } from './watched';
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
	lists(which: Lists): Promise<Failures>;
	/** How many calls that would be. */
	cost(which: Lists): number;
	/** Reads my row by id where the list leaves me out. Never rejects. */
	me(): Promise<void>;
	/** Reads a followed visitor by id. Never rejects. */
	watched(id: Id): Promise<void>;
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

	async function lists(which: Lists): Promise<Failures> {
		// Each failure is learned from as it comes: the other list may take its time, and a Retry-After binds from now on.
		const failure = (read: Promise<void>) => read.then(() => undefined, failureOf);
		const [agents, visitors] = await Promise.all([
			which.agents ? failure(once('agents', readAgents)) : undefined,
			which.visitors ? failure(once('visitors', readVisitors)) : undefined,
		]);
		if (which.agents) {
			failures.note('agents', agents);
		}
		if (which.visitors) {
			failures.note('visitors', visitors);
		}
		if (!agents && !visitors && !signal.aborted && rateLimiter.notBefore() === undefined) {
			await Promise.all([
				...(which.agents ? [me()] : []),
				...(which.visitors ? unlisted().map((id) => watched(id)) : []),
			]);
		}
		return { agents, visitors };
	}

	async function readAgents(): Promise<void> {
		const { turn, writesBefore } = await share.change((shared) => {
			const turn = shared.reads + 1;
			return [
				{ ...shared, reads: turn },
				{ turn, writesBefore: shared.writes },
			];
		});
		if (signal.aborted) {
			throw new ApiError('aborted');
		}
		const { rows } = await client.listAgents(signal);
		const read = await share.change<readonly Agent[] | undefined>((shared, now) => {
			if (turn < shared.agentsTurn) {
				return [shared, undefined]; // another window has asked later and was answered sooner
			}
			const agents = newestAgents(rows, shared.written, writesBefore);
			const plain = agents.map(({ id, status, ongoingChats }) => ({ id, status, ongoingChats }));
			const isNew = !isSame(shared.agents, plain);
			const unlisted = shared.unlisted.filter(({ id }) => !plain.some((row) => row.id === id));
			const next = { agents: plain, agentsAsOf: now, agentsTurn: turn, unlisted };
			return [{ ...shared, ...next, changedAt: changedAt(shared, isNew, now) }, agents];
		});
		if (!read) {
			return; // what that one brought is adopted
		}
		const { state } = store;
		// A write may have ended at any moment until now.
		const agents = newestAgents(read, share.current.written, writesBefore);
		const mine = agents.find(({ id }) => id === state.me.id);
		const now = clock.now();
		store.update({
			agents,
			agentsAsOf: now,
			me: mine ? meAfterRead(state.me, mine, share.current, now) : state.me,
		});
	}

	async function readVisitors(): Promise<void> {
		const mark = writes.mark();
		const { rows } = await client.listVisitors(signal);
		const waits = await share.change((shared, now) => {
			const { state } = store;
			const isKnown = shared.waits !== undefined && now - (shared.visitorsAsOf ?? 0) < maxSharedAge;
			const before = isKnown ? new Map(shared.waits) : state.waits;
			const observed = observeWaits(before, rows, state.visitors === undefined && !isKnown, now);
			// A window that has just taken over can't tell whether the rows are new.
			const isNew = observed !== before || (state.visitors !== undefined && rows !== state.visitors);
			const after = { ...shared, waits: [...observed], visitorsAsOf: now, changedAt: changedAt(shared, isNew, now) };
			return [after, observed];
		});
		// A write may have ended at any moment until now.
		const { state } = store;
		const visitors = writes.newest(rows, () => knownVisitors(state), mark);
		const now = clock.now();
		store.update({
			visitors,
			visitorsAsOf: now,
			waits: isSameMap(state.waits, waits) ? state.waits : waits,
			watched: watchedAfterList(state.watched, visitors, now),
		});
	}

	/** The list may leave me out, and there is no "who am I" (API.md). */
	async function me(): Promise<void> {
		const { id } = store.state.me;
		if (id === undefined || isListed(id)) {
			return;
		}
		await once(`agent ${id}`, () => readMe(id)).catch(() => undefined); // closed meanwhile: nobody wants it any more
	}

	async function readMe(id: Id): Promise<void> {
		try {
			const writesBefore = await share.change((shared) => [shared, shared.writes]);
			if (signal.aborted) {
				return;
			}
			const agent = await client.getAgent(id, signal);
			failures.note('my agent', undefined);
			const newest = ({ written }: Shared) => newestAgents([agent], written, writesBefore)[0] ?? agent;
			await share.change((shared, now) => [withUnlisted(shared, newest(shared), now), undefined]);
			if (store.state.me.id === id) {
				store.update({ me: meAfterRead(store.state.me, newest(share.current), share.current, clock.now()) });
			}
		} catch (reason) {
			const error = failureOf(reason);
			failures.note('my agent', error);
			if (error.kind === 'notFound') {
				await share.change((shared) => [
					{ ...shared, unlisted: shared.unlisted.filter((row) => row.id !== id) },
					undefined,
				]);
				if (store.state.me.id === id) {
					store.update({ me: { ...store.state.me, agent: undefined } });
				}
			}
		}
	}

	function isListed(id: Id): boolean {
		return store.state.agents?.some((agent) => agent.id === id) ?? false;
	}

	/** The followed visitors who are not in the list and are not known to have left. */
	function unlisted(): Id[] {
		const listed = new Set(store.state.visitors?.map(({ id }) => id));
		return [...store.state.watched].filter(([id, { left }]) => !left && !listed.has(id)).map(([id]) => id);
	}

	function watched(id: Id): Promise<void> {
		return once(`visitor ${id}`, () => readWatched(id)).catch(() => undefined);
	}

	async function readWatched(id: Id): Promise<void> {
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
		lists,
		cost({ agents, visitors }) {
			const { id } = store.state.me;
			const meToo = agents && id !== undefined && store.state.agents !== undefined && !isListed(id);
			return Number(agents) + Number(meToo) + (visitors ? 1 + unlisted().length : 0);
		},
		me,
		watched,
	};
}

function changedAt(shared: Shared, isNew: boolean, now: number): number {
	return isNew ? now : (shared.changedAt ?? now);
}

function isSame(before: readonly SharedAgent[] | undefined, after: readonly SharedAgent[]): boolean {
	return (
		before?.length === after.length &&
		after.every(({ id, status, ongoingChats }, n) => {
			const row = before[n];
			return row?.id === id && row.status === status && row.ongoingChats === ongoingChats;
		})
	);
}

function isSameMap<Key, Value extends { since: number }>(
	a: ReadonlyMap<Key, Value>,
	b: ReadonlyMap<Key, Value>,
): boolean {
	return a.size === b.size && [...b].every(([key, value]) => a.get(key)?.since === value.since);
}

function withUnlisted(shared: Shared, { id, status, ongoingChats }: Agent, now: number): Shared {
	const others = shared.unlisted.filter((row) => row.id !== id && now - row.asOf < maxSharedAge);
	return { ...shared, unlisted: [...others, { id, status, ongoingChats, asOf: now }] };
}

/** Who is followed needs not be in a list. */
function* knownVisitors({ visitors, watched }: DeskState): Iterable<Visitor> {
	for (const { visitor } of watched.values()) {
		if (visitor) {
			yield visitor;
		}
	}
	yield* visitors ?? [];
}
