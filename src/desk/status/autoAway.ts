// The rule `frontdesk.status.autoAway`: warns, then sets me away after minutes without an active window, and undoes that.
import { sameStatus } from '../../service/model';
import type { Action } from './actions';
import type { AutoAway, Duty } from './duty';
import { type Facts, hasChanged, isOnline } from './facts';

/** How long (ms) the warning is shown before the status is set. */
export const warning = 30_000;

/** After this time (ms), another window takes over from one that has not set the status, or has not told how it went. */
const takeOver = 5_000;
const givesUp = 60_000;

/**
 * | stage | what is the case | after | action |
 * |---|---|---|---|
 * | any | the rule is off | none | |
 * | none | `mayWarn` | warned | warn |
 * | warned | used, busy, chats, not online | none | |
 * | warned | for 30 s | setting | set away |
 * | setting | for a minute | set: the window was closed, and the status may be set | |
 * | set | my status is another one | none | |
 * | set | a window is active | none | undo if it is surely ours; else, or with `returnPrompt`, ask |
 */
export function autoAwayAfter(duty: Duty, facts: Facts): readonly [AutoAway | undefined, Action | undefined] {
	const { auto } = duty;
	const { me, now, settings, use, windowId } = facts;
	if (settings.autoAway === 0 || (auto && auto.id !== me.id)) {
		return [undefined, undefined];
	}
	switch (auto?.stage) {
		case undefined: {
			const idleFor = settings.autoAway * 60_000 - warning;
			// A status that was set in the console counts as use: the user is there.
			const isNew = now - (me.time?.since ?? 0) < idleFor;
			if (me.id === undefined || isNew || !mayGoAway(facts) || !isUnused(duty, facts, idleFor)) {
				return [undefined, undefined];
			}
			const warned = { stage: 'warned', at: now, by: windowId, id: me.id, status: me.lastAway } as const;
			return [warned, { kind: 'warn', auto: warned, minutes: settings.autoAway }];
		}
		case 'warned': {
			if (!mayGoAway(facts) || !isUnused(duty, facts, now - auto.at)) {
				return [undefined, undefined];
			}
			const isDue = now - auto.at >= warning + (auto.by === windowId ? 0 : takeOver);
			const setting = { ...auto, stage: 'setting', at: now, by: windowId } as const;
			return isDue ? [setting, { kind: 'setAway', auto: setting }] : [auto, undefined];
		}
		case 'setting':
			return [now - auto.at >= givesUp ? { ...auto, stage: 'set' } : auto, undefined];
		case 'set': {
			if (hasChanged(me, auto.status, auto.at)) {
				return [undefined, undefined]; // in the console, by the user or by someone else
			}
			const isBack = use.isActive && me.pending === undefined && sameStatus(me.status ?? '', auto.status);
			if (!isBack) {
				return [auto, undefined];
			}
			const isAsked = settings.returnPrompt || !isSurelyOurs(auto, me);
			return [undefined, isAsked ? { kind: 'askReturned', id: auto.id, status: auto.status } : { kind: 'undo', auto }];
		}
	}
}

/** A status may be set and recorded up to this long (ms) before or after the stage `set` began. */
const aboutThen = 60_000;

/**
 * Whether my status is the one that the rule has set, and was read ever since. An equal name isn't enough: while no window was open, the
 * user may have gone online and away again in the console.
 */
export function isSurelyOurs(auto: AutoAway, { time, status }: Facts['me']): boolean {
	return sameStatus(status ?? '', auto.status) && time?.known === 'set' && Math.abs(time.since - auto.at) <= aboutThen;
}

/** Only from Online, and never with open chats. */
function mayGoAway({ me }: Facts): boolean {
	return isOnline(me) && me.chats === 0;
}

/** Whether no window has been active or busy for that time (ms). */
function isUnused(duty: Duty, { now, lastUse }: Facts, span: number): boolean {
	return duty.usedAt !== undefined && now - lastUseOf(duty, lastUse) >= span;
}

/** Instant (ms) at which a window, on whichever site, was last active or busy. */
export function lastUseOf({ usedAt, busyAt }: Duty, lastUse: Facts['lastUse']): number {
	return Math.max(usedAt ?? 0, busyAt ?? 0, lastUse.usedAt ?? 0, lastUse.busyAt ?? 0);
}
