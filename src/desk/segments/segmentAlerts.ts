// Which waiting visitors the user is told of, or isn't, because of their segment.
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { Segments } from './segments';

/** Waiting visitors whose segment says so; for all others, the setting of the alerts holds. */
export interface SegmentWaits {
	/** The user is told of these even where the setting asks for the badge only. */
	readonly always: readonly Id[];
	/** The user is told of none of these. */
	readonly never: readonly Id[];
}

/** For those who changed their segment while they waited, also since when: their wait may have begun long before. */
export interface SegmentAlerts extends SegmentWaits {
	readonly alwaysSince: readonly IdSince[];
	/** Of visitors who were in `never`. */
	readonly notNeverSince: readonly IdSince[];
}

/** With an instant (ms). */
type IdSince = readonly [Id, { readonly since: number }];

const noSegmentWaits: SegmentWaits = { always: [], never: [] };
export const noSegmentAlerts: SegmentAlerts = { ...noSegmentWaits, alwaysSince: [], notNeverSince: [] };

export function segmentWaits(visitors: readonly Visitor[], segments: Segments): SegmentWaits {
	if (!segments.list.some(({ notify }) => notify !== undefined)) {
		return noSegmentWaits;
	}
	const waiting = visitors.filter(({ status }) => urgencyOf(status) === 'waiting');
	const idsOf = (notify: boolean) =>
		waiting.filter((visitor) => segments.of(visitor)?.notify === notify).map(({ id }) => id);
	return { always: idsOf(true), never: idsOf(false) };
}

/** @param waits the visitors who waited in the list before, and those who wait in this one */
export function segmentAlerts(
	before: SegmentAlerts,
	{ always, never }: SegmentWaits,
	waits: { readonly before: ReadonlyMap<Id, unknown>; readonly after: ReadonlyMap<Id, unknown> },
	now: number,
): SegmentAlerts {
	const wasAlways = new Set(before.always);
	const wasNever = new Set(before.never);
	const isNever = new Set(never);
	const instants = (known: readonly IdSince[], ids: Iterable<Id>, hasChanged: (id: Id) => boolean): IdSince[] => {
		const times = new Map(known);
		return [...ids].flatMap((id) => {
			const time = hasChanged(id) ? { since: now } : times.get(id);
			return time && waits.before.has(id) ? [[id, time] as const] : [];
		});
	};
	const hasNever = before.never.length + before.notNeverSince.length > 0;
	const others = hasNever ? [...waits.after.keys()].filter((id) => !isNever.has(id)) : [];
	return {
		always,
		never,
		alwaysSince: instants(before.alwaysSince, always, (id) => !wasAlways.has(id)),
		notNeverSince: instants(before.notNeverSince, others, (id) => wasNever.has(id)),
	};
}
