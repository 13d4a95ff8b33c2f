// The functions that the pure folders get from the runtime: fetch, clock, randomness, log, stored texts.
import type { ApiErrorKind } from './errors';

/** One request. `redirect` is always manual: the client decides where a secret may be sent. */
export interface FetchRequest {
	readonly method: 'GET' | 'PUT' | 'POST';
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly redirect: 'manual';
	/** As `fetch` has it: caches on the way have to ask the service. */
	readonly cache?: 'reload';
	readonly signal: AbortSignal;
}

/** The part of a `Response` that is read: node-fetch, the platform's fetch and the sandbox all have it. */
export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	text(): Promise<string>;
}

/**
 * Rejects with the system's code in `code`, and with `isUnanswered: true` if the server closed a reused connection without
 * a byte of an answer: servers do so with idle connections, and then haven't received the request.
 */
export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

/** Instants are ms since 1970 UTC, spans are ms. */
export interface Clock {
	now(): number;
	/** Calls back once after `delay` ms; the returned function cancels it. */
	setTimer(callback: () => void, delay: number): () => void;
}

/** Holds no secrets and no personal data: callers pass ids, kinds and counts only. */
export interface Log {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}

/** Small texts that all windows of this VS Code share. Every method may reject: a folder can be missing, full or read-only. */
export interface Store {
	/** Undefined if there is no text of that name. */
	read(name: string): Promise<string | undefined>;
	/**
	 * Replaces a text by what `change` returns; undefined leaves it as it is. In Node an exclusive lock keeps other windows from
	 * changing it in between; `workspace.fs` has no lock, so there the last writer wins. Readers never see half of a text.
	 */
	update(name: string, change: (text: string | undefined) => string | undefined): Promise<void>;
	remove(name: string): Promise<void>;
	/**
	 * Calls back when a text may have changed, whoever changed it. Left out where the system reports no changes.
	 * Also called when reports begin, and when they end.
	 */
	watch?(name: string, onChange: () => void): StoreWatch;
}

export interface StoreWatch {
	/** Whether the system reports changes at the moment; if not, the text has to be read regularly. */
	readonly isOn: boolean;
	close(): void;
}

/** One request that has ended. */
export interface RequestRecord {
	/** Instant (ms) at which it began, and its duration (ms). */
	readonly at: number;
	readonly ms: number;
	readonly method: FetchRequest['method'];
	/** As `shortPath` returns it. */
	readonly path: string;
	readonly kind: ApiErrorKind | 'ok';
	readonly status: number | undefined;
	/** The system's code of a network failure. */
	readonly code: string | undefined;
	/** How old (ms) the answer is, if a cache on the way has given it. */
	readonly age?: number | undefined;
}

export interface Ports extends Clock {
	readonly fetch: Fetch;
	/** Called for every request when it has ended. */
	readonly recordRequest?: (request: RequestRecord) => void;
	/** A number in [0, 1), as `Math.random`. */
	random(): number;
	readonly log: Log;
}
