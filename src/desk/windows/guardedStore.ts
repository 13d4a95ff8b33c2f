// The store that windows share, guarded: one that fails or doesn't answer is left alone for a while, and the log says so once.
import type { Clock, Log, Store } from '../../service/ports';

interface GuardedStore {
	/** Undefined while the store is left alone, or where there is none. */
	readonly usable: Pick<Store, 'read' | 'update'> | undefined;
	/** Whether it failed the last time: what it holds may have gone its own way since. */
	readonly hasFailed: boolean;
	/** Records that it failed: it's left alone from now on. */
	recordFailure(reason: unknown): void;
	/** Records that a change is in it. */
	recordSuccess(): void;
}

/** How long (ms) to wait for an answer: a folder on a network drive may never give one. Longer than for a lock (fileLock.ts). */
const patience = 3_000;

/** How long (ms) a store that failed is left alone. */
const restAfterFailure = 60_000;

/** @param quiet whether somebody else says in the log that the store fails */
export function guardStore(store: Store | undefined, clock: Clock, log: Log, quiet: boolean): GuardedStore {
	let failedAt: number | undefined;

	function inTime<Answer>(work: Promise<Answer>): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const cancel = clock.setTimer(() => reject(new Error('no answer')), patience);
			work.then(resolve, reject).finally(cancel);
		});
	}

	const guarded = store && {
		read: (name: string) => inTime(store.read(name)),
		update: (name: string, change: (text: string | undefined) => string | undefined) =>
			inTime(store.update(name, change)),
	};

	return {
		get usable() {
			failedAt = failedAt && Math.min(failedAt, clock.now());
			return failedAt !== undefined && clock.now() - failedAt < restAfterFailure ? undefined : guarded;
		},
		get hasFailed() {
			return failedAt !== undefined;
		},
		recordFailure(reason) {
			if (failedAt === undefined && !quiet) {
				log.warn(`the windows cannot share their polling, each polls for itself: ${codeOf(reason)}`);
			}
			failedAt = clock.now();
		},
		recordSuccess() {
			if (failedAt !== undefined && !quiet) {
				log.info('the windows share their polling again');
			}
			failedAt = undefined;
		},
	};
}

/** The system's code, never a path: it may hold a person's name. */
function codeOf(reason: unknown): string {
	const code = typeof reason === 'object' && reason !== null ? (reason as { code?: unknown }).code : undefined;
	return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : 'no answer';
}
