// The messages between the visitor panel's page and its host, and the guards for what the page sends.
import type {
	DetailsRow,
	EditError,
	NewVariable,
	VariableValue,
	VisitorDetails,
} from '../present/details/detailsModel';
import { isRecord } from './messages';
import type { Guards } from './rpc';

/** Everything that the page shows. Always complete, so a page may miss a snapshot. */
export interface PanelSnapshot {
	/** Increases with every snapshot of a panel, so that an older one never replaces a newer one. */
	readonly revision: number;
	/** The host's clock (ms) when this is sent: the page may run on another machine, whose clock differs. */
	readonly now: number;
	/** Whether the panel is a preview: a click on another visitor replaces this one. */
	readonly preview: boolean;
	readonly details: VisitorDetails;
}

/** The row of that key. */
export function rowOf({ details }: PanelSnapshot, key: string): DetailsRow | undefined {
	return rowIn(details, key);
}

export function rowIn(details: VisitorDetails, key: string): DetailsRow | undefined {
	return details.sections.flatMap(({ rows }) => rows).find((row) => row.key === key);
}

/** What VS Code keeps on disk for a panel, so ids and flags only. The page sets it, the serializer reads it. */
export interface PanelState {
	readonly site: string;
	readonly visitor: string;
	readonly preview?: boolean;
	readonly showEmpty?: boolean;
}

/** The data in the page's HTML, for the first paint. */
export interface PanelBoot {
	/** The name of the panel in messages. */
	readonly panel: string;
	readonly state: PanelState;
	readonly snapshot: PanelSnapshot;
	/** The translated texts, where there are any. */
	readonly texts: Readonly<Record<string, string>> | null;
}

/** Commands that a page can run. */
const panelActions = ['signIn', 'switchSite', 'refresh', 'copyVisitor', 'compareVisitor', 'openConsole'] as const;

export type PanelAction = (typeof panelActions)[number];

interface EditParams extends NewVariable {
	/** What the service had when the user began to type; absent for a variable that it did not have. */
	readonly seen?: VariableValue;
}

/**
 * The calls of the page. Copy and open take the key of a row, so the page can copy and open only what the host
 * sent to it. Edits take the name of the variable, because the row may be gone when the message arrives.
 */
export interface PanelMethods {
	readonly state: { readonly params: null; readonly value: PanelSnapshot };
	/** Answers false if the user is asked first. */
	readonly copy: { readonly params: { readonly row: string }; readonly value: boolean };
	/** Opens the link of a row, for schemes that VS Code doesn't open from a page. Answers at once: VS Code may ask the user first. */
	readonly open: { readonly params: { readonly row: string }; readonly value: null };
	/** The user has seen that snapshot: its marks of changes can go. */
	readonly seen: { readonly params: { readonly revision: number }; readonly value: null };
	/**
	 * Keeps what is typed for a variable as a draft; a value that the service has already removes the draft. Answers why it can't be
	 * saved as it is, null where it can.
	 */
	readonly edit: { readonly params: EditParams; readonly value: EditError | null };
	/** Keeps the form for a new variable in case the page is closed; null once the form is closed. */
	readonly compose: { readonly params: NewVariable | null; readonly value: null };
	/** Adds a draft of a new variable. Answers why it can't be added; nothing is added then. */
	readonly add: { readonly params: NewVariable; readonly value: EditError | null };
	/** Discards the draft of one variable, or with null all of them. */
	readonly discard: { readonly params: { readonly name: string } | null; readonly value: null };
	/** Decides a conflict: `mine` keeps the draft over what the service has now, `theirs` discards it. */
	readonly choose: {
		readonly params: { readonly name: string; readonly side: 'mine' | 'theirs' };
		readonly value: null;
	};
	/** Saves every draft of the visitor. What became of it comes as the report of a later snapshot. */
	readonly save: { readonly params: null; readonly value: null };
	/** `anyway` overwrites what someone else changed since, as the last report showed it. */
	readonly undo: { readonly params: { readonly anyway: boolean }; readonly value: null };
	/** Brings back the values that the service changed in the last save. */
	readonly restore: { readonly params: null; readonly value: null };
	/** Removes the report of the last save. */
	readonly dismiss: { readonly params: null; readonly value: null };
	/** Makes a preview a panel that stays. */
	readonly keep: { readonly params: null; readonly value: null };
	/** The answer to `flushEvent`. `unsent`: whether something is typed that the host doesn't have. */
	readonly flushed: { readonly params: { readonly unsent: boolean }; readonly value: null };
	/** Starts a command. Answers at once: the command may wait for the user, and reports its own failures. */
	readonly act: { readonly params: { readonly action: PanelAction }; readonly value: null };
}

/** The names of the events. The value of `snapshotEvent` is a `PanelSnapshot`, that of `editEvent` the key of a row to edit. */
export const snapshotEvent = 'snapshot';
export const editEvent = 'edit';
/** Asks for everything that is typed, because another visitor is about to replace this one. */
export const flushEvent = 'flush';

function isRow(params: unknown): params is { readonly row: string } {
	return isRecord(params) && isText(params.row);
}

function isNamed(params: unknown): params is { readonly name: string } {
	return isRecord(params) && isText(params.name);
}

function isNothing(params: unknown): params is null {
	return params === null;
}

/** Longest text (UTF-16 units) that is accepted; longer ones are pasted by accident. Row keys contain names, which strangers choose. */
const maxText = 100_000;

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length <= maxText;
}

function isVariable(value: unknown): value is VariableValue {
	return isRecord(value) && isText(value.value) && isText(value.url);
}

function isNewVariable(value: unknown): value is NewVariable {
	return isRecord(value) && isText(value.name) && isVariable(value);
}

export const panelGuards: Guards<PanelMethods> = {
	state: isNothing,
	edit: (params): params is EditParams => {
		const seen: unknown = isRecord(params) ? params.seen : undefined;
		return isNewVariable(params) && (seen === undefined || isVariable(seen));
	},
	compose: (params): params is NewVariable | null => params === null || isNewVariable(params),
	add: isNewVariable,
	discard: (params): params is { readonly name: string } | null => params === null || isNamed(params),
	choose: (params): params is { readonly name: string; readonly side: 'mine' | 'theirs' } =>
		isNamed(params) && ['mine', 'theirs'].includes(Reflect.get(params, 'side')),
	save: isNothing,
	undo: (params): params is { readonly anyway: boolean } => isRecord(params) && typeof params.anyway === 'boolean',
	restore: isNothing,
	dismiss: isNothing,
	copy: isRow,
	open: isRow,
	seen: (params): params is { readonly revision: number } => isRecord(params) && Number.isSafeInteger(params.revision),
	keep: isNothing,
	flushed: (params): params is { readonly unsent: boolean } => isRecord(params) && typeof params.unsent === 'boolean',
	act: (params): params is { readonly action: PanelAction } =>
		isRecord(params) && panelActions.some((action) => action === params.action),
};

/** For the serializer: the state on disk may come from an older version. */
export function isPanelState(state: unknown): state is PanelState {
	return (
		isRecord(state) &&
		[state.site, state.visitor].every((id) => typeof id === 'string' && id !== '' && id.length <= 300)
	);
}
