// What the rule `frontdesk.status.autoAway` writes: away, and Online again, each after one more read.
import { isApiError } from '../../service/errors';
import { sameStatus } from '../../service/model';
import type { Desk } from '../desk';
import type { Env } from '../env';
import { errorName } from '../failureLog';
import { isSurelyOurs, lastUseOf } from './autoAway';
import type { AutoAway, Duty } from './duty';
import { type Facts, isOnline, meFacts, type StatusSettings, type WindowUse } from './facts';

interface AutoAwayWritesOptions {
	readonly desk: Pick<Desk, 'state' | 'duty' | 'use' | 'setMyStatus' | 'refreshAgents'>;
	readonly env: Pick<Env, 'log' | 'windowId'>;
	readonly use: () => WindowUse;
	readonly settings: () => StatusSettings;
	readonly isDisposed: () => boolean;
	readonly tellUndone: (status: string) => void;
	/** Asks whether to go online, because the status could not be undone, or may not be the one that the rule set. */
	readonly askReturned: (auto: AutoAway) => Promise<void>;
}

export function createAutoAwayWrites(options: AutoAwayWritesOptions) {
	const { desk, use, settings, isDisposed, askReturned } = options;
	const { log, windowId } = options.env;

	/** Reads my status first: what the windows know may be a minute old, and a chat may have begun since. */
	async function setAway(auto: AutoAway): Promise<void> {
		const isUnused = () => !use().isActive && !use().isBusy && settings().autoAway > 0;
		const outcome = await setAfterRead(
			auto,
			auto.status,
			async () => (await isStillOurs(auto)) && isUnused(),
			(me) => isOnline(me) && me.chats === 0,
		);
		await desk.duty.change((duty, now) => {
			if (!isCurrent(duty, auto)) {
				return [duty, undefined];
			}
			// If nothing was set, the minutes begin again.
			const status = (outcome === 'set' ? desk.state.me.agent?.status : undefined) ?? auto.status;
			return [
				outcome === 'notSet'
					? { ...duty, auto: undefined, busyAt: now }
					: { ...duty, auto: { ...auto, stage: 'set', at: now, status } },
				undefined,
			];
		});
		if (outcome === 'set') {
			log.info('no window was active: the status was set as the setting says');
		}
	}

	/** Whether no window has been used since: reads what the windows share, right before the write. */
	async function isStillOurs(auto: AutoAway): Promise<boolean> {
		await desk.use.sync();
		return await desk.duty.change((duty) => [
			duty,
			isCurrent(duty, auto) && lastUseOf(duty, desk.use.current) < auto.at,
		]);
	}

	function isCurrent({ auto: current }: Duty, auto: AutoAway): boolean {
		return current?.stage === 'setting' && current.at === auto.at && current.by === windowId;
	}

	async function undo(auto: AutoAway): Promise<void> {
		const outcome = await setAfterRead(
			auto,
			'Online',
			async () => settings().autoAway > 0,
			(me) => me.pending === undefined && isSurelyOurs(auto, me),
		);
		const me = meFacts(desk.state);
		if (outcome === 'set') {
			log.info('a window is active again: the automatic status was undone');
			options.tellUndone(auto.status);
		} else if (
			!isDisposed() &&
			me.id === auto.id &&
			me.pending === undefined &&
			sameStatus(me.status ?? '', auto.status)
		) {
			await askReturned(auto); // the user must not forget it
		}
	}

	/** Sets a status by a rule if the service confirms what the rule is for. A failure goes to the log: nobody asked for this. */
	async function setAfterRead(
		auto: AutoAway,
		status: string,
		isWanted: () => Promise<boolean>,
		mayBeSet: (me: Facts['me']) => boolean,
	): Promise<'set' | 'notSet' | 'unknown'> {
		try {
			await desk.refreshAgents();
			const isStillWanted = await isWanted();
			const me = meFacts(desk.state);
			if (isDisposed() || !isStillWanted || me.id !== auto.id || !mayBeSet(me)) {
				log.info('a rule set no status: something has changed since');
				return 'notSet';
			}
		} catch (reason) {
			logFailure(reason);
			return 'notSet';
		}
		try {
			const { kind } = await desk.setMyStatus(status);
			// A write that failed may still be carried out.
			return kind === 'set' ? 'set' : kind === 'other' ? 'notSet' : 'unknown';
		} catch (reason) {
			logFailure(reason);
			return isApiError(reason) && reason.kind !== 'aborted' ? 'notSet' : 'unknown';
		}
	}

	function logFailure(reason: unknown): void {
		log.warn(`a rule could not set the status: ${isApiError(reason) ? reason.message : errorName(reason)}`);
	}

	return { setAway, undo };
}
