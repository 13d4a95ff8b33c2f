// The parts of a scenario: the size and pace of the world, other texts, other rows, faults, and limits.
import type { Answer } from './answer';
import type { Fault } from './faults';
import type { AgentRow, VisitorRow } from './rows';

/** Size and pace of the world. */
export interface Setting {
	/** How many visitors are in the list at any time. */
	readonly population: number;
	/** How many of the first visitors get a status from the list of all; the others are on the site. */
	readonly mixed: number;
	/** How much longer than in the calm world a visitor stays on one page. */
	readonly dwell: number;
	/** How much less often than in the calm world a page leads to a chat: twelve agents serve any population. */
	readonly reluctance: number;
	/** Texts in place of the invented ones. */
	readonly texts?: Texts;
}

/** Texts in place of the invented ones: of visitors, agents and errors. */
export interface Texts {
	/** The visitor of that number with other texts; may change the id, the status and the dates too. */
	visitor(row: VisitorRow, number: number): VisitorRow;
	/** The page that the visitor of that number looks at after so many moves. */
	page(number: number, moves: number): string;
	/** The status of the agent at that index for good; undefined for an agent with the usual ones. */
	agentStatus(index: number): string | undefined;
	/** The text of an error or of a name, by any number. */
	text(number: number): string;
}

/** Changes rows and lists when they are answered. */
export interface RowQuirks {
	/** One row as JSON will show it; `index` is its place in the list. */
	row(row: AgentRow | VisitorRow, place: 'list' | 'single', index: number): Readonly<Record<string, unknown>>;
	/** A list of changed rows, for a request to `url`. */
	list(rows: readonly Readonly<Record<string, unknown>>[], kind: 'agent' | 'visitor', url: URL): unknown;
}

/** The refusal of a call that exceeds a limit; undefined for a call that may pass. `now` in ms. */
export type Throttle = (now: number) => Answer | undefined;

/** How a sandbox differs from the calm one. */
export interface Scenario {
	readonly setting?: Partial<Setting>;
	readonly quirks?: RowQuirks;
	/** The fault of the request of that number. */
	readonly fault?: (seed: number, number: number) => Fault | undefined;
	readonly createThrottle?: () => Throttle;
	/** Whether no credentials are accepted. */
	readonly isExpired?: boolean;
}

export const calmSetting: Setting = { population: 40, mixed: 40, dwell: 1, reluctance: 1 };
