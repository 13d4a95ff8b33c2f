// Opens a sandbox for a test and calls it as the client would: with a token, by a path below the base URL.

import { createSandbox, sandboxBaseUrl, sandboxToken } from '../../src/sandbox/chatServer';
import type { World } from '../../src/sandbox/world';
import type { FetchRequest } from '../../src/service/ports';
import { createSiteSandbox, type SiteSandboxOptions } from '../sandboxServer/siteSandbox';

export const startOfDay = Date.UTC(2024, 4, 6, 8);

export interface Said {
	readonly status: number;
	readonly text: string;
	// Answers have many shapes, so tests read any field.
	readonly json: Row & readonly Row[];
	header(name: string): string | null;
}

export type Row = Readonly<Record<string, unknown>>;

type CallOptions = {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signal?: AbortSignal;
	readonly base?: string;
};

function parse(text: string): Said['json'] {
	try {
		return JSON.parse(text);
	} catch {
		return undefined as unknown as Said['json'];
	}
}

export function open(options: Partial<SiteSandboxOptions> = {}) {
	let now = startOfDay;
	const sandbox = createSiteSandbox({ clock: { now: () => now }, ...options });

	async function call(path: string, given: CallOptions = {}): Promise<Said> {
		const response = await sandbox.fetch(`${given.base ?? sandboxBaseUrl}/${path}`, {
			method: (given.method ?? 'GET') as FetchRequest['method'],
			headers: given.headers ?? { Authorization: `Bearer ${sandboxToken}` },
			...(given.body === undefined ? {} : { body: given.body }),
			redirect: 'manual',
			signal: given.signal ?? new AbortController().signal,
		});
		const text = await response.text();
		return { status: response.status, text, json: parse(text), header: (name) => response.headers.get(name) };
	}

	return {
		sandbox,
		call,
		put: (path: string, body: unknown, type = 'application/json') =>
			call(path, {
				method: 'PUT',
				headers: { authorization: `Bearer ${sandboxToken}`, 'Content-Type': type },
				body: typeof body === 'string' ? body : JSON.stringify(body),
			}),
		get now() {
			return now;
		},
		pass(milliseconds: number) {
			now += milliseconds;
		},
	};
}

/** The world after it was read at each of these instants (ms since the start of the day) in turn. */
export function walk(seed: number, instants: readonly number[]): World {
	let now = startOfDay;
	const { world } = createSandbox({ seed, clock: { now: () => now } });
	for (const instant of instants) {
		now = startOfDay + instant;
		world.visitors();
	}
	return world.current;
}
