// How this Chat Server decides what its reference leaves open; a test sets what it needs, also in the middle of a run.
import { customAwayStatuses } from './agents';

/**
 * What becomes of a write: `accept` it · `forbid` it with 403 (an ordinary agent may lack the right, API.md) · `refuse` it with 400 ·
 * `applyAndHang`: it is done, and the answer never comes.
 */
export type Writes = 'accept' | 'forbid' | 'refuse' | 'applyAndHang';

export interface Behaviour {
	/** Whether PUT visitors adds to the custom variables or takes the place of all of them (open in API.md). */
	variables: 'merge' | 'replace';
	/** `drop`: a variable is kept only if the visitor has it or the site has defined it. */
	unknownVariables: 'keep' | 'drop';
	/** `trim`: values lose the white space round them. */
	values: 'keep' | 'trim';
	variableWrites: Writes;
	statusWrites: Writes;
	/** Custom away statuses that are enabled, as they are written. */
	awayStatuses: readonly string[];
	/** Whether the token may read agents' names, departments, away statuses and variable definitions. */
	management: boolean;
	/** Milliseconds before every answer; needs a clock with timers. */
	latency: number;
}

export const usualBehaviour: Behaviour = {
	variables: 'merge',
	unknownVariables: 'keep',
	values: 'keep',
	variableWrites: 'accept',
	statusWrites: 'accept',
	awayStatuses: customAwayStatuses,
	management: false,
	latency: 0,
};
