// What the visitor panel's page and its host say to each other, and the guards for the page's side; carries nothing and does nothing.
import type { NewVariable, VariableValue, VisitorDetails } from '../present/details/detailsModel';
import { isRecord } from './messages';
import type { Guards } from './rpc';

/** All that the page shows. Always complete: a page that missed some has lost nothing. */
export interface PanelSnapshot {
	/** Grows with every snapshot of a panel: an older one never replaces a newer one. */
	readonly revision: number;
	/** The host's clock at that moment: the page may run on another machine, whose clock differs. */
	readonly now: number;
	readonly details: VisitorDetails;
}

/** What VS Code keeps on disk for a panel, so ids only. The page sets it, the serializer reads it. */
export interface PanelState {
	readonly site: string;
	readonly visitor: string;
	readonly showEmpty?: boolean;
}

/** What stands in the page from the start, so that the first paint has the data known. */
export interface PanelBoot {
	/** The name of the panel in messages. */
	readonly panel: string;
	readonly state: PanelState;
	readonly snapshot: PanelSnapshot;
	/** The translated texts, where there are any. */
	readonly texts: Readonly<Record<string, string>> | null;
}

/** What a page can ask of the user's VS Code, beside data. */
const panelActions = ['signIn', 'switchSite', 'refresh', 'copyVisitor', 'compareVisitor'] as const;

export type PanelAction = (typeof panelActions)[number];

export interface EditParams extends VariableValue {
	readonly row: string;
	readonly seen?: VariableValue;
}

/** The calls of the page. A row is named by its key: the page can neither copy nor open what the host did not give it. */
export interface PanelMethods {
	readonly state: { readonly params: null; readonly value: PanelSnapshot };
	readonly copy: { readonly params: { readonly row: string }; readonly value: null };
	/** Opens the link of a row; for schemes that VS Code does not open from a page by itself. */
	readonly open: { readonly params: { readonly row: string }; readonly value: null };
	/** The user has looked at that snapshot: its marks can go. */
	readonly seen: { readonly params: { readonly revision: number }; readonly value: null };
	/**
	 * Keeps what is typed for the variable of a row; the same as the service's takes the draft away. Answers its fault in words, `''` for none.
	 * `seen` is what the service had when the user began: what came between that and the first key is somebody else's, too.
	 */
	readonly edit: { readonly params: EditParams; readonly value: string };
	/** Keeps what stands in the form for a new variable while the page may go; null for a form that is closed. */
	readonly compose: { readonly params: NewVariable | null; readonly value: null };
	/** Adds a draft of a new variable. Rejects with `invalid` and the fault in words. */
	readonly add: { readonly params: NewVariable; readonly value: null };
	/** Gives up the draft of one row, or with `''` all of them. */
	readonly discard: { readonly params: { readonly row: string }; readonly value: null };
	/** Decides a conflict: `mine` keeps the draft over what the service has now, `theirs` gives it up. */
	readonly choose: {
		readonly params: { readonly row: string; readonly side: 'mine' | 'theirs' };
		readonly value: null;
	};
	/** Saves every draft of the visitor. What became of it comes with the next snapshot. */
	readonly save: { readonly params: null; readonly value: null };
	readonly undo: { readonly params: null; readonly value: null };
	/** Brings back what the service did not keep of the last save. */
	readonly restore: { readonly params: null; readonly value: null };
	/** The user has read what was not kept or why a save failed. */
	readonly dismiss: { readonly params: null; readonly value: null };
	readonly act: { readonly params: { readonly action: PanelAction }; readonly value: null };
}

/** The name of the one event: its value is a `PanelSnapshot`. */
export const snapshotEvent = 'snapshot';

/** Names of variables are part of the key, and a stranger may have named them. */
const maxRowKey = 50_000;

function isRow(params: unknown): params is { readonly row: string } {
	return isRecord(params) && typeof params.row === 'string' && params.row.length <= maxRowKey;
}

function isNothing(params: unknown): params is null {
	return params === null;
}

/** What a person types; more than this is no edit but an accident of the clipboard, and is refused whole. */
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
		return isRow(params) && isVariable(params) && (seen === undefined || isVariable(seen));
	},
	compose: (params): params is NewVariable | null => params === null || isNewVariable(params),
	add: isNewVariable,
	discard: isRow,
	choose: (params): params is { readonly row: string; readonly side: 'mine' | 'theirs' } =>
		isRow(params) && ['mine', 'theirs'].includes(Reflect.get(params, 'side')),
	save: isNothing,
	undo: isNothing,
	restore: isNothing,
	dismiss: isNothing,
	copy: isRow,
	open: isRow,
	seen: (params): params is { readonly revision: number } => isRecord(params) && Number.isSafeInteger(params.revision),
	act: (params): params is { readonly action: PanelAction } =>
		isRecord(params) && panelActions.some((action) => action === params.action),
};

/** For the serializer: what comes back from disk may be of an older build, or of nobody. */
export function isPanelState(state: unknown): state is PanelState {
	return (
		isRecord(state) &&
		[state.site, state.visitor].every((id) => typeof id === 'string' && id !== '' && id.length <= 300)
	);
}
