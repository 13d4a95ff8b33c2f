// The interface of a Chat Server client: the six calls, and four optional ones that need more permissions.
import type { Agent, Id, Named, NamedValue, VariableDefinition, Visitor } from './model';

/** A whole list. The array and each row are the same objects as in the answer before if nothing changed. */
export interface List<Row> {
	readonly rows: readonly Row[];
	/** Number of rows that could not be read. */
	readonly skipped: number;
	/**
	 * Number of rows that the service has and the answer lacks: its `total` is larger, or there is a further page that can't be read.
	 * `unknown` if there is such a page and no `total`; undefined if nothing is missing.
	 */
	readonly missing?: number | 'unknown';
	/** How old (ms) it is at most, if a cache on the way has given it. */
	readonly age?: number;
}

/** Every call rejects with an `ApiError` and nothing else. */
export interface ChatClient extends NameCalls {
	/** @param isFresh whether no cache on the way may answer */
	listAgents(signal: AbortSignal, isFresh?: boolean): Promise<List<Agent>>;
	getAgent(id: Id, signal: AbortSignal): Promise<Agent>;
	/** Sends `online` and `away` in lower case, custom statuses as written (docs/api.md#status-words). */
	setAgentStatus(id: Id, status: string, signal: AbortSignal): Promise<Agent>;
	/** @param isFresh whether no cache on the way may answer */
	listVisitors(signal: AbortSignal, isFresh?: boolean): Promise<List<Visitor>>;
	getVisitor(id: Id, signal: AbortSignal): Promise<Visitor>;
	/** @param variables the complete list: whether the service merges or replaces is unknown (docs/api.md#writing-variables) */
	putVariables(id: Id, variables: readonly NamedValue[], signal: AbortSignal): Promise<Visitor>;
}

/** Names and definitions of a site. Most agents lack the permission, so 403 and 404 are usual answers (docs/api.md#optional-calls). */
export interface NameCalls {
	listAgentNames(signal: AbortSignal): Promise<readonly Named[]>;
	listDepartments(signal: AbortSignal): Promise<readonly Named[]>;
	/** In the service's order, as they are written. */
	listAwayStatuses(signal: AbortSignal): Promise<readonly string[]>;
	listVariableDefinitions(signal: AbortSignal): Promise<readonly VariableDefinition[]>;
}
