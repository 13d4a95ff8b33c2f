// What the windows of one VS Code tell each other about one site, as plain data: ids, statuses, counts and times, never visitor data or a name.
import type { ApiErrorKind } from '../../service/errors';
import type { Id } from '../../service/model';
import { isNamesNote, type NamesNote } from '../names/nameRules';
import type { PollError, Wait } from '../state';
import { type Backoff, clampedBackoff, noBackoff } from './backoff';
import type { Lease } from './lease';

/** An agent without what only the service's answer holds. */
export interface SharedAgent {
	readonly id: Id;
	readonly status: string;
	readonly ongoingChats: number;
}

export interface UnlistedAgent extends SharedAgent {
	/** Instant (ms) of the answer. */
	readonly asOf: number;
}

/** A status set by Frontdesk on this machine: a list read before then may not overwrite it, and it is no change from elsewhere. */
export interface Written {
	readonly id: Id;
	readonly status: string;
	/** Instant (ms) at which the service had answered, or at which we gave up waiting for that. */
	readonly at: number;
	/** Which of all writes it was: clocks are set, so instants do not tell what came before what. */
	readonly turn: number;
	/** Whether it answered; without, only a later read tells what became of it. */
	readonly answered: boolean;
}

export interface Shared {
	/** The number of the newest secret: the other windows read theirs again. */
	readonly secretVersion: number;
	/** The secret, by its number, that the service refused, and when (ms): no window sends it again by itself. */
	readonly refused: { readonly secretVersion: number; readonly at: number } | undefined;
	/** Who renews the sign-in, since when (ms); nobody yet where a window that does not poll asks for it. */
	readonly renewal: { readonly by: string | undefined; readonly at: number } | undefined;
	readonly lease: Lease | undefined;
	readonly backoff: Backoff;
	/** Instant (ms) of the end of the last poll, well or not. */
	readonly polledAt: number | undefined;
	/** Instant (ms) of the last poll that brought something new. */
	readonly changedAt: number | undefined;
	/** Quick looks still to be made. */
	readonly fastPolls: number;
	readonly agents: readonly SharedAgent[] | undefined;
	readonly agentsAsOf: number | undefined;
	/** How many reads of the agents were begun so far, and which of them `agents` come from: one that began before may not overwrite it. */
	readonly reads: number;
	readonly agentsTurn: number;
	/** Agents whom the list leaves out and a window has read by id: who is me may be one. */
	readonly unlisted: readonly UnlistedAgent[];
	/** Who waits, by id; undefined while nobody reads the visitors. */
	readonly waits: readonly (readonly [Id, Wait])[] | undefined;
	readonly visitorsAsOf: number | undefined;
	/** How many writes were noted so far. */
	readonly writes: number;
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
	reads: 0,
	agentsTurn: 0,
	unlisted: [],
	waits: undefined,
	visitorsAsOf: undefined,
	writes: 0,
	written: [],
	pollError: undefined,
	visitorsError: undefined,
	names: undefined,
};

/** How long (ms) a write is remembered: longer than any read under way may take. */
const rememberWrites = 120_000;

/** The same at this moment: what a clock that was set back has left in the future is brought to the present, for it would hold for hours. */
export function clampedShared(shared: Shared, now: number): Shared {
	const latest = Math.max(
		shared.polledAt ?? 0,
		shared.changedAt ?? 0,
		shared.agentsAsOf ?? 0,
		shared.visitorsAsOf ?? 0,
		shared.backoff.learnedAt,
		shared.backoff.factorAt,
		shared.lease?.beat ?? 0,
		shared.lease?.usedAt ?? 0,
		...shared.unlisted.map(({ asOf }) => asOf),
		...shared.written.map(({ at }) => at),
	);
	if (latest <= now) {
		return shared;
	}
	const past = <Instant extends number | undefined>(instant: Instant) =>
		(instant === undefined ? undefined : Math.min(instant, now)) as Instant;
	return {
		...shared,
		lease: shared.lease && { ...shared.lease, beat: past(shared.lease.beat), usedAt: past(shared.lease.usedAt) },
		backoff: clampedBackoff(shared.backoff, now),
		polledAt: past(shared.polledAt),
		changedAt: past(shared.changedAt),
		agentsAsOf: past(shared.agentsAsOf),
		unlisted: shared.unlisted.map((row) => ({ ...row, asOf: past(row.asOf) })),
		visitorsAsOf: past(shared.visitorsAsOf),
		waits: shared.waits?.map(([id, wait]) => [id, { ...wait, since: past(wait.since) }] as const),
		written: shared.written.map((write) => ({ ...write, at: past(write.at) })),
	};
}

