// The six calls of the Chat Server as the desk sees them; client.ts makes one.
import type { Agent, Id, NamedValue, Visitor } from './model';

/** A whole list. The array and each row in it are the same objects as in the answer before where nothing changed. */
export interface List<Row> {
	readonly rows: readonly Row[];
	/** Rows that could not be read: skipped and logged. */
	readonly skipped: number;
}

/** Every call rejects with an `ApiError` and with nothing else. */
export interface ChatServer {
	listAgents(signal: AbortSignal): Promise<List<Agent>>;
	getAgent(id: Id, signal: AbortSignal): Promise<Agent>;
	/** `status` is sent as API.md asks: `online` and `away` in lower case, custom ones as written. */
	setAgentStatus(id: Id, status: string, signal: AbortSignal): Promise<Agent>;
	listVisitors(signal: AbortSignal): Promise<List<Visitor>>;
	getVisitor(id: Id, signal: AbortSignal): Promise<Visitor>;
	/** Sends the complete list of custom variables: merge or replace is open, so a part would lose the rest (API.md). */
	putVariables(id: Id, variables: readonly NamedValue[], signal: AbortSignal): Promise<Visitor>;
}
