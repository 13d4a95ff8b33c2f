// One signed-in site: its state, and what the user can do there.
import type { ChatClient } from '../service/chatClient';
import type { Agent, Id, Visitor } from '../service/model';
import type { AlertData } from './alerts/alertStep';
import type { Alerts } from './alerts/alerts';
import type { ChangeLog } from './changes/changeLog';
import type { DeskState } from './state';
import type { Duty } from './status/duty';
import type { StatusOutcome } from './status/statusWrites';
import type { VariableWrites } from './variables/variableWrites';
import type { UseRecord } from './windows/useRecord';

/** The calls that change nothing. */
export type Reading = Pick<ChatClient, 'listAgents' | 'listVisitors' | 'getAgent' | 'getVisitor'>;

/** How this window polls, for Copy Diagnostics. */
export interface PollingStats {
	/** `holder`: this window polls for all windows; `follower`: another one does; `alone`: there is no shared store. */
	readonly role: 'holder' | 'follower' | 'alone';
	/** Calls of all windows in the last 5 minutes. */
	readonly spent: number;
	/** By how much throttling has lengthened the intervals; 1 for not at all. */
	readonly factor: number;
	/** Instant (ms) until which the service asked for no calls; undefined if that is over. */
	readonly silentUntil: number | undefined;
}

/** What all windows share about my own status. */
interface SharedDuty {
	readonly current: Duty;
	/** Changes it for all windows in one step, which may run more than once; the last run counts. Never rejects. */
	change<Answer>(step: (duty: Duty, now: number) => readonly [Duty, Answer]): Promise<Answer>;
}

/** What all windows share about waiting alerts. */
interface SharedAlerts {
	readonly current: AlertData;
	/** Changes it for all windows in one step, which may run more than once; the last run counts. Never rejects. */
	change<Answer>(step: (data: AlertData, now: number) => readonly [Alerts, Answer]): Promise<Answer>;
}

/** The pinned visitors; they are the same in all windows. */
interface Pins {
	/** Returns false if there are too many. */
	add(id: Id): Promise<boolean>;
	remove(id: Id): Promise<void>;
	/** Calls back in one window when a pinned visitor who left is back. The returned function removes the listener. */
	onReturn(listener: (id: Id) => void): () => void;
}

export interface Desk {
	readonly state: DeskState;
	/** Calls the listener after every change with the new and the old state; unchanged parts are the same objects. The returned function removes the listener. */
	onChange(listener: (state: DeskState, before: DeskState) => void): () => void;
	/** What changed on the site while this window was looking; up to date when the listeners of `onChange` are called. */
	readonly changeLog: Pick<ChangeLog, 'changes' | 'isCut'>;
	/** Begins to poll, or to follow the window that polls. Nothing is sent before this or the first `refresh`. */
	start(): void;
	/** Reads both lists now; calls at the same time share one request a list. Rejects with an `ApiError`. */
	refresh(): Promise<void>;
	/** Reads the agents now, and nothing else. Rejects with an `ApiError`. */
	refreshAgents(): Promise<void>;
	/** Sets my status. It is pending until the outcome is known. Rejects with an `ApiError` if nothing was set. */
	setMyStatus(status: string): Promise<StatusOutcome>;
	/** The same for any agent. */
	setAgentStatus(id: Id, status: string): Promise<StatusOutcome>;
	readonly duty: SharedDuty;
	/** Use of all windows, on all sites. */
	readonly use: UseRecord;
	readonly alerts: SharedAlerts;
	readonly pins: Pins;
	/** Sets which agent is me; undefined removes it. */
	setMyAgent(id: Id | undefined): void;
	/** Reads one agent by id, also one who is not in the list. Rejects with an `ApiError`. */
	readAgent(id: Id): Promise<Agent>;
	/** Reads one visitor by id, also one who is not in the list. Rejects with an `ApiError`. */
	readVisitor(id: Id): Promise<Visitor>;
	/** Makes a separate read whose answer isn't stored in the state. Sends nothing while the service asks for no calls. Rejects with an `ApiError`. */
	ask<Answer>(read: (client: Reading, signal: AbortSignal) => Promise<Answer>, cancelled: AbortSignal): Promise<Answer>;
	pollingStats(): Promise<PollingStats>;
	/** Saves and undoes custom variables. */
	readonly variables: VariableWrites;
	/** Keeps `state.watched` of that visitor fresh, by the list or by id, until the returned function is called. */
	watchVisitor(id: Id): () => void;
	/** Keeps `state.visitors` fresh while the user searches for a visitor, until the returned function is called. */
	startVisitorSearch(): () => void;
	/** Schedules the next poll again, because attention, settings or visibility changed. */
	reschedule(): void;
	/** Ends all timers and requests; no callback comes afterwards. Resolves when the lease has been given back. */
	dispose(): Promise<void>;
}
