// The faults of the flaky scenario, chosen by the seed and the number of the request.
import { failure, html } from '../answer';
import type { Fault } from '../faults';
import { between, pick, randomOf } from '../random';

const networkCodes = ['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'EAI_AGAIN'] as const;

/** The fault of the request of that number; about every second request has none. */
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