/** With a write that has just ended: its status stands in the rows, if the service answered and no later write of the same agent did. */
export function withWrite(shared: Shared, note: Omit<Written, 'turn'>, now: number): Shared {
	if (shared.written.some(({ id, at, answered }) => id === note.id && answered && at > note.at)) {
		return shared; // another window was answered later, and sooner to note it
	}
	const write: Written = { ...note, turn: shared.writes + 1 };
	// Of a write without an answer nobody knows: the one before it that has one still stands.
	const isReplaced = ({ id, answered }: Written) => id === write.id && (write.answered || !answered);
	const kept = shared.written.filter((each) => !isReplaced(each) && now - each.at < rememberWrites);
	const written = [...kept, write];
	if (!write.answered) {
		return { ...shared, writes: write.turn, written };
	}
	const asWritten = <Row extends SharedAgent>(row: Row) =>
		row.id === write.id ? { ...row, status: write.status } : row;
	return {
		...shared,
		writes: write.turn,
		written,
		agents: shared.agents?.map(asWritten),
		unlisted: shared.unlisted.map(asWritten),
	};
}

/** The rows of a list that was asked for after `writes` writes, but for those written since: there the written status stands. */
export function newestAgents<Row extends SharedAgent>(
	rows: readonly Row[],
	written: readonly Written[],
	writes: number,
): readonly Row[] {
	const later = new Map(
		written.filter(({ turn, answered }) => answered && turn > writes).map((write) => [write.id, write.status]),
	);
	const stays = (row: Row) => (later.get(row.id) ?? row.status) === row.status;
	return rows.every(stays) ? rows : rows.map((row) => (stays(row) ? row : { ...row, status: later.get(row.id) ?? '' }));
}

/** What is left for the other windows to find when the user signs out of the site in this one. */
export const signedOutText = JSON.stringify({ version: 1, signedOut: true });

export function sharedText(shared: Shared): string {
	return JSON.stringify({ version: 1, ...shared });
}

/** Undefined for what another version of Frontdesk, a torn write or a stranger left there. */
export function parseShared(text: string): Shared | undefined {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return undefined; // torn or foreign: the next write replaces it
	}
	if (!isRecord(parsed) || parsed.version !== 1) {
		return undefined;
	}
	const {
		secretVersion,
		refused,
		renewal,
		lease,
		backoff,
		fastPolls,
		agents,
		unlisted,
		waits,
		writes,
		written,
		reads,
		agentsTurn,
	} = parsed;
	const isWhole =
		isNumber(secretVersion) &&
		(refused === undefined || (isRecord(refused) && isNumber(refused.secretVersion) && isNumber(refused.at))) &&
		(renewal === undefined ||
			(isRecord(renewal) && isNumber(renewal.at) && (renewal.by === undefined || isText(renewal.by)))) &&
		isNumber(fastPolls) &&
		isNumber(writes) &&
		isNumber(reads) &&
		isNumber(agentsTurn) &&
		(lease === undefined ||
			(isRecord(lease) && isText(lease.holder) && isNumber(lease.beat) && isNumber(lease.usedAt))) &&
		isRecord(backoff) &&
		[backoff.until, backoff.learnedAt, backoff.factor, backoff.factorAt].every(isNumber) &&
		(agents === undefined || isListOf(agents, isSharedAgent)) &&
		isListOf(unlisted, (row) => isSharedAgent(row) && isNumber(row.asOf)) &&
		(waits === undefined || (Array.isArray(waits) && waits.every(isWait))) &&
		isListOf(
			written,
			(row) =>
				isText(row.id) &&
				isText(row.status) &&
				isNumber(row.at) &&
				isNumber(row.turn) &&
				typeof row.answered === 'boolean',
		) &&
		[parsed.polledAt, parsed.changedAt, parsed.agentsAsOf, parsed.visitorsAsOf].every(
			(instant) => instant === undefined || isNumber(instant),
		) &&
		[parsed.pollError, parsed.visitorsError].every(
			(pollError) => pollError === undefined || (isRecord(pollError) && isProblem(pollError)),
		) &&
		(parsed.names === undefined || isNamesNote(parsed.names));
	return isWhole ? ({ ...nothingShared, ...parsed } as Shared) : undefined;
}

/** Another version of Frontdesk may know kinds that have no words here. */
const kinds: readonly ApiErrorKind[] = [
	'network',
	'timeout',
	'aborted',
	'unauthorized',
	'forbidden',
	'notFound',
	'badRequest',
	'throttled',
	'server',
	'redirected',
	'notChatServer',
];

function isProblem(pollError: Record<string, unknown>): boolean {
	const { kind, since, missed, retryAt } = pollError;
	return (
		kinds.some((known) => known === kind) &&
		isNumber(since) &&
		isNumber(missed) &&
		(retryAt === undefined || isNumber(retryAt))
	);
}

function isSharedAgent({ id, status, ongoingChats }: Record<string, unknown>): boolean {
	return isText(id) && isText(status) && isNumber(ongoingChats);
}

function isWait(entry: unknown): boolean {
	const [id, wait] = Array.isArray(entry) ? (entry as unknown[]) : [];
	return isText(id) && isRecord(wait) && isNumber(wait.since) && typeof wait.atLeast === 'boolean';
}

function isListOf(value: unknown, isRow: (row: Record<string, unknown>) => boolean): boolean {
	return Array.isArray(value) && value.every((row) => isRecord(row) && isRow(row));
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown) => typeof value === 'string';
