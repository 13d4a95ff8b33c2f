// Waits until VS Code has the text of this moment in every open document of a visitor, and closes one that doesn't get it.
import * as vscode from 'vscode';
import { clock } from '../clock';
import { visitorScheme } from '../ids';

/** How long (ms) to wait: a machine may be busy. */
const closeTimeout = 10_000;

/** @param textOf the text that a document should have */
export async function settleDocuments(textOf: (uri: vscode.Uri) => string): Promise<void> {
	await Promise.all(
		vscode.workspace.textDocuments
			.filter(({ uri }) => uri.scheme === visitorScheme)
			.map((document) => settle(document)),
	);

	async function settle(document: vscode.TextDocument): Promise<void> {
		const isDone = () => document.isClosed || lines(document.getText()) === lines(textOf(document.uri));
		if (isDone()) {
			return;
		}
		await new Promise<void>((resolve) => {
			const stop = () => {
				stopTimer();
				vscode.Disposable.from(...listeners).dispose();
				resolve();
			};
			const stopTimer = clock.setTimer(() => void close(document.uri).then(stop, stop), closeTimeout);
			const check = (about: vscode.TextDocument) => about === document && isDone() && stop();
			const listeners = [
				vscode.workspace.onDidChangeTextDocument((event) => void check(event.document)),
				vscode.workspace.onDidCloseTextDocument((closed) => void check(closed)),
			];
		});
	}
}

/** Closes the tabs that show the document, so that nobody reads its old text. */
async function close(uri: vscode.Uri): Promise<void> {
	const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
	await vscode.window.tabGroups.close(
		tabs.filter(({ input }) => shownIn(input).some((each) => String(each) === String(uri))),
	);
}

function shownIn(input: unknown): readonly vscode.Uri[] {
	if (input instanceof vscode.TabInputText) {
		return [input.uri];
	}
	return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}

/** VS Code may have other line ends. */
function lines(text: string): string {
	return text.replaceAll('\r\n', '\n');
}
