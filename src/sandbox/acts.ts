// What may be done to the world from outside: by the service's own writes, and by a test that plays console, visitor or fate.
import type { Clock } from '../service/ports';
import type { AgentRow, VisitorRow } from './rows';
import { advance, newcomer } from './step';
import { type Guest, type Staff, sameId, tickLength, type World } from './world';

/** The world in the hands of a test. Whoever a test touches no longer moves by itself. */
export interface WorldActs {
	/** The world as it is now. */
	readonly now: World;
	/** Changes with every visible change of an agent or a visitor. */
	agents(): readonly AgentRow[];
	visitors(): readonly VisitorRow[];
	/** In the list or not. */
	agent(id: string): AgentRow | undefined;
	visitor(id: string): VisitorRow | undefined;
	/** As if done in the agent console; throws for an id that nobody has. */
	setAgent(id: string, changes: Partial<AgentRow>): void;
	setVisitor(id: string, changes: Partial<VisitorRow>): void;
	/** A new visitor at the end of the list, invented but for `fields`; returns the id. */
	addVisitor(fields?: Partial<VisitorRow>): string;
	/** Out of the list; by id there is still an answer. */
	unlistVisitor(id: string): void;
	unlistAgent(id: string): void;
	/** Out of the world: by id there is no answer either. */
	removeVisitor(id: string): void;
	removeAgent(id: string): void;
	/** Stops all movement but that of the acts. */
	freeze(): void;
	/** Goes on from where it stopped; what was due meanwhile comes later. */
	thaw(): void;
}

interface Held {
	readonly row: { readonly id: string };
}

function split<Item extends Held>(items: readonly Item[], id: string): { found: Item | undefined; rest: Item[] } {
	return {
		found: items.find(({ row }) => sameId(row.id, id)),
		rest: items.filter(({ row }) => !sameId(row.id, id)),
	};
}

function swap<Item extends Held>(items: readonly Item[], id: string, change: (item: Item) => Item): Item[] {
	return items.map((item) => (sameId(item.row.id, id) ? change(item) : item));
}

const never = Number.POSITIVE_INFINITY;

/** Keeps one world for a clock. `changeWorld` is for the writes of the service: who was written to goes on moving. */
export function keepWorld(
	first: World,
	clock: Pick<Clock, 'now'>,
): { acts: WorldActs; changeWorld(change: (world: World) => World): void } {
	let world = first;
	/** Ticks that the world stood still so far. */
	let lost = 0;
	let frozen = false;

	const ticks = () => Math.floor((clock.now() - first.start) / tickLength);
	const present = () => {
		if (!frozen) {
			world = advance(world, first.start + (ticks() - lost) * tickLength);
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
			throw new Error(`Nobody in the sandbox has the id ${id}.`);
		}
	};

	const acts: WorldActs = {
		get now() {
			return present();
		},
		agents: () => present().staff.map(({ row }) => row),
		visitors: () => present().guests.map(({ row }) => row),
		agent: agentOf,
		visitor: visitorOf,
		setAgent(id, changes) {
			must(agentOf(id), id);
			const change = (staff: Staff): Staff => ({ ...staff, row: { ...staff.row, ...changes }, due: never });
			changeWorld((now) => ({
				...now,
				staff: swap(now.staff, id, change),
				unlisted: swap(now.unlisted, id, change),
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
			changeWorld((now) => ({ ...now, guests: swap(now.guests, id, change), gone: swap(now.gone, id, change) }));
		},
		addVisitor(fields = {}) {
			const born = newcomer(present(), world.arrivals);
			const guest = { ...born, due: never, row: { ...born.row, ...fields } };
			changeWorld((now) => ({ ...now, guests: [...now.guests, guest], arrivals: now.arrivals + 1 }));
			return guest.row.id;
		},
		unlistVisitor(id) {
			must(visitorOf(id), id);
			const { found, rest } = split(world.guests, id);
			changeWorld((now) => ({
				...now,
				guests: rest,
				gone: found ? [{ ...found, due: never }, ...now.gone] : now.gone,
			}));
		},
		unlistAgent(id) {
			must(agentOf(id), id);
			const { found, rest } = split(world.staff, id);
			changeWorld((now) => ({ ...now, staff: rest, unlisted: found ? [found, ...now.unlisted] : now.unlisted }));
		},
		removeVisitor(id) {
			must(visitorOf(id), id);
			changeWorld((now) => ({ ...now, guests: split(now.guests, id).rest, gone: split(now.gone, id).rest }));
		},
		removeAgent(id) {
			must(agentOf(id), id);
			changeWorld((now) => ({ ...now, staff: split(now.staff, id).rest, unlisted: split(now.unlisted, id).rest }));
		},
		freeze() {
			present();
			frozen = true;
		},
		thaw() {
			if (frozen) {
				frozen = false;
				lost = ticks() - world.tick;
			}
		},
	};
	return { acts, changeWorld };
}
