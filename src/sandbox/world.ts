// The world as plain data: who is on the site and who is on duty at one tick; how it moves is in step.ts, what a test does to it in acts.ts.
import type { AgentRow, VisitorRow } from './rows';
import type { Setting } from './scenarios';

/** The world moves in ticks, so that it is the same at the same time however often it was looked at. */
export const tickLength = 5000;

export interface Guest {
	readonly row: VisitorRow;
	/** How many came before; with the seed it tells everything about the person. */
	readonly number: number;
	/** Counts the changes of this visit, so that each has its own chance. */
	readonly moves: number;
	/** The tick of the next change; `Infinity` for one who never changes by itself. */
	readonly due: number;
	/** The tick at which the present status began. */
	readonly since: number;
	/** The agent in the chat. */
	readonly agentId?: string;
}

export interface Staff {
	readonly row: AgentRow;
	readonly moves: number;
	readonly due: number;
}

export interface World {
	readonly seed: number;
	readonly setting: Setting;
	/** The instant of tick zero. */
	readonly start: number;
	readonly tick: number;
	/** Everybody in the list. A newcomer takes the place of one who is gone. */
	readonly guests: readonly Guest[];
	/** The last who are gone: out of the list, still to be had by id. */
	readonly gone: readonly Guest[];
	/** How many visitors there have been. */
	readonly arrivals: number;
	readonly staff: readonly Staff[];
	/** Agents who are out of the list and can be had by id. */
	readonly unlisted: readonly Staff[];
}

export function instantOf(world: Pick<World, 'start'>, tick: number): string {
	return new Date(world.start + tick * tickLength).toISOString();
}

export function sameId(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
