// The gate of quick picks and messages in the status bar: no text in them becomes an icon, and each is one line of visible characters.
import * as vscode from 'vscode';
import { labelText } from '../../present/gates/gateTexts';

declare const shown: unique symbol;

/** An item whose texts passed this gate. */
export type ShownItem<Item extends vscode.QuickPickItem> = Item & { readonly [shown]: true };

/** The item as it may be shown. Icons of our own stand in `iconPath`. */
export function shownItem<Item extends vscode.QuickPickItem>(item: Item): ShownItem<Item> {
	const { label, description, detail } = item;
	return {
		...item,
		label: labelText(label),
		...(description !== undefined && { description: labelText(description) }),
		...(detail !== undefined && { detail: labelText(detail) }),
	} as ShownItem<Item>;
}

/** A quick pick that takes shown items alone. Its title and its placeholder are plain text. */
export function createPicker<Item extends vscode.QuickPickItem>(): vscode.QuickPick<ShownItem<Item>> {
	return vscode.window.createQuickPick<ShownItem<Item>>();
}

type PickOptions = Omit<vscode.QuickPickOptions, 'canPickMany'>;

/** Undefined if the user cancels, or the token is canceled. */
export function pickOne<Item extends ShownItem<vscode.QuickPickItem>>(
	items: readonly Item[],
	options: PickOptions,
	ended?: vscode.CancellationToken,
): Thenable<Item | undefined> {
	return vscode.window.showQuickPick(items, options, ended);
}

/** Undefined if the user cancels, or the token is canceled. */
export function pickSome<Item extends ShownItem<vscode.QuickPickItem>>(
	items: readonly Item[],
	options: PickOptions,
	ended?: vscode.CancellationToken,
): Thenable<readonly Item[] | undefined> {
	return vscode.window.showQuickPick(items, { ...options, canPickMany: true }, ended);
}

/** In the status bar, until the work is done. */
export function showInStatusBar<Result>(message: string, work: () => Thenable<Result>): Thenable<Result> {
	return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: labelText(message) }, work);
}

/** In the status bar, for some seconds. */
export function showBriefly(message: string): void {
	vscode.window.setStatusBarMessage(labelText(message), 3000);
}
