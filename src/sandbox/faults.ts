// The faults between a request and its answer, and the plans for the requests that get one.
import type { Answer } from './answer';

/**
 * - `answer` this instead of the true answer; nothing is applied
 * - `network` no answer: the request never arrived, the promise rejects with this code of Node's
 * - `truncated` the first half of the true body, as if it were all · `cutOff` the body breaks off, `text()` rejects
 * - `slow` the true answer after that delay (at once where the clock has no timers)
 * - `hang` no answer, ever · `stall` status and headers, and a body that never comes
 *
 * With all but the first two, the request is carried out.
 */
export type Fault =
	| { readonly kind: 'answer'; readonly answer: Answer }
	| { readonly kind: 'network'; readonly code: string }
	| { readonly kind: 'truncated' | 'cutOff' | 'hang' | 'stall' }
	| { readonly kind: 'slow'; readonly delay: number };

/** A fault for requests to come. */
export interface PlannedFault {
	readonly fault: Fault;
	/** Which requests it applies to. Default: all. */
	readonly when?: (request: { readonly method: string; readonly path: string }) => boolean;
	/** To how many requests it applies. Default: 1. */
	readonly times?: number;
}

/** The fault of the first plan that applies to the request. Counts the plan down, and removes it at zero. */
export function nextFault(
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

/** A failure of the network as Node's fetch functions report it. */
export class NetworkError extends Error {
	override readonly name = 'FetchError';
	readonly code: string;

	constructor(code: string) {
		super(`request to the sandbox failed, reason: ${code}`);
		this.code = code;
	}
}
