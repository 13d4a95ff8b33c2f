// What the windows of one VS Code share about one site, as plain data: ids, statuses, counts and times, never visitor data or a name.
import type { Id } from '../../service/model';
import type { InterruptedWait } from '../reads/waits';
import type { ListGaps, PollError, Wait } from '../state';
import { type Backoff, clampedBackoff, noBackoff } from './backoff';
import { clampInstants } from './clampInstants';
import type { Lease } from './lease';
import type { NamesNote } from './namesNote';
import type { Refusal } from './refusal';
import type { SharedAgent, UnlistedAgent, Written } from './sharedAgents';

/** Raise `formatVersion` with every change to this type, and to those in it. */
export interface Shared {
	/** The number of the newest secret: the other windows read theirs again. */
	readonly secretVersion: number;
	readonly refused: Refusal | undefined;
	/** Who renews the sign-in, since when (ms); nobody yet where a window that does not poll asks for it. */
	readonly renewal: { readonly by: string | undefined; readonly at: number } | undefined;
	readonly lease: Lease | undefined;
	readonly backoff: Backoff;
	/** Instant (ms) of the end of the last poll, well or not. */
	readonly polledAt: number | undefined;
	/** Instant (ms) of the last poll that brought something new. */
	readonly changedAt: number | undefined;
	/** Fast polls still to be made after a write. */
	readonly fastPolls: number;
	readonly agents: readonly SharedAgent[] | undefined;
	readonly agentsAsOf: number | undefined;
	readonly agentsGaps: ListGaps | undefined;
	/** How many reads of the agents have begun, and the number of the one that `agents` come from: one that began before may not overwrite it. */
	readonly readCount: number;
	readonly agentsRead: number;
	readonly unlisted: readonly UnlistedAgent[];
	/** Who waits, by id; undefined while nobody reads the visitors. */
	readonly waits: readonly (readonly [Id, Wait])[] | undefined;
	/** Waits that go on if the visitor waits again soon. */
	readonly interruptedWaits: readonly InterruptedWait[];
	readonly visitorsAsOf: number | undefined;
	/** How many status writes have been recorded. */
	readonly writeCount: number;
	readonly written: readonly Written[];
	readonly pollError: PollError | undefined;
	readonly visitorsError: PollError | undefined;
	readonly names: NamesNote | undefined;
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
	waits: undefined,
	interruptedWaits: [],
	visitorsAsOf: undefined,
	writeCount: 0,
	written: [],
	pollError: undefined,
	visitorsError: undefined,
	names: undefined,
};

/** Clamps instants in the future (the clock was set back). Returns the same object if there are none. */
export function clampShared(shared: Shared, now: number): Shared {
	const clamped = clampInstants(shared, now);
	return clamped === shared ? shared : { ...clamped, backoff: clampedBackoff(shared.backoff, now) };
}

/** How old (ms) what another session has left may be to be shown: "Online" of yesterday would be wrong. */
export const maxSharedAge = 180_000;

const formatVersion = 4;

/** What is left for the other windows to find when the user signs out of the site in this one: the same in every version. */
export const signedOutText = JSON.stringify({ signedOut: true });

export function sharedText(shared: Shared): string {
	return JSON.stringify({ version: formatVersion, ...shared });
}

/** Undefined for what another version of Frontdesk left there, and for a torn write: only Frontdesk writes here, and whole texts. */
export function parseShared(text: string): Shared | undefined {
	try {
		const { version, ...shared } = (JSON.parse(text) ?? {}) as Partial<Shared> & { readonly version?: number };
		return version === formatVersion ? { ...nothingShared, ...shared } : undefined;
	} catch {
		return undefined; // the next write replaces it
	}
}
