// Everything known about one signed-in site at one moment, as plain data; views are pure functions of it.
import type { ApiErrorKind } from '../service/errors';
import { type Agent, type Id, sameStatus, type VariableDefinition, type Visitor } from '../service/model';

/** A site that the user signed in to. */
export interface Site {
	/** Our own key of everything kept for it. */
	readonly id: string;
	/** What the user reads: the host of the base URL, or "Sample data". */
	readonly name: string;
	/** Without a trailing slash, any path prefix kept. */
	readonly baseUrl: string;
	/** Origin of the control panel, where the site signs in and where its console is; undefined where nobody knows. */
	readonly controlPanelUrl?: string;
	/** The service's number of the site (`siteId` in its API), if known: several sites share one host. */
	readonly siteNumber?: string;
	readonly sandbox: boolean;
}

/** A wait as observed by us: the service does not tell when it began. */
export interface Wait {
	/** Instant (ms) of the first poll that saw the visitor waiting. */
	readonly since: number;
	/** Whether the visitor may have been waiting before the first read. */
	readonly atLeast: boolean;
}

export interface Me {
	/** My agent id, where known. */
	readonly id: Id | undefined;
	/** My row as last read or answered; from the list, or by id where I am not in it. */
	readonly agent: Agent | undefined;
	/** The status asked for and not yet answered. */
	readonly pending: string | undefined;
	/** The away status used last, for the toggle. */
	readonly lastAway: string;
	/** Instant (ms) of the poll that saw another status than the one set from this machine: changed in the console, or by somebody else. */
	readonly elsewhere?: number | undefined;
}

/** Why the last poll brought nothing. */
export interface PollError {
	readonly kind: ApiErrorKind;
	/** HTTP status and the system's code of the failure, where there were any. */
	readonly status: number | undefined;
	readonly code: string | undefined;
	/** Whether the service itself answered: a 403 of a gateway says nothing of a permission. */
	readonly isServiceAnswer?: boolean;
	/** Instant (ms) of the first failure in this row. */
	readonly since: number;
	/** Failures in this row. */
	readonly missed: number;
	/** Instant (ms) of the next try; undefined for a refused sign-in (401): those tries are not told. */
	readonly retryAt: number | undefined;
}

/** A visitor followed by id because a panel shows it. */
export interface WatchedVisitor {
	/** The last data known; undefined until the first answer. */
	readonly visitor: Visitor | undefined;
	/** Instant (ms) of that data. */
	readonly asOf: number | undefined;
	/** Whether the service no longer knows the visitor, or says that the visit is over. */
	readonly left: boolean;
	/** Why it could not be read, where it could not. */
	readonly error: Pick<PollError, 'kind' | 'status' | 'code' | 'isServiceAnswer'> | undefined;
}

/** What the service tells of a site in words, where it permits that; empty where it does not. The user's aliases win over all of it. */
export interface SiteNames {
	readonly agents: ReadonlyMap<Id, string>;
	readonly departments: ReadonlyMap<Id, string>;
	/** Away statuses that are enabled, in the service's order. */
	readonly awayStatuses: readonly string[];
	/** A type is a hint for who types, and no more. */
	readonly variables: readonly VariableDefinition[];
}

export const noNames: SiteNames = { agents: new Map(), departments: new Map(), awayStatuses: [], variables: [] };

/** The rows of a list that are not in it. */
export interface ListGaps {
	/** How many could not be read. */
	readonly skipped: number;
	/** How many the service has beyond the end of what came; undefined if it ended as it should. */
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
	readonly watched: ReadonlyMap<Id, WatchedVisitor>;
	readonly me: Me;
	readonly names: SiteNames;
	/** Why the agents could not be read: the whole connection is in doubt. */
	readonly pollError: PollError | undefined;
	/** Why the visitors could not be read although the agents could: an agent may lack the permission (403). */
	readonly visitorsError: PollError | undefined;
	/** Polls missed in a row; from three on what is shown is stale (docs/rules.md, rule 2). */
	readonly missed: number;
}

/** From how many missed polls on what is shown is marked stale (docs/rules.md, rule 2). */
export const staleAfter = 3;

export function isStale(state: DeskState): boolean {
	return state.missed >= staleAfter;
}

/** Whether a status is one to come back from: neither online nor offline. */
export function isAwayStatus(status: string): boolean {
	return status !== '' && !sameStatus(status, 'online') && !sameStatus(status, 'offline');
}
