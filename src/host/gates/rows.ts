// The gate of the rows and texts of tree views: each text is one line of visible characters.
import * as vscode from 'vscode';
import type { Markdown } from '../../present/gates/ownMarkdown';
import { toSingleLine } from '../../present/text';
import type { TreeNode, ViewContent } from '../../present/tree/tree';
import { untrustedMarkdown } from './markdown';

/** A row without its tooltip, icon and command. */
export function rowItem(
	{ label, description, ariaLabel }: Pick<TreeNode, 'label' | 'description' | 'ariaLabel'>,
	state: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
	const item = new vscode.TreeItem(toSingleLine(label), state);
	item.description = toSingleLine(description);
	item.accessibilityInformation = { label: toSingleLine(ariaLabel) };
	return item;
}

export function setTooltip(item: vscode.TreeItem, text: Markdown): void {
	item.tooltip = untrustedMarkdown(text);
}

/** Assigns what changed: each assignment is a message to the window, even of the same text. */
export function showViewTexts(
	view: Pick<vscode.TreeView<TreeNode>, 'description' | 'message'>,
	texts: Pick<ViewContent, 'description' | 'message'>,
): void {
	const description = toSingleLine(texts.description);
	if (view.description !== description) {
		view.description = description;
	}
	const message = toSingleLine(texts.message ?? '');
	if ((view.message ?? '') !== message) {
		view.message = message;
	}
}

/** A bar without text at the top of a view, until the work is done. */
export function showViewProgress<Result>(viewId: string, work: () => Thenable<Result>): Thenable<Result> {
	return vscode.window.withProgress({ location: { viewId } }, work);
}
