// Keeps the log quiet while something stays broken: one line for the first failure of a kind, one for the recovery.
import { type ApiError, isApiError } from '../service/errors';
import type { Log } from '../service/ports';

interface FailureLog {
	/** Records how a read of `what` ended; undefined for success. Aborts are ignored. */
	record(what: string, error: ApiError | undefined): void;
}

export function createFailureLog(log: Log): FailureLog {
	const failing = new Map<string, { readonly words: string; readonly times: number }>();
	return {
		record(what, error) {
			if (error?.kind === 'aborted') {
				return;
			}
			const before = failing.get(what);
			if (!error) {
				if (before) {
					log.info(`${what}: works again after ${before.times} failed`);
				}
				failing.delete(what);
				return;
			}
			if (before?.words !== error.message) {
				log.warn(`${what}: ${error.message}`);
			}
			failing.set(what, { words: error.message, times: (before?.times ?? 0) + 1 });
		},
	};
}

/** What the log says of an internal error: its name, never its message, which may contain user data. */
export function errorName(reason: unknown): string {
	return reason instanceof Error ? reason.name : 'unknown';
}

/** What a failure is called in the log: never the text of a library or of the system, which may hold a secret. */
export function failureName(reason: unknown): string {
	return isApiError(reason) ? reason.message : reason instanceof Error ? reason.name : 'unknown failure';
}
