// The gate of the rows and titles of tree views: each text is one line of visible characters.
import * as vscode from 'vscode';
import { toSingleLine } from '../../present/text';
import type { TreeNode } from '../../present/tree/tree';

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

/** For the message and the description of a view. */
export function viewText(text: string): string {
	return toSingleLine(text);
}
