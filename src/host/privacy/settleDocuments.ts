// Waits until VS Code has the text of this moment in every open document of a visitor.
import * as vscode from 'vscode';
import { clock } from '../clock';
import { visitorScheme } from '../ids';

/** How long (ms) to wait: a document that is just being opened asks for its text by itself. */
const patience = 2000;

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
			const stopTimer = clock.setTimer(stop, patience);
			const check = (about: vscode.TextDocument) => about === document && isDone() && stop();
			const listeners = [
				vscode.workspace.onDidChangeTextDocument((event) => void check(event.document)),
				vscode.workspace.onDidCloseTextDocument((closed) => void check(closed)),
			];
		});
	}
}

/** VS Code may have other line ends. */
function lines(text: string): string {
	return text.replaceAll('\r\n', '\n');
}
