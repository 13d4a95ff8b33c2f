// What all windows of this VS Code share of one site.
import type { Clock, Log, Store } from '../../service/ports';
import type { Pin } from '../pins/pins';
import { factorNow } from './backoff';
import { clampShared, nothingShared, parseShared, type Shared, sharedText, signedOutText } from './shared';
import { createSharedFile, type Kind, type SharedFile } from './sharedFile';

export type Share = SharedFile<Shared>;

interface ShareOptions {
	/** Undefined for the sample data, which belongs to one window. */
	readonly store: Store | undefined;
	readonly name: string;
	readonly clock: Clock;
	readonly log: Log;
	/** The user signed out of the site in another window, or the shared folder was emptied. */
	readonly onEnd: (why: 'signedOut' | 'removed') => void;
}

export function createShare({ onEnd, ...options }: ShareOptions): Share {
	return createSharedFile({ ...options, kind, onEnd: (why) => onEnd(why === 'ended' ? 'signedOut' : why) });
}

const kind: Kind<Shared> = {
	nothing: nothingShared,
	parse: parseShared,
	text: sharedText,
	clamp: clampShared,
	/** Keeps deadlines that this window got, and what the user chose in it, while the store was not usable. */
	merge(shared, alone, before, now) {
		const [a, b] = [shared.backoff, alone.backoff];
		const backoff = {
			...(factorNow(a, now) >= factorNow(b, now) ? a : b),
			until: Math.max(a.until, b.until),
			learnedAt: Math.max(a.learnedAt, b.learnedAt),
		};
		return {
			...shared,
			backoff,
			duty: mergedFields(shared.duty, alone.duty, before.duty),
			alerts: mergedFields(shared.alerts, alone.alerts, before.alerts),
			pins: mergedPins(shared.pins, alone.pins, before.pins),
		};
	},
	endText: signedOutText,
};

interface Timer {
	readonly startedAt: number;
}

/** Each field of the side that changed it; if both did, the timer that was started later, or else the field of `shared`. */
function mergedFields<Data extends object>(shared: Data, alone: Data, before: Data): Data {
	const fields = Object.keys({ ...shared, ...alone }) as (keyof Data)[];
	return Object.fromEntries(
		fields.map((field) => [field, mergedField(shared[field], alone[field], before[field])]),
	) as Data;
}

function mergedField<Value>(shared: Value, alone: Value, before: Value): Value {
	const isLater = isTimer(alone) && isTimer(shared) && alone.startedAt > shared.startedAt;
	return isSame(alone, before) || !(isSame(shared, before) || isLater) ? shared : alone;
}

/** The shared pins, with those that the user added alone and without those that the user removed alone. */
function mergedPins(
	shared: readonly Pin[] | undefined,
	alone: readonly Pin[] | undefined,
	before: readonly Pin[] | undefined = [],
): readonly Pin[] | undefined {
	if (!shared || !alone) {
		return shared ?? alone;
	}
	const has = (pins: readonly Pin[], { id }: Pin) => pins.some((pin) => pin.id === id);
	const kept = shared.filter((pin) => has(alone, pin) || !has(before, pin));
	return [...kept, ...alone.filter((pin) => !has(shared, pin) && !has(before, pin))];
}

function isTimer(value: unknown): value is Timer {
	return typeof value === 'object' && value !== null && 'startedAt' in value;
}

/** Of plain data, whose fields are always in the same order. */
function isSame(a: unknown, b: unknown): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
