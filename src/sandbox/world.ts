// The world as data: the visitors and agents at one tick.
import type { AgentRow, VisitorRow } from './rows';
import type { Setting } from './scenario';

/** Length of a tick (ms). The world moves in ticks, so that its state at a time doesn't depend on how often it was read. */
export const tickLength = 5000;

export interface Guest {
	readonly row: VisitorRow;
	/** How many came before. With the seed, it determines everything about the person. */
	readonly number: number;
	/** Number of changes in this visit: the seed of the next one. */
	readonly moves: number;
	/** The tick of the next change; `Infinity` for none. */
	readonly due: number;
	/** The tick at which the status began. */
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
	/** The visitors in the list. A newcomer takes the place of one who has left. */
	readonly guests: readonly Guest[];
	/** The last who have left: not in the list, still answered by id. */
	readonly gone: readonly Guest[];
	/** How many visitors there have been. */
	readonly arrivals: number;
	readonly staff: readonly Staff[];
	/** Agents who aren't in the list, and are answered by id. */
	readonly unlisted: readonly Staff[];
}

export function instantOf(world: Pick<World, 'start'>, tick: number): string {
	return new Date(world.start + tick * tickLength).toISOString();
}

export function sameId(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
