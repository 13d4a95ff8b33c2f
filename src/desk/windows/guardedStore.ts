// Guards the store that windows share: if it fails or doesn't answer, it is not used for a while, and that is logged once.
import type { Clock, Log, Store } from '../../service/ports';

interface GuardedStore {
	/** Undefined while the store is not used after a failure, or if there is none. */
	readonly usable: Pick<Store, 'read' | 'update'> | undefined;
	/** Whether the last call failed: its content may differ from what this window has. */
	readonly hasFailed: boolean;
	/** Records a failure: the store is not used for a while. */
	recordFailure(reason: unknown): void;
	/** Records that a change was written. */
	recordSuccess(): void;
}

/** How long (ms) to wait for an answer: a network drive may never give one. Longer than the wait for a lock (fileLock.ts). */
const storeTimeout = 3_000;

/** The wait consists of steps of this length (ms): after a step that took longer, because the window was blocked or the machine slept, the answer may be there already. */
const step = 250;

/** How long (ms) a store is not used after a failure: a machine may only have been busy. Each further failure doubles it, up to the maximum. */
const firstRest = 5_000;
const maxRest = 60_000;

/** @param quiet whether failures are not logged, because another file of the same store logs them */
export function guardStore(store: Store | undefined, clock: Clock, log: Log, quiet: boolean): GuardedStore {
	let failedAt: number | undefined;
	let failures = 0;

	function inTime<Answer>(work: Promise<Answer>, giveUp: () => void = () => undefined): Promise<Answer> {
		return new Promise((resolve, reject) => {
			let cancel: () => void;
			const wait = (left: number): void => {
				const next = () => {
					if (left > step) {
						wait(left - step);
					} else {
						giveUp();
						reject(new Error('no answer'));
					}
				};
				cancel = clock.setTimer(next, step);
			};
			wait(storeTimeout);
			work.then(resolve, reject).finally(() => cancel());
		});
	}

	function rest(): number {
		return Math.min(maxRest, firstRest * 2 ** (failures - 1));
	}

	const guarded = store && {
		read: (name: string) => inTime(store.read(name)),
		/** A change that was given up isn't made later: the window has made it for itself, and went on. */
		update(name: string, change: (text: string | undefined) => string | undefined) {
			let isGivenUp = false;
			const work = store.update(name, (text) => (isGivenUp ? undefined : change(text)));
			return inTime(work, () => {
				isGivenUp = true;
			});
		},
	};

	return {
		get usable() {
			failedAt = failedAt && Math.min(failedAt, clock.now());
			return failedAt !== undefined && clock.now() - failedAt < rest() ? undefined : guarded;
		},
		get hasFailed() {
			return failedAt !== undefined;
		},
		recordFailure(reason) {
			if (failedAt === undefined && !quiet) {
				log.warn(`the windows cannot share their polling, each polls for itself: ${codeOf(reason)}`);
			}
			failedAt = clock.now();
			failures++;
		},
		recordSuccess() {
			if (failedAt !== undefined && !quiet) {
				log.info('the windows share their polling again');
			}
			failedAt = undefined;
			failures = 0;
		},
	};
}

/** The system's code, without the path, which may contain a person's name. */
function codeOf(reason: unknown): string {
	const code = typeof reason === 'object' && reason !== null ? (reason as { code?: unknown }).code : undefined;
	return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : 'no answer';
}
