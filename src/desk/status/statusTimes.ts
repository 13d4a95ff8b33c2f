// Since when each agent has had its status: the service doesn't send that, so it is recorded from writes and reads.
import { type Id, sameStatus } from '../../service/model';
import type { SharedAgent } from '../windows/sharedAgents';

export interface StatusTime {
	readonly id: Id;
	readonly status: string;
	/** Instant (ms) since which the agent has had this status. */
	readonly since: number;
	/**
	 * `set`: Frontdesk set it on this machine at that instant · `seen`: a poll saw the change, so it was made since the poll before ·
	 * `earlier`: the agent had the status when it was first read, or it changed while nothing was read.
	 */
	readonly known: 'set' | 'seen' | 'earlier';
}

/** Polls are at most 5 minutes apart. A longer gap (ms) means that nothing was read: a sleep, or no open window. */
const longestGap = 600_000;

/** After a longer gap (ms), an equal status says nothing about the time in between. */
const longestAbsence = 12 * 3_600_000;

/** A read may see a status sooner (ms) than the answer to its write arrives. */
const answerDelay = 60_000;

/**
 * The times after a read of these agents. The same list if nothing changed.
 * @param readBefore instant (ms) of the read before; undefined for none
 * @param stays the ids that stay without being among the rows
 */
export function timesAfterRead(
	times: readonly StatusTime[],
	rows: readonly SharedAgent[],
	readBefore: number | undefined,
	now: number,
	stays: (id: Id) => boolean,
): readonly StatusTime[] {
	const known = new Map(times.map((time) => [time.id, time]));
	const gap = now - (readBefore ?? Number.NEGATIVE_INFINITY);
	const read = new Map(rows.map((row) => [row.id, timeAfterRead(known.get(row.id), row, gap, now)]));
	const next = [...read.values(), ...times.filter(({ id }) => !read.has(id) && stays(id))];
	return next.length === times.length && next.every((time) => known.get(time.id) === time) ? times : next;
}

function timeAfterRead(before: StatusTime | undefined, { id, status }: SharedAgent, gap: number, now: number) {
	if (!before || gap > longestAbsence) {
		return { id, status, since: now, known: 'earlier' } as const;
	}
	if (!sameStatus(before.status, status)) {
		return { id, status, since: now, known: gap > longestGap ? 'earlier' : 'seen' } as const;
	}
	// In a long gap the status may have changed and changed back.
	return gap > longestGap && before.known === 'set' ? ({ ...before, known: 'seen' } as const) : before;
}

/** The times after the service has answered a write of that status at `at`. A status that the agent had before goes on. */
export function timesAfterWrite(
	times: readonly StatusTime[],
	{ id, status, at }: { readonly id: Id; readonly status: string; readonly at: number },
): readonly StatusTime[] {
	const before = times.find((time) => time.id === id);
	const isSeenAnswer = before?.known === 'seen' && at - before.since < answerDelay;
	return before && sameStatus(before.status, status) && !isSeenAnswer
		? times
		: [...times.filter((time) => time !== before), { id, status, since: at, known: 'set' }];
}

/** The maps of shared lists, so that unchanged times are recognized by identity. */
const maps = new WeakMap<readonly StatusTime[], ReadonlyMap<Id, StatusTime>>();

/** The times by agent; the same map as `before` if it is equal. */
export function timesById(
	times: readonly StatusTime[],
	before: ReadonlyMap<Id, StatusTime>,
): ReadonlyMap<Id, StatusTime> {
	const known = maps.get(times);
	if (known) {
		return known;
	}
	const isSame = (time: StatusTime) => {
		const other = before.get(time.id);
		return other?.since === time.since && other.status === time.status && other.known === time.known;
	};
	const map =
		before.size === times.length && times.every(isSame) ? before : new Map(times.map((each) => [each.id, each]));
	maps.set(times, map);
	return map;
}
