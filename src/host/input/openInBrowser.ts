// Opens an address in the browser.
import * as vscode from 'vscode';

/** Passes the address as a string: a `Uri` decodes the query, so that `%26` becomes `&` and an address inside the query breaks (vscode#85930). */
export async function openInBrowser(url: string): Promise<void> {
	await vscode.env.openExternal(url as unknown as vscode.Uri);
}
