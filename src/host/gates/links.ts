// The gate of links: opens an address in the browser, in the mail program or on the phone, and nothing else.
import * as vscode from 'vscode';

/** What `safeLink` lets through. An address of another scheme could run a command or open a file. */
const schemes = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Passes the address as a string: a `Uri` decodes the query, so that `%26` becomes `&` and an address inside the query breaks (vscode#85930). */
export async function openInBrowser(url: string): Promise<void> {
	if (!schemes.test(url)) {
		throw new Error('An address of a scheme that is never opened.');
	}
	await vscode.env.openExternal(url as unknown as vscode.Uri);
}
