// Registers the three tools for assistants with VS Code while the setting allows them. Their code is loaded by the first call.
import * as vscode from 'vscode';
import type { ToolName, Tools } from './tools';

const names: readonly ToolName[] = ['frontdesk_findVisitors', 'frontdesk_describeVisitor', 'frontdesk_whoIsOnDuty'];

/** @param load loads the code; a host without the API never calls it */
export function registerTools(load: () => Promise<Tools>): vscode.Disposable {
	// Editors made from VS Code may lack the API.
	const { registerTool } = (vscode.lm as Partial<typeof vscode.lm> | undefined) ?? {};
	if (!registerTool) {
		return new vscode.Disposable(() => undefined);
	}
	let registered: vscode.Disposable | undefined;
	function follow(): void {
		const isEnabled = vscode.workspace.getConfiguration('frontdesk').get('assistants.enabled') === true;
		if (isEnabled !== (registered !== undefined)) {
			registered?.dispose();
			registered = isEnabled ? vscode.Disposable.from(...names.map((name) => register(name))) : undefined;
		}
	}
	function register(name: ToolName): vscode.Disposable {
		return vscode.lm.registerTool<unknown>(name, {
			prepareInvocation: async ({ input }) => (await load()).prepare(name, input),
			invoke: async ({ input }, token) => (await load()).invoke(name, input, token),
		});
	}
	follow();
	const listener = vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration('frontdesk.assistants.enabled')) {
			follow();
		}
	});
	return new vscode.Disposable(() => {
		listener.dispose();
		registered?.dispose();
	});
}
