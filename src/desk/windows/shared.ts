// The data that the windows of one VS Code share about one site: ids, statuses, counts and times, never visitor data or names.
import type { Id } from '../../service/model';
import { type Alerts, noAlerts } from '../alerts/alerts';
import type { Pin } from '../pins/pins';
import type { InterruptedWait } from '../reads/waits';
import { noSegmentAlerts, type SegmentAlerts } from '../segments/segmentAlerts';
import type { ListGaps, PollError, Wait } from '../state';
import { clampedAwayTimer, clampedTimer, type Duty, noDuty } from '../status/duty';
import type { StatusTime } from '../status/statusTimes';
import { type Backoff, clampedBackoff, noBackoff } from './backoff';
import { clampInstants } from './clampInstants';
import type { Lease } from './lease';
import type { NamesNote } from './namesNote';
import type { Refusal } from './refusal';
import type { Renewal } from './renewalClaim';
import type { SharedAgent, UnlistedAgent, Written } from './sharedAgents';

/** Increase `formatVersion` with every change of this type or of the types in it. */
export interface Shared {
	/** The version of the newest secret. A window with an older one reads the secret again. */
	readonly secretVersion: number;
	readonly refused: Refusal | undefined;
	/** Which window renews the sign-in, or that one is asked to. */
	readonly renewal: Renewal | undefined;
	readonly lease: Lease | undefined;
	readonly backoff: Backoff;
	/** Instant (ms) of the end of the last poll, successful or not. */
	readonly polledAt: number | undefined;
	/** Instant (ms) of the last poll with a change. */
	readonly changedAt: number | undefined;
	/** Fast polls still to be made after a write. */
	readonly fastPolls: number;
	readonly agents: readonly SharedAgent[] | undefined;
	readonly agentsAsOf: number | undefined;
	readonly agentsGaps: ListGaps | undefined;
	/** How many reads of the agents have begun, and the number of the read that `agents` come from: a read that began earlier must not overwrite it. */
	readonly readCount: number;
	readonly agentsRead: number;
	readonly unlisted: readonly UnlistedAgent[];
	/** Since when the agents have had their statuses. */
	readonly statusTimes: readonly StatusTime[];
	/** The waits by visitor id; undefined while no window reads the visitors. */
	readonly waits: readonly (readonly [Id, Wait])[] | undefined;
	/** Waits that continue if the visitor waits again soon. */
	readonly interruptedWaits: readonly InterruptedWait[];
	/** How many visitors are in the badge because of their segment, beside those who wait. */
	readonly segmentCount: number;
	/** Of the waiting visitors. */
	readonly segmentAlerts: SegmentAlerts;
	readonly visitorsAsOf: number | undefined;
	/** How many status writes have been recorded. */
	readonly writeCount: number;
	readonly written: readonly Written[];
	readonly pollError: PollError | undefined;
	readonly visitorsError: PollError | undefined;
	readonly names: NamesNote | undefined;
	readonly duty: Duty;
	readonly alerts: Alerts;
	/** Undefined until a window has stored the pins of an earlier run here. */
	readonly pins: readonly Pin[] | undefined;
}

export const nothingShared: Shared = {
	secretVersion: 0,
	refused: undefined,
	renewal: undefined,
	lease: undefined,
	backoff: noBackoff,
	polledAt: undefined,
	changedAt: undefined,
	fastPolls: 0,
	agents: undefined,
	agentsAsOf: undefined,
	agentsGaps: undefined,
	readCount: 0,
	agentsRead: 0,
	unlisted: [],
	statusTimes: [],
	waits: undefined,
	interruptedWaits: [],
	segmentCount: 0,
	segmentAlerts: noSegmentAlerts,
	visitorsAsOf: undefined,
	writeCount: 0,
	written: [],
	pollError: undefined,
	visitorsError: undefined,
	names: undefined,
	duty: noDuty,
	alerts: noAlerts,
	pins: undefined,
};

/** Clamps instants in the future (the clock was set back). Returns the same object if there are none. */
export function clampShared(shared: Shared, now: number): Shared {
	const clamped = clampInstants(shared, now);
	const timer = clampedAwayTimer(shared.duty.timer, now);
	return clamped === shared && timer === shared.duty.timer
		? shared
		: {
				...clamped,
				backoff: clampedBackoff(shared.backoff, now),
				duty: { ...clamped.duty, timer },
				alerts: { ...clamped.alerts, snooze: clampedTimer(shared.alerts.snooze, now) },
			};
}

/** Maximum age (ms) of shared data of an earlier run that is shown: "Online" of yesterday would be wrong. */
export const maxSharedAge = 180_000;

const formatVersion = 11;

/** The content that marks the site as signed out for the other windows; it must be the same in every version. */
export const signedOutText = JSON.stringify({ signedOut: true });

export function sharedText(shared: Shared): string {
	return JSON.stringify({ version: formatVersion, ...shared });
}

/** Undefined for a text of another version of Frontdesk, and for an incomplete write. No other program writes here, so fields aren't checked. */
export function parseShared(text: string): Shared | undefined {
	try {
		const { version, ...shared } = (JSON.parse(text) ?? {}) as Partial<Shared> & { readonly version?: number };
		return version === formatVersion ? { ...nothingShared, ...shared } : undefined;
	} catch {
		return undefined; // the next write replaces it
	}
}
