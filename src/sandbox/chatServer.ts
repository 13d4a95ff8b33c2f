// The embedded Chat Server: a fetch-shaped function over a small world, for the sample data, tests and bug reports.
import type { Clock, Fetch, FetchRequest, FetchResponse } from '../service/ports';
import { createWorldActs, type WorldActs } from './acts';
import { type Answer, guidelineFailure, type Request } from './answer';
import { type Behaviour, behaviourOf } from './behaviour';
import { type Credentials, refuseCredentials } from './credentials';
import { type Fault, NetworkError, nextFault, type PlannedFault } from './faults';
import { type Outcome, route, type Service } from './routes';
import { myAgentId } from './rows';
import { calmSetting, type Scenario } from './scenario';
import { createWorld } from './step';

export const sandboxBaseUrl = 'https://sandbox.invalid/v4';

/** Accepted by the sandbox only; no secret. */
export const sandboxToken = 'sandbox-token';

/** One request that the sandbox received. */
interface RequestEntry {
	readonly method: string;
	/** With the query. */
	readonly path: string;
	readonly at: number;
	/** Of the answer; undefined before and without one. */
	status: number | undefined;
}

/** Another server of the site behind the same fetch. The sample data need no sign-in, so only tests have one. */
export interface ControlPanel {
	/** The answer to a request that is for this server; undefined for a request to the API. */
	answer(request: Request): Promise<Answer> | undefined;
	/** Whether this access token was issued here and is still valid. */
	accepts(token: string): boolean;
}

export interface SandboxOptions {
	/** Default: the calm one. */
	readonly scenario?: Scenario;
	/** Without timers, every answer comes at once. */
	readonly clock: Pick<Clock, 'now'> & Partial<Pick<Clock, 'setTimer'>>;
	/** Another seed makes another world. */
	readonly seed?: number;
	readonly token?: string;
	/** In place of the one token. */
	readonly credentials?: Partial<Credentials>;
	readonly behaviour?: Partial<Behaviour>;
	/** Begins frozen: only a test and writes change the world. */
	readonly frozen?: boolean;
	readonly controlPanel?: ControlPanel;
}

export interface Sandbox {
	readonly fetch: Fetch;
	readonly world: WorldActs;
	/** May be changed at any time. */
	readonly behaviour: Behaviour;
	/** Every request so far, the oldest first. */
	readonly requests: readonly RequestEntry[];
	readonly myAgentId: string;
	/** Plans a fault for the next request, or for the next ones that it applies to. The first plan that applies is used. */
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
	const { scenario = {}, clock, seed = 1, token = sandboxToken, controlPanel } = options;
	const { texts, ...size } = { ...calmSetting, ...scenario.setting };
	const setting = texts ? { ...size, texts } : size;
	const { acts, changeWorld } = createWorldActs(createWorld(seed, clock.now(), setting), clock);
	const behaviour = behaviourOf(options.behaviour);
	const credentials: Credentials = scenario.isExpired
		? { tokens: [], apiKeys: [] }
		: { tokens: [token], apiKeys: [], ...options.credentials };
	const throttle = scenario.createThrottle?.();
	const service: Service = { seed, quirks: scenario.quirks, texts, acts, behaviour, changeWorld };
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

	const refuse = (answer: Answer): Answer => {
		const number = requests.length;
		return texts ? guidelineFailure(answer.status, texts.text(number), texts.text(number + 1)) : answer;
	};

	const isIssued = (accessToken: string) => controlPanel?.accepts(accessToken) ?? false;

	const callApi = (request: Request): Outcome => {
		const refusal = throttle?.(clock.now()) ?? refuseCredentials(request, credentials, isIssued);
		const outcome = refusal ? { answer: refusal } : route(service, request);
		return outcome.answer.status < 400 ? outcome : { answer: refuse(outcome.answer) };
	};

	const carryOut = (request: Request, fault: Fault | undefined): Outcome | Promise<Outcome> => {
		if (fault?.kind === 'answer') {
			return { answer: fault.answer };
		}
		// The limit on calls is the API's; the control panel is another server.
		return controlPanel?.answer(request)?.then((answer) => ({ answer })) ?? callApi(request);
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
		const fault = nextFault(plans, { method: request.method, path }) ?? scenario.fault?.(seed, number);
		return unlessAborted(signal, exchange(request, fault, entry, signal));
	};

	const plan = (fault: PlannedFault | Fault) => {
		const planned = 'fault' in fault ? fault : { fault };
		plans.push({ plan: planned, left: planned.times ?? 1 });
	};

	return { fetch, world: acts, behaviour, requests, myAgentId, plan };
}
