// What the rules of my status decide by: me, this window and the settings, at one moment.
import { type Id, sameStatus } from '../../service/model';
import { type DeskState, isAwayStatus, isStale } from '../state';
import type { LastUse } from '../windows/useRecord';
import type { StatusTime } from './statusTimes';
import type { WorkingHours } from './workingHours';

/** How this window is used. */
export interface WindowUse {
	/** Whether the user has used it within the last minute or so. The user may be busy in another program meanwhile. */
	readonly isActive: boolean;
	readonly isFocused: boolean;
	/** Whether a debug session or a task runs in it. */
	readonly isBusy: boolean;
}

export interface StatusSettings {
	/** Minutes without an active window; 0 is off. */
	readonly autoAway: number;
	readonly returnPrompt: boolean;
	/** Empty is off. */
	readonly workingHours: readonly WorkingHours[];
}

export interface Facts {
	readonly me: {
		readonly id: Id | undefined;
		/** As last read; undefined if unknown or stale. */
		readonly status: string | undefined;
		readonly pending: string | undefined;
		readonly chats: number;
		readonly lastAway: string;
		/** Instant (ms) of the data. */
		readonly asOf: number;
		/** Since when I have had the status, as far as it is known. */
		readonly time: Pick<StatusTime, 'since' | 'known'> | undefined;
	};
	readonly use: WindowUse;
	/** The last use of any window, on whichever site. */
	readonly lastUse: LastUse;
	readonly settings: StatusSettings;
	readonly windowId: string;
	/** Whether the machine has just woken up, or the clock was set forward. */
	readonly hasWoken: boolean;
	/** Instant (ms) at which it last did. */
	readonly wokeAt: number | undefined;
	readonly now: number;
}

export function meFacts(state: DeskState): Facts['me'] {
	const { id, agent, pending, lastAway } = state.me;
	const time = id === undefined ? undefined : state.statusTimes.get(id);
	return {
		id,
		status: isStale(state) || state.pollError?.kind === 'unauthorized' ? undefined : agent?.status,
		pending,
		chats: agent?.ongoingChats ?? 0,
		lastAway,
		asOf: state.agentsAsOf ?? 0,
		time: time && sameStatus(time.status, agent?.status ?? '') ? time : undefined,
	};
}

/** A read within this time (ms) after a write may still show the status before it: the service caches. */
const settles = 10_000;

/** Whether my status is known to be another one than that, which was set at `at` (ms): changed since, here or elsewhere. */
export function hasChanged(me: Facts['me'], status: string, at: number): boolean {
	const isSetSince = me.time?.known === 'set' && me.time.since > at;
	const isSettled = me.asOf - at >= settles || isSetSince;
	return me.status !== undefined && me.pending === undefined && isSettled && !sameStatus(me.status, status);
}

/** Whether I am online, and nothing is being set. */
export function isOnline({ status, pending }: Facts['me']): boolean {
	return status !== undefined && pending === undefined && sameStatus(status, 'online');
}

export function isAway({ status, pending }: Facts['me']): boolean {
	return status !== undefined && pending === undefined && isAwayStatus(status);
}

/** Whether my status is known, nothing is being set, and it isn't Online. */
export function isNotOnline(me: Facts['me']): boolean {
	return me.status !== undefined && me.pending === undefined && !isOnline(me);
}

/** Whether a rule is on that needs to know when a window was used. */
export function isAnyRuleOn({ autoAway, returnPrompt, workingHours }: StatusSettings): boolean {
	return autoAway > 0 || returnPrompt || workingHours.length > 0;
}
