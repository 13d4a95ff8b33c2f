// What the pure folders need of the world outside, passed in as plain functions, so that nothing here names VS Code, Node or a browser.

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

export interface Ports extends Clock {
	readonly fetch: Fetch;
	/** A number in [0, 1), as `Math.random`. */
	random(): number;
	readonly log: Log;
}
