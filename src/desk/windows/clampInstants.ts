// Handles a clock that was set back: no instant of the past lies in the future.

/** The fields that say when something happened. Deadlines are not among them, and may lie ahead. */
const instants: ReadonlySet<string> = new Set([
	'at',
	'asOf',
	'since',
	'beat',
	'usedAt',
	'polledAt',
	'changedAt',
	'agentsAsOf',
	'visitorsAsOf',
	'learnedAt',
	'factorAt',
	'elsewhere',
	'openedAt',
	'focusedAt',
	'attendedAt',
	'rowsTriedAt',
	'returnedAt',
	'lookedAt',
]);

/** The latest instant of each object. Computed once, because the data is never changed and is read often. */
const latest = new WeakMap<object, number>();

/**
 * Sets instants that lie in the future to the present: otherwise they would have an effect for hours. Returns the same object if there are none.
 * Whoever keeps the data has to keep the result: an instant clamped with every read would never pass.
 * @param data plain data that nobody changes
 */
export function clampInstants<Data extends object>(data: Data, now: number): Data {
	return latestInstant(data) <= now ? data : (clamped(data, now) as Data);
}

function latestInstant(data: object): number {
	const known = latest.get(data);
	if (known !== undefined) {
		return known;
	}
	const found = Object.entries(data).reduce((most, [key, value]) => Math.max(most, instantIn(key, value)), 0);
	latest.set(data, found);
	return found;
}

function instantIn(key: string, value: unknown): number {
	return isObject(value) ? latestInstant(value) : typeof value === 'number' && instants.has(key) ? value : 0;
}

function clamped(data: object, now: number): object {
	if (Array.isArray(data)) {
		return data.map((value: unknown) => (isObject(value) ? clamped(value, now) : value));
	}
	return Object.fromEntries(
		Object.entries(data).map(([key, value]: [string, unknown]) => {
			const instant = instantIn(key, value);
			return [key, instant <= now ? value : isObject(value) ? clamped(value, now) : now];
		}),
	);
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
