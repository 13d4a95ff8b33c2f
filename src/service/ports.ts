// What the pure folders need of the world outside, passed in as plain functions, so that nothing here names VS Code, Node or a browser.
import type { ApiErrorKind } from './errors';

/** One request. `redirect` is always manual: the client decides itself where a secret may travel. */
export interface FetchRequest {
	readonly method: 'GET' | 'PUT' | 'POST';
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly redirect: 'manual';
	readonly signal: AbortSignal;
}

/** The part of a `Response` that is read; node-fetch, the platform's fetch and the sandbox all answer it. */
export interface FetchResponse {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	text(): Promise<string>;
}

export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

/** Time as an argument. All instants are milliseconds since 1970 UTC, all spans milliseconds. */
export interface Clock {
	now(): number;
	/** Calls back once after `delay` ms; the returned function cancels it. */
	setTimer(callback: () => void, delay: number): () => void;
}

/** A log without secrets and without personal data: callers pass ids, kinds and counts only. */
export interface Log {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}

/** Small texts that all windows of this VS Code see. Every method may reject: a folder can be missing, full or read-only. */
export interface Store {
	/** Undefined where there is none of that name. */
	read(name: string): Promise<string | undefined>;
	/**
	 * Replaces a text by what `change` makes of it, undefined for leaving it as it is. No other window changes it in between where
	 * the platform can tell (Node: an exclusive lock; `workspace.fs` has none, so there the last writer wins). Readers see it whole.
	 */
	update(name: string, change: (text: string | undefined) => string | undefined): Promise<void>;
	remove(name: string): Promise<void>;
}

/** One request after its end. */
export interface RequestRecord {
	/** Instant (ms) at which it began, and how long (ms) it took. */
	readonly at: number;
	readonly ms: number;
	readonly method: FetchRequest['method'];
	/** As `shortPath` gives it. */
	readonly path: string;
	readonly kind: ApiErrorKind | 'ok';
	readonly status: number | undefined;
	/** The system's code of a network failure. */
	readonly code: string | undefined;
}

export interface Ports extends Clock {
	readonly fetch: Fetch;
	/** Hears of every request after its end. */
	readonly recordRequest?: (request: RequestRecord) => void;
	/** A number in [0, 1), as `Math.random`. */
	random(): number;
	readonly log: Log;
}
