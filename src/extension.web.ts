// The entry for the web: starts the extension with what a web worker extension host has.
import type { ExtensionContext } from 'vscode';
import { type Running, start } from './start';
import { createWorkspaceStore } from './web/workspaceStore';

let running: Running | undefined;

export function activate(context: ExtensionContext): unknown {
	running = start(context, {
		fetch: async (url, request) => {
			try {
				return await fetch(url, request);
			} catch {
				// A browser says no more: a network that is down and a service without CORS look the same.
				throw Object.assign(new Error(), { code: 'ERR_NETWORK_OR_CORS' });
			}
		},
		store: async (folder) => createWorkspaceStore(folder),
		sandboxScenario: undefined,
		platform: ['web worker'],
	});
	return running.inspection;
}

export function deactivate(): Promise<void> | undefined {
	return running?.stop();
}
