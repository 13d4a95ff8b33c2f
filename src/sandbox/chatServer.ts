// The embedded Chat Server: a fetch-shaped function over a small world. It serves sample data, tests and bug reports, and touches nothing outside.
import type { Clock, Fetch, FetchRequest, FetchResponse } from '../service/ports';
import { keepWorld, type WorldActs } from './acts';
import { type Answer, guidelineFailure, type Request } from './answer';
import { hostileText } from './attacks';
import { type Behaviour, type BehaviourOptions, behaviourOf, type OAuthBehaviour } from './behaviour';
import { type ControlPanel, withoutControlPanel } from './controlPanel';
import { type Credentials, refuseCredentials } from './credentials';
import { type Fault, flakyFault, NetworkError, type PlannedFault, takeFault } from './faults';
import type { OAuthActs, OAuthOptions } from './oauth';
import { type Outcome, route, type Service } from './routes';
import { type Scenario, settingOf } from './scenarios';
import { createWorld } from './step';
import { createThrottle, type Limit, tightLimit } from './throttle';

// biome-ignore lint/performance/noBarrelFile: this file is the one door to the sandbox, loaded by a dynamic import.
export { sandboxApiKey, sandboxClientId, sandboxSiteId } from './credentials';
export { myAgentId, sampleVisitor } from './rows';
export { isScenario, type Scenario, scenarios } from './scenarios';
export type { Behaviour, Fault, Limit, OAuthActs, OAuthBehaviour, PlannedFault, WorldActs };

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
	/** In place of the one token. */
	readonly credentials?: Partial<Credentials>;
	readonly behaviour?: BehaviourOptions;
	/** A limit on calls; the throttled scenario has one of its own. */
	readonly limit?: Limit;
	/** Begins without movement: every change is an act of the test. */
	readonly frozen?: boolean;
	/** The site's control panel as well (`createOAuthServer`). The sample data need no sign-in, so it does not ship. */
	readonly controlPanel?: (options: OAuthOptions) => ControlPanel;
}

export interface Sandbox {
	readonly fetch: Fetch;
	readonly world: WorldActs;
	readonly oauth: OAuthActs;
	/** May be changed at any time. */
	readonly behaviour: Behaviour;
	/** Every request so far, the oldest first. */
	readonly requests: readonly RequestEntry[];
	/** Plans a fault for the next request, or for those that it fits. Plans are met in the order of planning. */
	plan(fault: PlannedFault | Fault): void;
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

function never(): Promise<never> {
	return new Promise(() => undefined);
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

async function readBody(body: string, fault: Fault | undefined): Promise<string> {
	switch (fault?.kind) {
		case 'truncated':
			return body.slice(0, body.length / 2);
		case 'cutOff':
			throw new NetworkError('ERR_STREAM_PREMATURE_CLOSE');
		case 'stall':
			return never();
		default:
			return body;
	}
}

export function createSandbox(options: SandboxOptions): Sandbox {
	const { scenario, clock, seed = 1, token = sandboxToken } = options;
	const setting = settingOf(scenario);
	const { acts, changeWorld } = keepWorld(createWorld(seed, clock.now(), setting), clock);
	const behaviour = behaviourOf(options.behaviour);
	const credentials: Credentials = { tokens: [token], apiKeys: [], ...options.credentials };
	const accepted: Credentials = scenario === 'expired' ? { tokens: [], apiKeys: [] } : credentials;
	const limit = options.limit ?? (scenario === 'throttled' ? tightLimit : undefined);
	const throttle = limit ? createThrottle(limit) : () => undefined;
	const { hostile } = setting;
	const service: Service = { seed, quirky: scenario === 'quirks', hostile, acts, behaviour, changeWorld };
	const requests: RequestEntry[] = [];
	const plans: { plan: PlannedFault; left: number }[] = [];
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

	/** A hostile service's refusals are as hostile as its visitors. */
	const refuse = (answer: Answer): Answer => {
		const number = requests.length;
		return hostile ? guidelineFailure(answer.status, hostileText(number), hostileText(number + 1)) : answer;
	};

	const oauth = (options.controlPanel ?? withoutControlPanel)({
		seed,
		now: () => clock.now(),
		behaviour,
		expired: scenario === 'expired',
		fixedTokens: accepted.tokens,
		quirky: scenario === 'quirks',
		say: (text) => (hostile ? hostileText(requests.length) : text),
	});

	const outcomeOf = (request: Request): Outcome => {
		const refusal = throttle(clock.now()) ?? refuseCredentials(request, accepted, oauth.accepts);
		const outcome = refusal ? { answer: refusal } : route(service, request);
		return outcome.answer.status < 400 ? outcome : { answer: refuse(outcome.answer) };
	};

	const carryOut = (request: Request, fault: Fault | undefined): Outcome | Promise<Outcome> => {
		if (fault?.kind === 'answer') {
			return { answer: fault.answer };
		}
		// The limit on calls is one of the API; the control panel is another server.
		return oauth.serves(request) ? oauth.answer(request).then((answer) => ({ answer })) : outcomeOf(request);
	};

	const exchange = async (
		request: Request,
		fault: Fault | undefined,
		entry: RequestEntry,
		signal: AbortSignal,
	): Promise<FetchResponse> => {
		if (fault?.kind === 'network') {
			throw new NetworkError(fault.code);
		}
		const outcome = carryOut(request, fault);
		// A call of the API is carried out, and its delay begun, before `fetch` returns.
		const { answer, hangs } = outcome instanceof Promise ? await outcome : outcome;
		if (hangs || fault?.kind === 'hang') {
			return never();
		}
		await wait(behaviour.latency + (fault?.kind === 'slow' ? fault.delay : 0));
		entry.status = answer.status;
		return {
			status: answer.status,
			headers: { get: (name) => answer.headers[name.toLowerCase()] ?? null },
			text: () => unlessAborted(signal, readBody(answer.body, fault)),
		};
	};

	const fetch: Fetch = async (url, fetchRequest) => {
		const { signal } = fetchRequest;
		if (signal.aborted) {
			throw aborted();
		}
		const request = readRequest(url, fetchRequest);
		const path = request.url.pathname + request.url.search;
		const entry: RequestEntry = { method: request.method, path, at: clock.now(), status: undefined };
		const number = requests.push(entry);
		const fault =
			takeFault(plans, { method: request.method, path }) ??
			(scenario === 'flaky' ? flakyFault(seed, number) : undefined);
		return unlessAborted(signal, exchange(request, fault, entry, signal));
	};

	const plan = (fault: PlannedFault | Fault) => {
		const planned = 'fault' in fault ? fault : { fault };
		plans.push({ plan: planned, left: planned.times ?? 1 });
	};

	return { fetch, world: acts, oauth: oauth.acts, behaviour, requests, plan };
}
