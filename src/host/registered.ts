// What is registered with VS Code at activation and filled by the code of a site, once that is loaded.
import * as vscode from 'vscode';
import { type RegisteredStatusBarItem, registerStatusBarItem } from './gates/registeredStatusBarItem';
import { agentsView, visitorsView } from './ids';
import { type RegisteredTree, registerTree } from './views/registeredTree';

export interface Registered extends vscode.Disposable {
	readonly agents: RegisteredTree;
	readonly visitors: RegisteredTree;
	readonly statusBarItem: RegisteredStatusBarItem;
	/** VS Code listens to these from activation on. */
	readonly accountsChanged: vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>;
	readonly reportChanged: vscode.EventEmitter<vscode.Uri>;
	readonly visitorDocumentChanged: vscode.EventEmitter<vscode.Uri>;
}

export function registerSurfaces(): Registered {
	const surfaces = {
		agents: registerTree(agentsView, { canSelectMany: false }),
		visitors: registerTree(visitorsView, { canSelectMany: true }),
		statusBarItem: registerStatusBarItem(),
		accountsChanged: new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
		reportChanged: new vscode.EventEmitter<vscode.Uri>(),
		visitorDocumentChanged: new vscode.EventEmitter<vscode.Uri>(),
	};
	return { ...surfaces, dispose: () => vscode.Disposable.from(...Object.values(surfaces)).dispose() };
}
