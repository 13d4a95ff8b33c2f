// A measured figure with its upper bound.
export interface Figure {
	readonly figure: string;
	readonly value: number;
	readonly bound: number;
	readonly unit: string;
	readonly ok: boolean;
}

export function figureOf(figure: string, value: number, bound: number, unit: string): Figure {
	return { figure, value: Number(value.toPrecision(3)), bound, unit, ok: value <= bound };
}

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** How long (ms) `act` takes. */
export function timeOf(act: () => void): number {
	const start = performance.now();
	act();
	return performance.now() - start;
}

/** The lower quartile: other programs on the machine make single runs longer, and none shorter. */
export function usual(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 2] ?? Number.NaN;
}
