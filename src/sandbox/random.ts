// Seeded random numbers, so that the same seed makes the same world.

/** Gives the next number in [0, 1) at every call. */
export type Random = () => number;

/** A stream of numbers that depends on nothing but `seeds` (mulberry32 over a mixed seed). */
export function randomOf(...seeds: readonly number[]): Random {
	let state = 0x9e3779b9;
	for (const seed of seeds) {
		state = Math.imul(state ^ seed, 0x85ebca6b);
		state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
		state ^= state >>> 16;
	}
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** An integer from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
	return low + Math.floor(random() * (high - low + 1));
}

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
	return items[Math.floor(random() * items.length)] ?? items[0];
}

/** A GUID of version 4, lower case. */
export function guid(random: Random): string {
	return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (letter) => {
		const digit = between(random, 0, 15);
		return (letter === 'x' ? digit : (digit & 3) | 8).toString(16);
	});
}
