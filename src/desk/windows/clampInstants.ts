// Clamps instants that are in the future because the clock was set back.

/** The fields that contain the instant of a past event. Deadlines are not among them: they may be in the future. */
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
	'startedAt',
	'busyAt',
	'attentionCheckedAt',
	'shownAt',
	'toldAt',
	'toldSince',
	'pinnedAt',
	'leftAt',
	'triedAt',
]);

/** The latest instant of each object. Computed once, because the data is never changed and is read often. */
const latest = new WeakMap<object, number>();

/**
 * Sets instants in the future to `now`; otherwise they would have an effect for hours. Returns the same object if there are none.
 * The caller has to store the result. If it clamps the old data again with each read, the instant moves along with the clock and never ages.
 * @param data plain data that is never changed
 */
export function clampInstants<Data extends object>(data: Data, now: number): Data {
	return latestInstant(data) <= now ? data : (clamped(data, now) as Data);
}

function latestInstant(data: object): number {
	const known = latest.get(data);
	if (known !== undefined) {
		return known;
	}
	let found = 0;
	for (const key in data) {
		found = Math.max(found, instantIn(key, data[key as keyof typeof data]));
	}
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
