// Holds the world of a sandbox, and changes it for the writes of the service and for tests.
import type { Clock } from '../service/ports';
import type { AgentRow, VisitorRow } from './rows';
import { advance, newcomer } from './step';
import { type Guest, type Staff, sameId, tickLength, type World } from './world';

/** The changes that a test can make. An agent or visitor that a test changed no longer moves by itself. */
export interface WorldActs {
	readonly current: World;
	/** Another array after every visible change. */
	agents(): readonly AgentRow[];
	visitors(): readonly VisitorRow[];
	/** By id, in the list or not. */
	agent(id: string): AgentRow | undefined;
	visitor(id: string): VisitorRow | undefined;
	/** As if done in the agent console. Throws for an unknown id. */
	setAgent(id: string, changes: Partial<AgentRow>): void;
	setVisitor(id: string, changes: Partial<VisitorRow>): void;
	/** Adds a visitor at the end of the list, invented except for `fields`. Returns the id. */
	addVisitor(fields?: Partial<VisitorRow>): string;
	/** Takes the visitor out of the list; the id is still answered. */
	unlistVisitor(id: string): void;
	unlistAgent(id: string): void;
	/** The id isn't answered any more. */
	removeVisitor(id: string): void;
	removeAgent(id: string): void;
	/** Stops the world; only these functions and writes change it. */
	freeze(): void;
	/** Continues where the world stopped; what was due meanwhile comes later. */
	thaw(): void;
}

interface Holder {
	readonly row: { readonly id: string };
}

function split<Item extends Holder>(items: readonly Item[], id: string): { found: Item | undefined; rest: Item[] } {
	return {
		found: items.find(({ row }) => sameId(row.id, id)),
		rest: items.filter(({ row }) => !sameId(row.id, id)),
	};
}

function swap<Item extends Holder>(items: readonly Item[], id: string, change: (item: Item) => Item): Item[] {
	return items.map((item) => (sameId(item.row.id, id) ? change(item) : item));
}

const never = Number.POSITIVE_INFINITY;

/** One world for one clock. `changeWorld` is for the writes of the service: who was written to goes on moving. */
export function createWorldActs(
	first: World,
	clock: Pick<Clock, 'now'>,
): { acts: WorldActs; changeWorld(change: (world: World) => World): void } {
	let world = first;
	/** For how many ticks the world was frozen so far. */
	let frozenTicks = 0;
	let frozen = false;

	const ticks = () => Math.floor((clock.now() - first.start) / tickLength);
	const present = () => {
		if (!frozen) {
			world = advance(world, first.start + (ticks() - frozenTicks) * tickLength);
		}
		return world;
	};
	const changeWorld = (change: (world: World) => World) => {
		world = change(present());
	};
	const agentOf = (id: string) => [...present().staff, ...world.unlisted].find(({ row }) => sameId(row.id, id))?.row;
	const visitorOf = (id: string) => [...present().guests, ...world.gone].find(({ row }) => sameId(row.id, id))?.row;
	const must = (row: object | undefined, id: string) => {
		if (!row) {
			throw new Error(`No one in the sandbox has the id ${id}.`);
		}
	};

	const acts: WorldActs = {
		get current() {
			return present();
		},
		agents: () => present().staff.map(({ row }) => row),
		visitors: () => present().guests.map(({ row }) => row),
		agent: agentOf,
		visitor: visitorOf,
		setAgent(id, changes) {
			must(agentOf(id), id);
			const change = (staff: Staff): Staff => ({ ...staff, row: { ...staff.row, ...changes }, due: never });
			changeWorld((before) => ({
				...before,
				staff: swap(before.staff, id, change),
				unlisted: swap(before.unlisted, id, change),
			}));
		},
		setVisitor(id, changes) {
			must(visitorOf(id), id);
			const change = (guest: Guest): Guest => ({
				...guest,
				row: { ...guest.row, ...changes },
				due: never,
				since: world.tick,
			});
			changeWorld((before) => ({
				...before,
				guests: swap(before.guests, id, change),
				gone: swap(before.gone, id, change),
			}));
		},
		addVisitor(fields = {}) {
			const born = newcomer(present(), world.arrivals);
			const guest = { ...born, due: never, row: { ...born.row, ...fields } };
			changeWorld((before) => ({ ...before, guests: [...before.guests, guest], arrivals: before.arrivals + 1 }));
			return guest.row.id;
		},
		unlistVisitor(id) {
			must(visitorOf(id), id);
			const { found, rest } = split(world.guests, id);
			changeWorld((before) => ({
				...before,
				guests: rest,
				gone: found ? [{ ...found, due: never }, ...before.gone] : before.gone,
			}));
		},
		unlistAgent(id) {
			must(agentOf(id), id);
			const { found, rest } = split(world.staff, id);
			changeWorld((before) => ({
				...before,
				staff: rest,
				unlisted: found ? [found, ...before.unlisted] : before.unlisted,
			}));
		},
		removeVisitor(id) {
			must(visitorOf(id), id);
			changeWorld((before) => ({
				...before,
				guests: split(before.guests, id).rest,
				gone: split(before.gone, id).rest,
			}));
		},
		removeAgent(id) {
			must(agentOf(id), id);
			changeWorld((before) => ({
				...before,
				staff: split(before.staff, id).rest,
				unlisted: split(before.unlisted, id).rest,
			}));
		},
		freeze() {
			present();
			frozen = true;
		},
		thaw() {
			if (frozen) {
				frozen = false;
				frozenTicks = ticks() - world.tick;
			}
		},
	};
	return { acts, changeWorld };
}
