// What the visitor panel's page and its host say to each other, and the guards for the page's side; carries nothing and does nothing.
import type { VisitorDetails } from '../present/detailsModel';
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
export const panelActions = ['signIn', 'switchSite', 'refresh'] as const;

export type PanelAction = (typeof panelActions)[number];

/** The calls of the page. A row is named by its key: the page can neither copy nor open what the host did not give it. */
export interface PanelMethods {
	readonly state: { readonly params: null; readonly value: PanelSnapshot };
	readonly copy: { readonly params: { readonly row: string }; readonly value: null };
	/** Opens the link of a row; for schemes that VS Code does not open from a page by itself. */
	readonly open: { readonly params: { readonly row: string }; readonly value: null };
	/** The user has looked at that snapshot: its marks can go. */
	readonly seen: { readonly params: { readonly revision: number }; readonly value: null };
	readonly act: { readonly params: { readonly action: PanelAction }; readonly value: null };
}

/** The name of the one event: its value is a `PanelSnapshot`. */
export const snapshotEvent = 'snapshot';

/** Names of variables are part of the key, and a stranger may have named them. */
const maxRowKey = 50_000;

function isRow(params: unknown): params is { readonly row: string } {
	return isRecord(params) && typeof params.row === 'string' && params.row.length <= maxRowKey;
}

export const panelGuards: Guards<PanelMethods> = {
	state: (params): params is null => params === null,
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
