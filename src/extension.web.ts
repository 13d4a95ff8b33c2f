// The entry for the web: starts the extension with what a web worker extension host has. Its bundle has what a site needs for Node too.
import type { ExtensionContext } from 'vscode';
import { type Running, start } from './start';
import { createWorkspaceStore } from './web/workspaceStore';
import type { Entry } from './work/entry';

let running: Running | undefined;

/** The code that a site needs, for both hosts: src/extension.ts takes it from this bundle. */
export function loadWork(): Promise<typeof import('./work/work')> {
	return import('./work/work');
}

export function activate(context: ExtensionContext): unknown {
	const entry: Entry = {
		fetch: async (url, request) => {
			try {
				return await fetch(url, request);
			} catch {
				// A browser doesn't give the reason: a network that is down and a service without CORS look the same.
				throw Object.assign(new Error(), { code: 'ERR_NETWORK_OR_CORS' });
			}
		},
		store: async (folder) => createWorkspaceStore(folder),
		sandboxScenario: undefined,
		platform: ['web worker'],
	};
	running = start(context, entry, loadWork);
	return running.inspection;
}

export function deactivate(): Promise<void> | undefined {
	return running?.stop();
}
