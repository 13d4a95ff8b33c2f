// What visitor panels need from outside, and the interface of the controller of one.
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
	/** What the tab says: VS Code keeps titles on disk, so a name only where the user wants it (PRODUCT.md, rule 7). */
	readonly title: () => 'id' | 'name';
	/** What the user calls a site, also one that is not at work; undefined for one that is no longer signed in to. */
	readonly siteName: (siteId: string) => string | undefined;
	/** What the user calls departments. */
	readonly departmentAliases: () => Aliases;
	/** Unsaved edits of every panel of this window. */
	readonly drafts: Drafts;
	/** Globs of custom variables that are never written, and of those that stand on top. */
	readonly variableGlobs: () => { readonly readOnly: readonly string[]; readonly pinned: readonly string[] };
	/** Something may be known of a visitor whom a panel shows; called again and again. */
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
