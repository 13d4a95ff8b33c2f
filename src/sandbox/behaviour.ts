// What the reference of the service leaves open, as options that a test may change at any time.
import { customAwayStatuses } from './agents';

/**
 * What a write leads to: `accept` · `forbid`: 403 (an ordinary agent may lack the right) · `refuse`: 400 ·
 * `applyAndHang`: it is done, and the answer never comes.
 */
export type Writes = 'accept' | 'forbid' | 'refuse' | 'applyAndHang';

export interface Behaviour {
	/** Whether PUT visitors adds to the custom variables or replaces all of them; the reference doesn't say. */
	variables: 'merge' | 'replace';
	/** `drop`: a variable is kept only if the visitor has it or the site has defined it. */
	unknownVariables: 'keep' | 'drop';
	/** `trim`: values lose the white space around them. */
	values: 'keep' | 'trim';
	variableWrites: Writes;
	statusWrites: Writes;
	/** Custom away statuses that are enabled. */
	awayStatuses: readonly string[];
	/** Whether the token may read agents' names, departments, away statuses and variable definitions. */
	management: boolean;
	/** Milliseconds before every answer; needs a clock with timers. */
	latency: number;
}

const usualBehaviour: Behaviour = {
	variables: 'merge',
	unknownVariables: 'keep',
	values: 'keep',
	variableWrites: 'accept',
	statusWrites: 'accept',
	awayStatuses: customAwayStatuses,
	management: false,
	latency: 0,
};

/** The behaviour of one server, which may be changed: the usual one except for `given`. */
export function behaviourOf(given: Partial<Behaviour> = {}): Behaviour {
	return { ...usualBehaviour, ...given };
}
