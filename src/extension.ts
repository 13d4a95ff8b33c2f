// The entry for Node: starts the extension with what a Node extension host has.
import * as vscode from 'vscode';
import { type Running, start } from './start';
import type { Entry } from './work/entry';

/** Environment variables that change how a connection is made. */
const connectionVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

let running: Running | undefined;

export function activate(context: vscode.ExtensionContext): unknown {
	const entry: Entry = {
		// node-fetch gets no agent: VS Code patches http and https, which adds its proxy and certificate settings.
		fetch: async (url, request) => {
			const { nodeFetch } = await import('./node/nodeFetch');
			return await nodeFetch(url, request, areCertificatesChecked());
		},
		store: async (folder) => (await import('./node/fileStore')).createFileStore(folder.fsPath),
		// Set by `npm start`, F5 and the tests.
		sandboxScenario: process.env.FRONTDESK_SANDBOX,
		clockPace: process.env.FRONTDESK_CLOCK,
		platform: [
			`Node ${process.versions.node}`,
			`${process.platform} ${process.arch}`,
			...connectionVariables.filter((name) => process.env[name] ?? process.env[name.toLowerCase()]),
		],
	};
	// What both hosts share ships once, in the file of the web.
	running = start(context, entry, async () => await (await import('./extension.web')).loadWork());
	return running.inspection;
}

/** Reads the user's own setting: an opened folder must not switch the checks off. */
function areCertificatesChecked(): boolean {
	return vscode.workspace.getConfiguration('http').inspect<boolean>('proxyStrictSSL')?.globalValue !== false;
}

export function deactivate(): Promise<void> | undefined {
	return running?.stop();
}
