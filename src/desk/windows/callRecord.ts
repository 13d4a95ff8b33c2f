// The calls of all windows of this VS Code, on all sites. Calls of polls are limited by the budget, calls of the user are only counted.
import type { Clock, Log, Store } from '../../service/ports';
import { type CallSlot, clampedCalls, roomAt, withCalls } from './callBudget';
import { createSharedFile, type Kind } from './sharedFile';

export interface CallRecord {
	/** As last known. */
	readonly calls: readonly CallSlot[];
	/** Reads the calls of the other windows, if they may have made some. Never rejects. */
	sync(): Promise<void>;
	/** From now on, `sync` reads only after a reported change, where the system reports changes. */
	watch(): void;
	/** Counts that many calls if they fit into the budget now, and returns whether they did. Never rejects. */
	take(calls: number, budget: number): Promise<boolean>;
	/** Counts that many calls, whether they fit into the budget or not. */
	record(calls: number): void;
	close(): void;
}

interface CallRecordOptions {
	/** Undefined if there are no other windows to share with. */
	readonly store: Store | undefined;
	readonly clock: Clock;
	readonly log: Log;
}

/** Increase it with every change of `CallSlot`. */
const formatVersion = 1;

/** No site has this id. */
const fileName = 'calls';

export function createCallRecord(options: CallRecordOptions): CallRecord {
	const file = createSharedFile({ ...options, kind, name: fileName, quiet: true, onEnd: () => undefined });
	return {
		get calls() {
			return file.current;
		},
		sync: file.sync,
		watch: () => file.watch(() => undefined),
		take: (calls, budget) =>
			file.change((spent, now) => {
				const fits = roomAt(spent, calls, budget, now) <= now;
				return [fits ? withCalls(spent, calls, now) : spent, fits];
			}),
		record(calls) {
			if (calls > 0) {
				void file.change((spent, now) => [withCalls(spent, calls, now), undefined]);
			}
		},
		close: file.close,
	};
}

const kind: Kind<readonly CallSlot[]> = {
	nothing: [],
	parse(text) {
		try {
			const { version, spent } = (JSON.parse(text) ?? {}) as Record<string, unknown>;
			return version === formatVersion && Array.isArray(spent) ? (spent as CallSlot[]) : undefined;
		} catch {
			return undefined; // the next write replaces it
		}
	},
	text: (spent) => JSON.stringify({ version: formatVersion, spent }),
	clamp: clampedCalls,
	/** The list with more calls is the more complete one. */
	merge(shared, alone) {
		const total = (spent: readonly CallSlot[]) => spent.reduce((sum, { calls }) => sum + calls, 0);
		return total(shared) >= total(alone) ? shared : alone;
	},
};
