// One step of all rules of my status: what the windows share afterwards, and what this window has to do.
import type { Action } from './actions';
import { autoAwayAfter } from './autoAway';
import { isCancelled } from './awayTimer';
import type { AwayTimer, Duty } from './duty';
import { type Facts, isAnyRuleOn, isAway, isNotOnline, isOnline } from './facts';
import { lastShift } from './workingHours';

/** How often (ms) an active window records that it is used. */
export const recordEvery = 30_000;

/** The user came back if no window was active for this long (ms). */
const absence = 300_000;

/** For this time (ms) after the return, the question is worth asking. */
const returnLasts = 120_000;

/** For this time (ms) after the end of the working hours, the first use reminds of it. */
const endLasts = 12 * 3_600_000;

/** A window without focus leaves a question to one that has it for this time (ms). */
export const unfocusedDelay = 1_500;

/** The same duty if nothing changed. At most one action: if there is one, the next step follows at once. */
export function dutyStep(before: Duty, facts: Facts): readonly [Duty, Action | undefined] {
	const used = withUse(before, facts);
	const [timed, timerAction] = timerStep(used, facts);
	if (timerAction) {
		return [timed, timerAction];
	}
	if (!isAnyRuleOn(facts.settings)) {
		return [timed.auto ? { ...timed, auto: undefined } : timed, undefined];
	}
	const [auto, autoAction] = autoAwayAfter(timed, facts);
	const next = auto === timed.auto ? timed : { ...timed, auto };
	if (autoAction) {
		return [autoAction.kind === 'askReturned' ? { ...next, returnedAt: undefined } : next, autoAction];
	}
	const [reminded, reminder] = reminderStep(next, facts);
	return reminder ? [reminded, reminder] : returnStep(reminded, facts);
}

/** Records the use of this window, and a return after an absence. */
function withUse(duty: Duty, { use, lastUse, settings, hasWoken, now }: Facts): Duty {
	if (!isAnyRuleOn(settings)) {
		return duty;
	}
	const usedAt = duty.usedAt ?? now; // what was before isn't known
	const isReturn = use.isActive && settings.returnPrompt && now - Math.max(usedAt, lastUse.usedAt ?? 0) >= absence;
	const recordsUse = duty.usedAt === undefined || (use.isActive && now - usedAt >= recordEvery);
	const isBusy = hasWoken || use.isBusy;
	const recordsBusy = isBusy && (hasWoken || now - (duty.busyAt ?? 0) >= recordEvery) && now !== duty.busyAt;
	return recordsUse || recordsBusy
		? {
				...duty,
				usedAt: recordsUse ? now : duty.usedAt,
				busyAt: recordsBusy ? now : duty.busyAt,
				returnedAt: isReturn ? now : duty.returnedAt,
			}
		: duty;
}

function timerStep(duty: Duty, facts: Facts): readonly [Duty, Action | undefined] {
	const { timer } = duty;
	if (!timer) {
		return [duty, undefined];
	}
	if (isCancelled(timer, facts)) {
		return [{ ...duty, timer: undefined }, undefined];
	}
	const isDue = facts.now >= timer.endsAt + (facts.use.isFocused ? 0 : unfocusedDelay);
	// After a sleep, the status of before it may be out of date.
	const isRead = facts.me.status !== undefined && facts.me.asOf >= timer.endsAt - returnLasts;
	return isDue && isRead && (!timer.isAsked || isLost(timer, facts))
		? [
				{ ...duty, timer: { ...timer, isAsked: true, shownAt: facts.now } },
				{ kind: 'askTimer', timer },
			]
		: [duty, undefined];
}

/** A question that was last known to be shown this long (ms) ago was in a window that is closed. */
const shownFor = 90_000;

/** After the machine woke up, the window that shows a question has this time (ms) to say so. */
const wakingTakes = 30_000;

/** Whether the question was asked by a window that was closed before it was answered. */
function isLost({ shownAt }: AwayTimer, { now, wokeAt }: Facts): boolean {
	return shownAt !== undefined && now - shownAt >= shownFor && (wokeAt === undefined || now - wokeAt >= wakingTakes);
}

/** A timer that has not asked yet will ask: a reminder would be a second question about the same. */
function willAsk({ timer }: Duty): boolean {
	return timer !== undefined && !timer.isAsked;
}

/** Reminds while a window is in use: at the start, at the end, or with the first use after that. */
function reminderStep(duty: Duty, facts: Facts): readonly [Duty, Action | undefined] {
	const { me, use, settings, now } = facts;
	const shift = settings.workingHours.length > 0 ? lastShift(settings.workingHours, now) : undefined;
	if (!shift || !use.isActive || me.id === undefined || me.status === undefined || me.pending !== undefined) {
		return [duty, undefined];
	}
	// Data from before the change says nothing about now: the machine may have been asleep.
	const isOver = now >= shift.end;
	if (me.asOf < (isOver ? shift.end : shift.start)) {
		return [duty, undefined];
	}
	if (isOver) {
		return duty.endReminded === shift.start || now - shift.end > endLasts
			? [duty, undefined]
			: [
					{ ...duty, endReminded: shift.start },
					isOnline(me) ? { kind: 'askEnd', id: me.id, status: me.lastAway } : undefined,
				];
	}
	if (duty.startReminded === shift.start) {
		return [duty, undefined];
	}
	const asks = isNotOnline(me) && !willAsk(duty) && !duty.auto;
	return [
		{ ...duty, startReminded: shift.start, returnedAt: asks ? undefined : duty.returnedAt },
		asks ? { kind: 'askStart', id: me.id } : undefined,
	];
}

function returnStep(duty: Duty, { me, settings, now }: Facts): readonly [Duty, Action | undefined] {
	const { returnedAt } = duty;
	if (returnedAt === undefined) {
		return [duty, undefined];
	}
	const over = { ...duty, returnedAt: undefined };
	if (!settings.returnPrompt || now - returnedAt > returnLasts || willAsk(duty)) {
		return [over, undefined];
	}
	if (me.id === undefined || me.status === undefined || me.pending !== undefined || me.asOf < returnedAt) {
		return [duty, undefined]; // a read since the return tells
	}
	return [over, isAway(me) ? { kind: 'askReturned', id: me.id, status: me.status } : undefined];
}
