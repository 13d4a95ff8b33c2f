// Shows a quick pick or an input box until it is answered.
import * as vscode from 'vscode';

/**
 * A picker that hides sooner than this (ms) after it was shown was not dismissed by a person. A webview that had the focus before the
 * command palette gets it back by a message, which may arrive when the picker has opened (microsoft/vscode#75209).
 */
const tooSoonToDismiss = 1_000;

/** How long (ms) a busy machine may take until a picker is on the screen. */
const latestShown = 5_000;

/**
 * Shows the input until it is answered, and disposes it. Returns undefined if the user cancels or the token is cancelled.
 * @param listen registers the events that answer; an answer may be a promise, and a rejection of it is the result
 */
export async function ask<Answer>(
	input: vscode.QuickInput,
	ended: vscode.CancellationToken | undefined,
	listen: (answer: (value: Answer | PromiseLike<Answer>) => void) => void,
): Promise<Answer | undefined> {
	const end = ended?.onCancellationRequested(() => input.hide());
	try {
		return await new Promise<Answer | undefined>((resolve) => {
			const askedAt = Date.now();
			let shownAt = askedAt;
			const shown = onFirstActive(input, () => {
				shownAt = Math.min(Date.now(), askedAt + latestShown);
				shown?.dispose();
			});
			let mayLoseFocus = isWebviewInFront();
			let isAnswered = false;
			input.onDidHide(() => {
				if (isAnswered) {
					return; // the answer may be a promise that asks the next question: it has hidden this one
				}
				if (mayLoseFocus && !ended?.isCancellationRequested && Date.now() - shownAt < tooSoonToDismiss) {
					mayLoseFocus = false; // once: Escape pressed twice dismisses it in any case
					input.show();
				} else {
					resolve(undefined);
				}
			});
			listen((value) => {
				isAnswered = true;
				resolve(value);
			});
			if (ended?.isCancellationRequested) {
				resolve(undefined);
			} else {
				input.show();
			}
		});
	} finally {
		end?.dispose();
		input.dispose();
	}
}

/** Answers with the selected item on Enter or a click. Enter while no item matches the typed text leaves the picker open. */
export function answerSelected<Item extends vscode.QuickPickItem>(
	picker: vscode.QuickPick<Item>,
	answer: (item: Item) => void,
): void {
	picker.onDidAccept(() => {
		const [item] = picker.selectedItems;
		if (item) {
			answer(item);
		}
	});
}

/** A quick pick with items says which of them is active once it is on the screen. Nothing says so of an input box. */
function onFirstActive(input: vscode.QuickInput, listener: () => void): vscode.Disposable | undefined {
	return 'onDidChangeActive' in input
		? (input as vscode.QuickPick<vscode.QuickPickItem>).onDidChangeActive(listener)
		: undefined;
}

function isWebviewInFront(): boolean {
	return vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview;
}
