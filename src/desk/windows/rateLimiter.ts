// Holds back all calls while the service asks for none, those of the user too, in every window (docs/rules.md, rule 6).
import { ApiError, isApiError } from '../../service/errors';
import type { Clock } from '../../service/ports';
import { afterThrottled, silentUntil } from './backoff';
import type { CallRecord } from './callRecord';
import type { Share } from './share';

export interface RateLimiter {
	/** Instant (ms) before which nothing may be sent; undefined if that is over. */
	notBefore(): number | undefined;
	/** Records the throttling in the failure of a call, and returns the failure. Throws anything that isn't an `ApiError`: it is an internal error. */
	learn(reason: unknown): ApiError;
	/** Makes calls for the user. Rejects and sends nothing while the service asks for no calls. The call budget doesn't limit them. */
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
