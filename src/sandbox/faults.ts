// What can go wrong between a request and its answer, as plain data: planned by a test, or dealt out by the flaky scenario's seed.
import { type Answer, failure, html } from './answer';
import { between, pick, randomOf } from './random';

/**
 * - `answer` this instead of the true answer; nothing is applied
 * - `network` no answer: the request never arrived, the promise rejects with this code of Node's
 * - `truncated` the first half of the true body, as if it were all · `cutOff` the body breaks off, `text()` rejects
 * - `slow` the true answer after that delay (at once where the clock has no timers)
 * - `hang` no answer, ever · `stall` status and headers, and a body that never comes
 *
 * In all but the first two the request is carried out.
 */
export type Fault =
	| { readonly kind: 'answer'; readonly answer: Answer }
	| { readonly kind: 'network'; readonly code: string }
	| { readonly kind: 'truncated' | 'cutOff' | 'hang' | 'stall' }
	| { readonly kind: 'slow'; readonly delay: number };

/** A fault that waits for its request. */
export interface PlannedFault {
	readonly fault: Fault;
	/** Which requests it may meet; all without it. */
	readonly when?: (request: { readonly method: string; readonly path: string }) => boolean;
	/** How many requests it meets; one without it. */
	readonly times?: number;
}

/** Takes the first plan that fits from `plans`, counting it down. */
export function takeFault(
	plans: { plan: PlannedFault; left: number }[],
	request: { readonly method: string; readonly path: string },
): Fault | undefined {
	const index = plans.findIndex(({ plan }) => plan.when?.(request) ?? true);
	const found = plans[index];
	if (found && --found.left <= 0) {
		plans.splice(index, 1);
	}
	return found?.plan.fault;
}

const networkCodes = ['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'EAI_AGAIN'] as const;

/** The fault of the request of that number in the flaky scenario; about every second request is spared. */
export function flakyFault(seed: number, number: number): Fault | undefined {
	const random = randomOf(seed, 70, number);
	const chance = random();
	if (chance < 0.52) {
		return undefined;
	}
	if (chance < 0.62) {
		return { kind: 'answer', answer: failure(500, 'An unexpected error has occurred.') };
	}
	if (chance < 0.69) {
		return { kind: 'answer', answer: html(502, 'Bad Gateway') };
	}
	if (chance < 0.74) {
		return { kind: 'answer', answer: html(200, 'The site is being maintained') };
	}
	if (chance < 0.8) {
		return { kind: 'truncated' };
	}
	if (chance < 0.85) {
		return { kind: 'cutOff' };
	}
	return chance < 0.92
		? { kind: 'network', code: pick(random, networkCodes) }
		: { kind: 'slow', delay: between(random, 1000, 4000) };
}

/** A failure of the network as Node's fetch functions report it. */
export class NetworkError extends Error {
	override readonly name = 'FetchError';
	readonly code: string;

	constructor(code: string) {
		super(`request to the sandbox failed, reason: ${code}`);
		this.code = code;
	}
}
