// The options of visitor panels, and the interface of the controller of one.
import type * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import type { Drafts } from '../../desk/variables/drafts';
import type { Aliases } from '../../present/labels';
import type { Id } from '../../service/model';
import type { Log } from '../../service/ports';
import type { CurrentDesk } from '../currentDesk';

export interface PanelOptions {
	readonly extensionUri: vscode.Uri;
	readonly currentDesk: CurrentDesk;
	readonly now: () => number;
	/** What the tab says: VS Code keeps titles on disk, so the name only if the user wants it (docs/rules.md#rule-7). */
	readonly title: () => 'id' | 'name';
	/** The name of a site; undefined for one that the user signed out of. */
	readonly siteName: (siteId: string) => string | undefined;
	/** What the user calls departments. */
	readonly departmentAliases: () => Aliases;
	/** Unsaved edits of every panel of this window. */
	readonly drafts: Drafts;
	/** Globs of custom variables that are never written, and of those that stand on top. */
	readonly variableGlobs: () => { readonly readOnly: readonly string[]; readonly pinned: readonly string[] };
	/** Called after each change of a visitor that a panel shows. */
	readonly onKnown: (desk: Desk, visitor: Id) => void;
	readonly log: Log;
}

export interface PanelController extends vscode.Disposable {
	readonly panel: vscode.WebviewPanel;
}

export interface PanelControllerOptions extends PanelOptions {
	readonly panel: vscode.WebviewPanel;
	/** The name of the panel in messages. */
	readonly key: string;
	readonly site: string;
	readonly visitor: Id;
	readonly media: vscode.Uri;
	readonly dist: vscode.Uri;
}
