// Holds back what the service asked not to be sent, in all windows: polls and acts of the user alike (PRODUCT.md, rule 6); only counts the acts.
import { ApiError, isApiError } from '../service/errors';
import type { Clock } from '../service/ports';
import { spend } from './budget';
import type { Share } from './share';
import { afterThrottle, silentUntil } from './throttling';

export interface Throttle {
	/** Instant (ms) before which nothing may be sent; undefined where there is none ahead. */
	notBefore(): number | undefined;
	/** Reads the failure of a call for what it says of throttling, and gives it back. Throws what is no `ApiError`: a fault of our own. */
	learn(reason: unknown): ApiError;
	/** Makes calls for the user. Rejects, and sends nothing, while the service asked for silence; no budget holds them back. */
	call<Answer>(send: () => Promise<Answer>, calls?: number): Promise<Answer>;
}

export function createThrottle(share: Share, clock: Pick<Clock, 'now'>, signal: AbortSignal): Throttle {
	function learn(reason: unknown): ApiError {
		if (!isApiError(reason)) {
			throw reason;
		}
		const error = reason;
		if (error.kind === 'throttled') {
			void share.change((shared, now) => [
				{ ...shared, throttling: afterThrottle(shared.throttling, error.retryAt, now) },
				undefined,
			]);
		}
		return error;
	}

	return {
		notBefore: () => silentUntil(share.now.throttling, clock.now()),
		learn,
		async call(send, calls = 1) {
			const retryAt = await share.change((shared, now) => {
				const until = silentUntil(shared.throttling, now);
				return [until === undefined ? { ...shared, spent: spend(shared.spent, calls, now) } : shared, until];
			});
			if (signal.aborted) {
				throw new ApiError('aborted');
			}
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
