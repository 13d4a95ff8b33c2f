// Remembers until when the service asked not to be called; binds polls and acts of the user alike (PRODUCT.md, rule 6).
import { ApiError, isApiError } from '../service/errors';
import type { Clock } from '../service/ports';

export interface Throttle {
	/** Instant (ms) before which nothing may be sent; undefined where there is none ahead. */
	notBefore(): number | undefined;
	/** Reads the failure of a call for what it says of throttling, and gives it back. Throws what is no `ApiError`: a fault of our own. */
	learn(reason: unknown): ApiError;
	/** Makes a call for the user. Rejects at once, and sends nothing, while the service asked for silence. */
	call<Answer>(send: () => Promise<Answer>): Promise<Answer>;
}

export function createThrottle(clock: Pick<Clock, 'now'>): Throttle {
	let until = 0;

	function notBefore(): number | undefined {
		return until > clock.now() ? until : undefined;
	}

	function learn(reason: unknown): ApiError {
		if (!isApiError(reason)) {
			throw reason;
		}
		const error = reason;
		if (error.retryAt !== undefined) {
			until = Math.max(until, error.retryAt);
		}
		return error;
	}

	return {
		notBefore,
		learn,
		async call(send) {
			const retryAt = notBefore();
			if (retryAt !== undefined) {
				throw new ApiError('throttled', { retryAt });
			}
			try {
				return await send();
			} catch (reason) {
				throw learn(reason);
			}
		},
	};
}
