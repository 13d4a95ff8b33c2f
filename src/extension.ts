// The Node entry: hands the ports of a Node extension host to start(), and decides nothing.
import type { ExtensionContext } from 'vscode';
import { createFileStore } from './fileStore';
import { type Running, start } from './start';

let running: Running | undefined;

export function activate(context: ExtensionContext): unknown {
	running = start(context, {
		// VS Code patches http and https in place, so its proxy and certificate settings come with node-fetch; it gets no agent of its own.
		fetch: async (url, request) => {
			const { nodeFetch } = await import('./nodeFetch');
			return await nodeFetch(url, request);
		},
		store: (folder) => createFileStore(folder.fsPath),
		// Set by `npm start`, F5 and the tests: the scenario of the sample data to open by itself.
		sandboxScenario: process.env.FRONTDESK_SANDBOX,
	});
	return running.inspection;
}

export function deactivate(): Promise<void> | undefined {
	return running?.stop();
}
