// The calls that this VS Code made, on all sites and in all windows: polls take theirs from the budget, acts of the user are only counted.
import type { Clock, Log, Store } from '../../service/ports';
import { type CallSlot, clampedCalls, roomAt, withCalls } from './callBudget';
import { createSharedFile, type Kind } from './sharedFile';

export interface CallRecord {
	/** As last known. */
	readonly calls: readonly CallSlot[];
	/** Reads what the other windows have spent, if they may have spent some. Never rejects. */
	sync(): Promise<void>;
	/** From now on `sync` reads only what the system reports as changed, where it does. */
	watch(): void;
	/** Counts that many calls, if they fit into the budget now. Never rejects. */
	take(calls: number, budget: number): Promise<boolean>;
	/** Counts that many calls, whether they fit or not. */
	record(calls: number): void;
	close(): void;
}

export interface CallRecordOptions {
	/** Undefined where there is nobody to share with. */
	readonly store: Store | undefined;
	readonly clock: Clock;
	readonly log: Log;
}

/** Raise it with every change of `CallSlot`. */
const formatVersion = 1;

/** No site has such an id. */
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
	/** Whoever has counted more knows more. */
	merge(shared, alone) {
		const total = (spent: readonly CallSlot[]) => spent.reduce((sum, { calls }) => sum + calls, 0);
		return total(shared) >= total(alone) ? shared : alone;
	},
};
