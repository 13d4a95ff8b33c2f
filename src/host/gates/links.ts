// The gate of links and files: opens an address in the browser, in the mail program or on the phone, or a file of the workspace, and nothing else.
import * as vscode from 'vscode';
import type { Id } from '../../service/model';
import type { CommandId } from '../ids';

/** What `safeLink` lets through. An address of another scheme could run a command or open a file. */
const schemes = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Passes the address as a string: a `Uri` decodes the query, so that `%26` becomes `&` and an address inside the query breaks (vscode#85930). */
export async function openInBrowser(url: string): Promise<void> {
	if (!schemes.test(url)) {
		throw new Error('An address of a scheme that is never opened.');
	}
	await vscode.env.openExternal(url as unknown as vscode.Uri);
}

/** Opens a file of the workspace: VS Code would open an address of another scheme in the browser, or run it as a command. */
export async function openFile(uri: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
	if (!vscode.workspace.getWorkspaceFolder(uri)) {
		throw new Error('A file outside of the workspace.');
	}
	await vscode.commands.executeCommand('vscode.open', uri, column);
}

/** A link in a document that looks up an ID, which has no sign with a meaning in a URI. */
export function lookUpLink(range: vscode.Range, id: Id, tooltip: string): vscode.DocumentLink {
	const command: CommandId = 'frontdesk.lookUpSelection';
	const target = vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify(id) });
	const link = new vscode.DocumentLink(range, target);
	link.tooltip = tooltip;
	return link;
}

export function registerDocumentLinks(
	documents: vscode.DocumentSelector,
	linksIn: vscode.DocumentLinkProvider['provideDocumentLinks'],
): vscode.Disposable {
	return vscode.languages.registerDocumentLinkProvider(documents, { provideDocumentLinks: linksIn });
}
