// The embedded Chat Server: a fetch-shaped function over a small world. It serves sample data, tests and bug reports, and touches nothing outside.
import type { Clock, Fetch, FetchRequest, FetchResponse } from '../service/ports';
import { keepWorld, type WorldActs } from './acts';
import type { Request } from './answer';
import { type Behaviour, usualBehaviour } from './behaviour';
import { type Credentials, refuseCredentials } from './credentials';
import { type Outcome, route, type Service } from './routes';
import { type Scenario, settingOf } from './scenarios';
import { createWorld } from './step';

// biome-ignore lint/performance/noBarrelFile: this file is the one door to the sandbox, loaded by a dynamic import.
export { myAgentId, sampleVisitor } from './rows';
export { isScenario, type Scenario, scenarios } from './scenarios';
export type { Behaviour, WorldActs };

export const sandboxBaseUrl = 'https://sandbox.invalid/v4';

/** Opens the sandbox only: it is no secret. */
export const sandboxToken = 'sandbox-token';

/** One request that reached the server, and what became of it. */
export interface RequestEntry {
	readonly method: string;
	/** With the query. */
	readonly path: string;
	readonly at: number;
	/** Of the answer; undefined while there is none or when none came. */
	status: number | undefined;
}

export interface SandboxOptions {
	readonly scenario: Scenario;
	/** Without timers every answer comes at once. */
	readonly clock: Pick<Clock, 'now'> & Partial<Pick<Clock, 'setTimer'>>;
	/** Another seed is another world. */
	readonly seed?: number;
	readonly token?: string;
	readonly credentials?: Partial<Credentials>;
	readonly behaviour?: Partial<Behaviour>;
	/** Begins without movement: every change is an act of the test. */
	readonly frozen?: boolean;
}

export interface Sandbox {
	readonly fetch: Fetch;
	readonly world: WorldActs;
	/** May be changed at any time. */
	readonly behaviour: Behaviour;
	/** Every request so far, the oldest first. */
	readonly requests: readonly RequestEntry[];
}

function aborted(): DOMException {
	return new DOMException('The operation was aborted.', 'AbortError');
}

/** Settles with the promise, or rejects as `fetch` does once the signal fires. */
function unlessAborted<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(aborted());
			return;
		}
		const abort = () => reject(aborted());
		signal.addEventListener('abort', abort, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}

function readRequest(url: string, request: FetchRequest): Request {
	const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
	return {
		method: request.method,
		url: new URL(url),
		headers: Object.fromEntries(headers),
		body: request.body ?? '',
	};
}

export function createSandbox(options: SandboxOptions): Sandbox {
	const { scenario, clock, seed = 1, token = sandboxToken } = options;
	const { acts, changeWorld } = keepWorld(createWorld(seed, clock.now(), settingOf(scenario)), clock);
	const behaviour: Behaviour = { ...usualBehaviour, ...options.behaviour };
	const credentials: Credentials = { tokens: [token], apiKeys: [], ...options.credentials };
	const service: Service = { seed, quirky: scenario === 'quirks', acts, behaviour, changeWorld };
	const requests: RequestEntry[] = [];
	if (options.frozen) {
		acts.freeze();
	}

	const wait = (delay: number) =>
		new Promise<void>((resolve) => {
			if (delay > 0 && clock.setTimer) {
				clock.setTimer(resolve, delay);
			} else {
				resolve();
			}
		});

	const answer = (request: Request): Outcome => {
		const refusal = refuseCredentials(request, scenario === 'expired' ? { tokens: [], apiKeys: [] } : credentials);
		return refusal ? { answer: refusal } : route(service, request);
	};

	const exchange = async (request: Request, entry: RequestEntry): Promise<FetchResponse> => {
		const { answer: said, hangs } = answer(request);
		await (hangs ? new Promise<never>(() => undefined) : wait(behaviour.latency));
		entry.status = said.status;
		return {
			status: said.status,
			headers: { get: (name) => said.headers[name.toLowerCase()] ?? null },
			text: async () => said.body,
		};
	};

	const fetch: Fetch = async (url, fetchRequest) => {
		if (fetchRequest.signal.aborted) {
			throw aborted();
		}
		const request = readRequest(url, fetchRequest);
		const entry: RequestEntry = {
			method: request.method,
			path: request.url.pathname + request.url.search,
			at: clock.now(),
			status: undefined,
		};
		requests.push(entry);
		return unlessAborted(fetchRequest.signal, exchange(request, entry));
	};

	return { fetch, world: acts, behaviour, requests };
}
