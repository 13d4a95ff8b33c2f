// Sends nothing while the service asks for silence, neither polls nor acts of the user, in any window (docs/rules.md, rule 6).
import { ApiError, isApiError } from '../../service/errors';
import type { Clock } from '../../service/ports';
import { afterThrottled, silentUntil } from './backoff';
import type { CallRecord } from './callRecord';
import type { Share } from './share';

export interface RateLimiter {
	/** Instant (ms) before which nothing may be sent; undefined where there is none ahead. */
	notBefore(): number | undefined;
	/** Reads the failure of a call for what it says of throttling, and gives it back. Throws what is no `ApiError`: a fault of our own. */
	learn(reason: unknown): ApiError;
	/** Makes calls for the user. Rejects, and sends nothing, while the service asked for silence; no budget holds them back. */
	call<Answer>(send: () => Promise<Answer>, calls?: number): Promise<Answer>;
}

export function createRateLimiter(
	share: Share,
	callRecord: CallRecord,
	clock: Pick<Clock, 'now'>,
	signal: AbortSignal,
): RateLimiter {
	const notBefore = () => silentUntil(share.current.backoff, clock.now());

	function learn(reason: unknown): ApiError {
		if (!isApiError(reason)) {
			throw reason;
		}
		const error = reason;
		if (error.kind === 'throttled') {
			void share.change((shared, now) => [
				{ ...shared, backoff: afterThrottled(shared.backoff, error.retryAt, now) },
				undefined,
			]);
		}
		return error;
	}

	return {
		notBefore,
		learn,
		async call(send, calls = 1) {
			await share.sync();
			if (signal.aborted) {
				throw new ApiError('aborted');
			}
			const retryAt = notBefore();
			if (retryAt !== undefined) {
				throw new ApiError('throttled', { retryAt });
			}
			callRecord.record(calls);
			try {
				return await send();
			} catch (reason) {
				throw learn(reason);
			}
		},
	};
}
