// One signed-in site: its state, and what the user can do there.
import type { ChatClient } from '../service/chatClient';
import type { Agent, Id, Visitor } from '../service/model';
import type { DeskState } from './state';
import type { StatusOutcome } from './statusWrites';
import type { VariableWrites } from './variables/variableWrites';

/** The calls that change nothing. */
export type Reading = Pick<ChatClient, 'listAgents' | 'listVisitors' | 'getAgent' | 'getVisitor'>;

/** How this window polls, for Copy Diagnostics. */
export interface PollingStats {
	/** `holder`: this window polls for all; `follower`: another does; `alone`: there is nobody to share with. */
	readonly role: 'holder' | 'follower' | 'alone';
	/** Calls of all windows in the last 5 minutes. */
	readonly spent: number;
	/** How much throttling has stretched the pace; 1 for not at all. */
	readonly factor: number;
	/** Instant (ms) before which the service asked for silence, where it lies ahead. */
	readonly silentUntil: number | undefined;
}

export interface Desk {
	readonly state: DeskState;
	/** Calls the listener after every change with the new and the old state; unchanged parts are the same objects. Returns the way out. */
	onChange(listener: (state: DeskState, before: DeskState) => void): () => void;
	/** Begins to poll, or to follow the window that polls. Nothing is sent before this or the first `refresh`. */
	start(): void;
	/** Reads both lists now; calls at the same time share one request a list. Rejects with an `ApiError`. */
	refresh(): Promise<void>;
	/** Reads the agents now, and nothing else. Rejects with an `ApiError`. */
	refreshAgents(): Promise<void>;
	/** Sets my status: pending at once and until it is known what became of it. Rejects with an `ApiError` if nothing was set. */
	setMyStatus(status: string): Promise<StatusOutcome>;
	/** Says which agent is me; undefined forgets it. */
	setMyAgent(id: Id | undefined): void;
	/** Reads one agent by id, also one who is not in the list. Rejects with an `ApiError`. */
	readAgent(id: Id): Promise<Agent>;
	/** Reads one visitor by id, also one who is not in the list. Rejects with an `ApiError`. */
	readVisitor(id: Id): Promise<Visitor>;
	/** A read of its own, joined with no other and kept by nobody; what the service asks of silence holds for it. Rejects with an `ApiError`. */
	ask<Answer>(read: (client: Reading, signal: AbortSignal) => Promise<Answer>, cancelled: AbortSignal): Promise<Answer>;
	pollingStats(): Promise<PollingStats>;
	/** Saves and undoes custom variables. */
	readonly variables: VariableWrites;
	/** Keeps `state.watched` of that visitor fresh, by the list or by id, until the returned function is called. */
	watchVisitor(id: Id): () => void;
	/** Keeps `state.visitors` fresh while the user searches for a visitor, until the returned function is called. */
	startVisitorSearch(): () => void;
	/** Attention, settings or what is visible changed: times the next poll anew. */
	reschedule(): void;
	/** Ends all timers and requests; nothing is called back afterwards. Resolves when the other windows know. */
	dispose(): Promise<void>;
}
