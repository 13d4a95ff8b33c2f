// Read-only documents for reports, kept in memory.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

export interface ReadOnlyDocuments extends vscode.Disposable {
	/** Shows a document beside the active editor; one with the same name is replaced. */
	show(name: string, text: string): Promise<void>;
}

const scheme = 'frontdesk-report';

export function createReadOnlyDocuments(): ReadOnlyDocuments {
	const changed = new vscode.EventEmitter<vscode.Uri>();
	const texts = new Map<string, string>();
	const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
		onDidChange: changed.event,
		// After a reload, VS Code opens the tab again without its text.
		provideTextDocumentContent: ({ path }) =>
			texts.get(path) ?? l10n.t('This report is no longer available. Run the command again.'),
	});
	return {
		async show(name, text) {
			const uri = vscode.Uri.from({ scheme, path: `/${name}.txt` });
			texts.set(uri.path, text);
			changed.fire(uri);
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document, { viewColumn: column(), preview: true });
		},
		dispose() {
			provider.dispose();
			changed.dispose();
		},
	};
}

/** The column where a report is open already, else beside the active editor. */
function column(): vscode.ViewColumn {
	const { all, activeTabGroup } = vscode.window.tabGroups;
	const open = all.find(({ tabs }) =>
		tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme),
	);
	const { Active, Beside } = vscode.ViewColumn;
	return open?.viewColumn ?? (activeTabGroup.tabs.length === 0 ? Active : Beside);
}
