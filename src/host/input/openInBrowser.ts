// Opens an address in the browser as it is.
import * as vscode from 'vscode';

/** As a string: a `Uri` decodes the query on its way, so `%26` would become `&`, and an address within the address would fall apart (vscode#85930). */
export async function openInBrowser(url: string): Promise<void> {
	await vscode.env.openExternal(url as unknown as vscode.Uri);
}
