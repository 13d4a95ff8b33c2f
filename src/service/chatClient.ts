// The calls of the Chat Server as the desk sees them: the six, and four that few may make; client.ts makes one.
import type { Agent, Id, Named, NamedValue, VariableDefinition, Visitor } from './model';

/** A whole list. The array and each row in it are the same objects as in the answer before where nothing changed. */
export interface List<Row> {
	readonly rows: readonly Row[];
	/** Rows that could not be read: skipped and logged. */
	readonly skipped: number;
}

/** Every call rejects with an `ApiError` and with nothing else. */
export interface ChatClient extends NameCalls {
	listAgents(signal: AbortSignal): Promise<List<Agent>>;
	getAgent(id: Id, signal: AbortSignal): Promise<Agent>;
	/** `status` is sent as API.md asks: `online` and `away` in lower case, custom ones as written. */
	setAgentStatus(id: Id, status: string, signal: AbortSignal): Promise<Agent>;
	listVisitors(signal: AbortSignal): Promise<List<Visitor>>;
	getVisitor(id: Id, signal: AbortSignal): Promise<Visitor>;
	/** Sends the complete list of custom variables: merge or replace is open, so a part would lose the rest (API.md). */
	putVariables(id: Id, variables: readonly NamedValue[], signal: AbortSignal): Promise<Visitor>;
}

/** What a site is made of, in words. Most agents lack the rights, so 403 and 404 are usual answers (API.md, Sister endpoints). */
export interface NameCalls {
	listAgentNames(signal: AbortSignal): Promise<readonly Named[]>;
	listDepartments(signal: AbortSignal): Promise<readonly Named[]>;
	/** Those that are enabled, in the service's order, as they are written. */
	listAwayStatuses(signal: AbortSignal): Promise<readonly string[]>;
	listVariableDefinitions(signal: AbortSignal): Promise<readonly VariableDefinition[]>;
}
