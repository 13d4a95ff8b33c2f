// Tries a refused sign-in again, once for all windows: every few minutes, and when the user comes back or the machine wakes up.
import type { Clock } from '../../service/ports';
import type { Activity } from '../activity';
import type { Failures, Lists } from '../reads/reads';
import type { DeskSession } from '../session';
import { silentUntil } from '../windows/backoff';
import { roomAt } from '../windows/callBudget';
import type { CallRecord } from '../windows/callRecord';
import { isAttemptDue } from '../windows/refusal';
import type { Share } from '../windows/share';
import type { Shared } from '../windows/shared';

interface QuietAttemptsOptions {
	readonly share: Share;
	readonly callRecord: CallRecord;
	readonly session: DeskSession;
	readonly activity: Activity;
	readonly clock: Pick<Clock, 'now'>;
	/** Instant (ms) at which the user came back to this window, or the machine woke up. */
	readonly returnedAt: () => number | undefined;
	readonly cost: (which: Lists) => number;
	/** Reads for all windows, and records whether the sign-in was accepted. Never rejects. */
	readonly read: (which: Lists, calls: number) => Promise<Failures>;
	readonly signal: AbortSignal;
}

const agents: Lists = { agents: true, visitors: false };

/** Returns a function that makes an attempt if one is due and no other window makes it. It never rejects. */
export function createQuietAttempts(options: QuietAttemptsOptions): () => Promise<void> {
	const { share, callRecord, session, activity, clock, returnedAt, cost, read, signal } = options;

	function isDue(shared: Shared, now: number): boolean {
		const refusal = session.refusal(shared);
		return (
			refusal !== undefined &&
			!signal.aborted &&
			isAttemptDue(refusal, returnedAt(), now) &&
			silentUntil(shared.backoff, now) === undefined &&
			roomAt(callRecord.calls, cost(agents), activity.budget(), now) <= now
		);
	}

	/** Claims the attempt in one step, so that no other window makes it too. */
	function claim(): Promise<boolean> {
		return share.change((shared, now) =>
			shared.refused && isDue(shared, now)
				? [{ ...shared, refused: { ...shared.refused, at: now, isUnanswered: false } }, true]
				: [shared, false],
		);
	}

	return async () => {
		if (!isDue(share.current, clock.now())) {
			return;
		}
		await callRecord.sync(); // another window may have used up the budget: the attempt is made later
		const calls = cost(agents);
		if (!(await claim()) || !(await callRecord.take(calls, activity.budget()))) {
			return;
		}
		const failure = (await read(agents, calls)).agents;
		if (failure?.kind === 'network' || failure?.kind === 'timeout') {
			await share.change((shared) => [
				shared.refused ? { ...shared, refused: { ...shared.refused, isUnanswered: true } } : shared,
				undefined,
			]);
		}
	};
}
