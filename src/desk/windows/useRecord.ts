// When a window of this VS Code was last used, on whichever site: the rules of my status count all windows as one.
import type { Clock, Log, Store } from '../../service/ports';
import { clampInstants } from './clampInstants';
import { createSharedFile, type Kind } from './sharedFile';

/** Instants (ms); recorded while a rule needs them. */
export interface LastUse {
	/** When a window was last active. */
	readonly usedAt: number | undefined;
	/** When a debug session or a task last ran. */
	readonly busyAt: number | undefined;
}

export interface UseRecord {
	/** As last known. */
	readonly current: LastUse;
	/** Reads the use of the other windows. Never rejects. */
	sync(): Promise<void>;
	/** Records that this window is used now. Never rejects. */
	record(use: { readonly isActive: boolean; readonly isBusy: boolean }): Promise<void>;
	close(): void;
}

interface UseRecordOptions {
	/** Undefined if there are no other windows to share with. */
	readonly store: Store | undefined;
	readonly clock: Clock;
	readonly log: Log;
}

/** Increase it with every change of `LastUse`. */
const formatVersion = 1;

/** No site has this id. */
const fileName = 'use';

export function createUseRecord(options: UseRecordOptions): UseRecord {
	const file = createSharedFile({ ...options, kind, name: fileName, quiet: true, onEnd: () => undefined });
	return {
		get current() {
			return file.current;
		},
		sync: file.sync,
		record: ({ isActive, isBusy }) =>
			file.change(({ usedAt, busyAt }, now) => [
				{ usedAt: isActive ? now : usedAt, busyAt: isBusy ? now : busyAt },
				undefined,
			]),
		close: file.close,
	};
}

const kind: Kind<LastUse> = {
	nothing: { usedAt: undefined, busyAt: undefined },
	parse(text) {
		try {
			const { version, use } = (JSON.parse(text) ?? {}) as { readonly version?: unknown; readonly use?: LastUse };
			return version === formatVersion && typeof use === 'object' ? use : undefined;
		} catch {
			return undefined; // the next write replaces it
		}
	},
	text: (use) => JSON.stringify({ version: formatVersion, use }),
	clamp: clampInstants,
	merge: (shared, alone) => ({
		usedAt: later(shared.usedAt, alone.usedAt),
		busyAt: later(shared.busyAt, alone.busyAt),
	}),
};

function later(a: number | undefined, b: number | undefined): number | undefined {
	return a === undefined ? b : Math.max(a, b ?? a);
}
