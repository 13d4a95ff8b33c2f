// One step of the waiting alerts: whether the user is told of the waiting visitors now, and what the windows share afterwards.
import type { Wait } from '../state';
import type { Shared } from '../windows/shared';
import type { Alerts } from './alerts';
import { isSnoozed } from './snooze';

export interface AlertSettings {
	/** Whether a notification tells of all waiting visitors, or only of those whose segment says so. */
	readonly notifies: 'all' | 'segments' | 'none';
	/** Time (ms) after which the notification is repeated; 0 for never. */
	readonly repeat: number;
}

export interface AlertFacts {
	readonly settings: AlertSettings;
	readonly isFocused: boolean;
	readonly now: number;
}

/** The waiting visitors of one notification. */
export interface WaitingAlert {
	readonly count: number;
	/** The wait that started first. */
	readonly longest: Wait;
}

export type AlertData = Pick<Shared, 'alerts' | 'waits' | 'segmentAlerts' | 'visitorsAsOf'>;

/** Minimum time (ms) between two notifications: visitors who start to wait within it are in one at its end. */
const minInterval = 30_000;

/** Data older than this (ms) alerts nobody: after a sleep, the next poll says who still waits. */
const freshFor = 15_000;

/** A window without focus leaves the notification to one that has it for this time (ms). */
const unfocusedDelay = 2_500;

/** The same alerts if nothing changed. */
export function alertStep(data: AlertData, facts: AlertFacts): readonly [Alerts, WaitingAlert | undefined] {
	const { alerts, visitorsAsOf = 0 } = data;
	const { settings, isFocused, now } = facts;
	const waits = waitsToTell(data, settings);
	const dueAt = alertDueAt(data, settings);
	const isDue = dueAt !== undefined && now >= dueAt + (isFocused ? 0 : unfocusedDelay);
	if (!isDue || isSnoozed(alerts.snooze, now) || now - visitorsAsOf > freshFor) {
		return [alerts, undefined];
	}
	const [, longest] = waits.reduce((first, each) => (each[1].since < first[1].since ? each : first));
	return [
		{ ...alerts, toldAt: now, toldSince: Math.max(...startsOf(waits, data, settings)) },
		{ count: waits.length, longest },
	];
}

/** The waits that a notification tells of. */
function waitsToTell({ waits = [], segmentAlerts }: AlertData, { notifies }: AlertSettings): typeof waits {
	if (notifies === 'none') {
		return [];
	}
	const { always, never } = segmentAlerts;
	return waits.filter(([id]) => (notifies === 'all' ? !never.includes(id) : always.includes(id)));
}

/** Since when (instants, ms) these waits are to be told: from their start, or since the segment of the visitor asks for it. */
function startsOf(
	waits: NonNullable<AlertData['waits']>,
	{ segmentAlerts }: AlertData,
	{ notifies }: AlertSettings,
): readonly number[] {
	const later = new Map(notifies === 'all' ? segmentAlerts.notNeverSince : segmentAlerts.alwaysSince);
	return waits.map(([id, { since }]) => Math.max(since, later.get(id)?.since ?? since));
}

/** The instant (ms) at which a focused window tells of the waiting visitors, if they still wait; undefined for never. */
function alertDueAt(data: AlertData, settings: AlertSettings): number | undefined {
	const { alerts } = data;
	const { repeat } = settings;
	const waits = waitsToTell(data, settings);
	const { snooze, toldAt, toldSince } = alerts;
	if (waits.length === 0) {
		return undefined;
	}
	const untold = startsOf(waits, data, settings).filter((since) => toldSince === undefined || since > toldSince);
	const forUntold = Math.max(Math.min(...untold), (toldAt ?? Number.NEGATIVE_INFINITY) + minInterval);
	const forRepeat =
		toldAt !== undefined && repeat > 0 ? toldAt + Math.max(repeat, minInterval) : Number.POSITIVE_INFINITY;
	const dueAt = Math.max(Math.min(forUntold, forRepeat), snooze?.endsAt ?? 0);
	return Number.isFinite(dueAt) ? dueAt : undefined;
}

/** The time (ms) until this window may tell of the waiting visitors; undefined if nothing changes that with time alone. */
export function untilAlert(data: AlertData, { settings, isFocused, now }: AlertFacts): number | undefined {
	const dueAt = alertDueAt(data, settings);
	return dueAt === undefined ? undefined : Math.max(0, dueAt + (isFocused ? 0 : unfocusedDelay) - now);
}
