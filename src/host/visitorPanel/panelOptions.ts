// The options of visitor panels, and the interface of the controller of one.
import type * as vscode from 'vscode';
import type { Drafts } from '../../desk/variables/drafts';
import type { Aliases } from '../../present/labels';
import type { Id } from '../../service/model';
import type { Log } from '../../service/ports';
import type { CurrentDesk, ShownDesks } from '../currentDesk';
import type { Privacy } from '../privacy/privacyMode';

export interface PanelOptions {
	readonly extensionUri: vscode.Uri;
	readonly currentDesk: ShownDesks;
	/** What edits are made on: a save compares with the real data. */
	readonly realDesk: CurrentDesk;
	readonly privacy: Pick<Privacy, 'mask'>;
	readonly now: () => number;
	/** The title of the tab. VS Code keeps titles on disk, so it is the name only if the user wants it (docs/rules.md#rule-7). */
	readonly title: () => 'id' | 'name';
	/** The name of a site; undefined for one that the user signed out of. */
	readonly siteName: (siteId: string) => string | undefined;
	/** What the user calls departments. */
	readonly departmentAliases: () => Aliases;
	/** Unsaved edits of every panel of this window. */
	readonly drafts: Drafts;
	/** Globs of custom variables that are never written, and of those that are shown first. */
	readonly variableGlobs: () => { readonly readOnly: readonly string[]; readonly pinned: readonly string[] };
	/** Called after each change of a visitor that a panel shows. */
	readonly onKnown: (visitor: Id) => void;
	readonly log: Log;
}

/** A row of a panel's page. */
export interface PanelRow {
	copy(): Promise<void>;
	/** Opens its fields. */
	edit(): void;
}

export interface PanelController extends vscode.Disposable {
	readonly panel: vscode.WebviewPanel;
	/** The row of that key, if the page shows one. */
	row(key: string): PanelRow | undefined;
	/** Sends what changed. */
	update(): void;
	/** Resolves when what is typed in the page has arrived; it keeps the panel. */
	flush(): Promise<void>;
	/** Reloads the page. Resolves when it shows current data only. */
	settle(): Promise<void>;
}

export interface PanelControllerOptions extends PanelOptions {
	readonly panel: vscode.WebviewPanel;
	/** The name of the panel in messages. */
	readonly key: string;
	readonly site: string;
	readonly visitor: Id;
	/** Whether the next preview replaces this visitor. */
	readonly isPreview: () => boolean;
	/** Called when the panel has to stay, again and again. */
	readonly onKeep: () => void;
	readonly media: vscode.Uri;
	readonly dist: vscode.Uri;
}
