// The text that Look Up Selection is about: a selection, the word at the cursor, or the clipboard.
import * as vscode from 'vscode';
import { maxSelection } from '../../present/lookUp/lookUpTarget';
import { wordAt } from '../../present/lookUp/wordAt';

/** The start of the selection of the active editor, else the word at its cursor, else the clipboard. Output and log documents are editors too. */
export async function selectedText(): Promise<string> {
	const editor = vscode.window.activeTextEditor;
	return (editor && textIn(editor)) || (await readClipboard());
}

function textIn({ document, selection }: vscode.TextEditor): string {
	if (selection.isEmpty) {
		return wordAt(document.lineAt(selection.active.line).text, selection.active.character);
	}
	// A document may be large: no more of it is copied than is read.
	const end = document.positionAt(document.offsetAt(selection.start) + maxSelection);
	const range = new vscode.Range(selection.start, end.isBefore(selection.end) ? end : selection.end);
	return document.getText(range).trim();
}

/**
 * The text that is selected in the active terminal. VS Code gives it to extensions through the clipboard alone, so it is copied, and
 * the text that was in the clipboard is put back. `''` if nothing is selected and the clipboard is empty.
 */
export async function terminalSelection(): Promise<string> {
	const before = await readClipboard();
	await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
	const text = await readClipboard();
	if (text !== before) {
		await vscode.env.clipboard.writeText(before);
	}
	return text.slice(0, maxSelection);
}

/** A browser may refuse it. */
async function readClipboard(): Promise<string> {
	try {
		return await vscode.env.clipboard.readText();
	} catch {
		return '';
	}
}
