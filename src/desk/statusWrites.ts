// Sets my status: one write after the other, in the order in which the user asked for them.
import type { ChatClient } from '../service/chatClient';
import { ApiError, isApiError } from '../service/errors';
import type { Agent, Id } from '../service/model';
import type { Clock } from '../service/ports';
import type { DeskStore } from './deskStore';
import { applyShared } from './reads/applyShared';
import { withUnlisted, withWrite } from './reads/sharedChanges';
import type { WriteOrder } from './reads/writeOrder';
import type { RateLimiter } from './windows/rateLimiter';
import type { Share } from './windows/share';

export interface StatusWritesOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly client: Pick<ChatClient, 'setAgentStatus'>;
	readonly clock: Pick<Clock, 'now'>;
	readonly rateLimiter: RateLimiter;
	readonly writes: WriteOrder;
	readonly signal: AbortSignal;
	/** Called when a write has ended, with whether the service answered. */
	readonly onWrite: (isAnswered: boolean) => void;
}

export interface StatusWrites {
	/** Sets the status of that agent, who is me: pending at once. Rejects with an `ApiError`, the old state restored. */
	setStatus(id: Id, status: string): Promise<Agent>;
}

export function createStatusWrites(options: StatusWritesOptions): StatusWrites {
	const { store, share, client, clock, rateLimiter, writes, signal, onWrite } = options;
	let lastWrite: Promise<unknown> = Promise.resolve();
	let askedFor = 0;

	async function write(id: Id, status: string): Promise<Agent> {
		try {
			// The one before may have taught a Retry-After: the rate limiter is asked only now.
			const agent = await rateLimiter.call(() => client.setAgentStatus(id, status, signal));
			writes.end(id);
			recordAnswer(agent);
			return agent;
		} catch (reason) {
			writes.end(id);
			if (isApiError(reason) && (reason.kind === 'timeout' || reason.kind === 'network')) {
				recordSilence(id, status);
			}
			throw reason;
		}
	}

	/** No window may show what it read before, and this machine's own change is none from elsewhere. */
	function recordAnswer(agent: Agent): void {
		const { id, status } = agent;
		const at = clock.now();
		void share.change((shared, now) => {
			const next = withWrite(shared, { id, status, at, answered: true }, now);
			return [next === shared ? shared : withUnlisted(next, { id, agent }, now), undefined];
		});
		store.update(applyShared(store.state, share.current, at, [agent]));
		onWrite(true);
	}

	/** It may have been set all the same: only a read tells. */
	function recordSilence(id: Id, status: string): void {
		const at = clock.now();
		void share.change((shared, now) => [withWrite(shared, { id, status, at, answered: false }, now), undefined]);
		onWrite(false);
	}

	return {
		async setStatus(id, status) {
			const retryAt = rateLimiter.notBefore();
			if (retryAt !== undefined) {
				throw new ApiError('throttled', { retryAt }); // nothing is pending that will not be sent
			}
			const number = ++askedFor;
			store.update({ me: { ...store.state.me, pending: status } });
			const written = lastWrite
				.then(() => write(id, status))
				.finally(() => {
					// An answer to an earlier one says nothing of what was asked for last.
					if (number === askedFor) {
						store.update({ me: { ...store.state.me, pending: undefined } });
					}
				});
			lastWrite = written.catch(() => undefined); // its caller hears of it; the next write goes on
			return await written;
		},
	};
}
