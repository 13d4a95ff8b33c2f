// Everything known about one signed-in site at one moment, as plain data; views are pure functions of it.
import type { ApiErrorKind } from '../service/errors';
import { type Agent, type Id, sameStatus, type VariableDefinition, type Visitor } from '../service/model';
import type { Snooze } from './alerts/snooze';
import type { Pin, PinnedVisitors } from './pins/pins';
import type { AwayTimer } from './status/duty';
import type { StatusTime } from './status/statusTimes';

/** A site that the user signed in to. */
export interface Site {
	/** Frontdesk's own id: the key of everything that is stored for the site. */
	readonly id: string;
	/** The name that the user sees: the host of the base URL, or "Sample data". */
	readonly name: string;
	/** Without a trailing slash, any path prefix kept. */
	readonly baseUrl: string;
	/** Origin of the control panel, where the site signs in and where its console is; undefined if unknown. */
	readonly controlPanelUrl?: string;
	/** The service's number of the site (`siteId` in its API), if known: several sites share one host. */
	readonly siteNumber?: string;
	readonly sandbox: boolean;
}

/** A wait as observed: the service doesn't send its start. */
export interface Wait {
	/** Instant (ms) of the first poll that saw the visitor waiting. */
	readonly since: number;
	/** Whether the visitor may have been waiting before the first read. */
	readonly atLeast: boolean;
}

export interface Me {
	/** My agent id, if known. */
	readonly id: Id | undefined;
	/** My row as last read or answered; from the list, or by id if I am not in it. */
	readonly agent: Agent | undefined;
	/** The status asked for and not yet answered. */
	readonly pending: string | undefined;
	/** The away status used last, for the toggle. */
	readonly lastAway: string;
	/** Instant (ms) of the poll that saw another status than the one set from this machine: changed in the console, or by somebody else. */
	readonly elsewhere?: number | undefined;
}

/** Why the last poll failed. */
export interface PollError {
	readonly kind: ApiErrorKind;
	/** HTTP status and the system's code of the failure, if there were any. */
	readonly status: number | undefined;
	readonly code: string | undefined;
	/** Whether the service itself answered: a 403 of a gateway doesn't mean a missing permission. */
	readonly isServiceAnswer?: boolean;
	/** Instant (ms) of the first failure in this row. */
	readonly since: number;
	/** Failures in this row. */
	readonly missed: number;
	/** Instant (ms) of the next try; undefined for a refused sign-in (401), whose tries are not shown. */
	readonly retryAt: number | undefined;
}

/** A visitor that is kept up to date because a panel shows it. */
export interface WatchedVisitor {
	/** The last data known; undefined until the first answer. */
	readonly visitor: Visitor | undefined;
	/** Instant (ms) of that data. */
	readonly asOf: number | undefined;
	/** Whether the visit is over, or the service no longer has the visitor. */
	readonly left: boolean;
	/** The error of the last read, if it failed. */
	readonly error: Pick<PollError, 'kind' | 'status' | 'code' | 'isServiceAnswer'> | undefined;
}

/** The names that the service has for a site; empty if the agent may not read them. The user's aliases take precedence. */
export interface SiteNames {
	readonly agents: ReadonlyMap<Id, string>;
	readonly departments: ReadonlyMap<Id, string>;
	/** Away statuses that are enabled, in the service's order. */
	readonly awayStatuses: readonly string[];
	/** The types are hints for the user: the service accepts any text. */
	readonly variables: readonly VariableDefinition[];
}

export const noNames: SiteNames = { agents: new Map(), departments: new Map(), awayStatuses: [], variables: [] };

/** The numbers of rows that a list lacks. */
export interface ListGaps {
	/** How many could not be read. */
	readonly skipped: number;
	/** How many are missing at the end of the answer; undefined if it was complete. */
	readonly missing?: number | 'unknown' | undefined;
}

export interface DeskState {
	readonly site: Site;
	/** Undefined until the first answer. */
	readonly agents: readonly Agent[] | undefined;
	readonly visitors: readonly Visitor[] | undefined;
	/** Instants (ms) of the answers that `agents` and `visitors` come from. */
	readonly agentsAsOf: number | undefined;
	readonly visitorsAsOf: number | undefined;
	/** Undefined if nothing is missing. */
	readonly agentsGaps?: ListGaps | undefined;
	readonly visitorsGaps?: ListGaps | undefined;
	/** How many of the status writes that the windows have recorded are in `agents`. */
	readonly writeCount?: number | undefined;
	readonly waits: ReadonlyMap<Id, Wait>;
	/** How many visitors are in the badge because of their segment, beside those who wait. */
	readonly segmentCount: number;
	/** Since when each agent has had its status. */
	readonly statusTimes: ReadonlyMap<Id, StatusTime>;
	readonly awayTimer: AwayTimer | undefined;
	/** The last snooze of the waiting alerts; it may have ended. */
	readonly snooze: Snooze | undefined;
	readonly watched: ReadonlyMap<Id, WatchedVisitor>;
	readonly pins: readonly Pin[];
	/** What this window knows of the pinned visitors. */
	readonly pinned: PinnedVisitors;
	readonly me: Me;
	/** Statuses that agents of the site have had, on this machine; the newest last. */
	readonly seenStatuses: readonly string[];
	readonly names: SiteNames;
	/** Why the agents could not be read. It may be a failure of the whole connection. */
	readonly pollError: PollError | undefined;
	/** Why the visitors could not be read although the agents could: an agent may lack the permission (403). */
	readonly visitorsError: PollError | undefined;
	/** Polls missed in a row; from three on, the data is stale (docs/rules.md, rule 2). */
	readonly missed: number;
}

/** The state of a site before its first answer. */
export function initialState(
	site: Site,
	me: Pick<Me, 'id' | 'lastAway'>,
	seenStatuses: readonly string[] = [],
): DeskState {
	return {
		site,
		agents: undefined,
		visitors: undefined,
		agentsAsOf: undefined,
		visitorsAsOf: undefined,
		waits: new Map(),
		segmentCount: 0,
		statusTimes: new Map(),
		awayTimer: undefined,
		snooze: undefined,
		watched: new Map(),
		pins: [],
		pinned: new Map(),
		me: { ...me, agent: undefined, pending: undefined },
		seenStatuses,
		names: noNames,
		pollError: undefined,
		visitorsError: undefined,
		missed: 0,
	};
}

/** The number of missed polls from which on data is marked stale (docs/rules.md, rule 2). */
export const staleAfter = 3;

export function isStale(state: DeskState): boolean {
	return state.missed >= staleAfter;
}

/** Whether a status is an away status: neither online nor offline. */
export function isAwayStatus(status: string): boolean {
	return status !== '' && !sameStatus(status, 'online') && !sameStatus(status, 'offline');
}
