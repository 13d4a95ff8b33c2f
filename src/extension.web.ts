// The web entry: hands the ports of a web worker extension host to start(), and decides nothing.
import type { ExtensionContext } from 'vscode';
import { createWorkspaceStore } from './host/workspaceStore';
import { type Running, start } from './start';

let running: Running | undefined;

export function activate(context: ExtensionContext): unknown {
	running = start(context, {
		fetch: (url, request) => fetch(url, request),
		store: createWorkspaceStore,
		sandboxScenario: undefined,
	});
	return running.inspection;
}

export function deactivate(): Promise<void> | undefined {
	return running?.stop();
}
