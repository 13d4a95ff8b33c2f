// Read-only documents for reports, kept in memory.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { reportScheme } from '../ids';

export interface ReadOnlyDocuments {
	/** The text of a document that is open. */
	textOf(uri: vscode.Uri): string;
	/** Shows a document beside the active editor; one with the same name is replaced. */
	show(name: string, text: string): Promise<void>;
}

/** @param changed tells VS Code which document has a new text */
export function createReadOnlyDocuments(changed: Pick<vscode.EventEmitter<vscode.Uri>, 'fire'>): ReadOnlyDocuments {
	const texts = new Map<string, string>();
	return {
		// After a reload, VS Code opens the tab again without its text.
		textOf: ({ path }) => texts.get(path) ?? l10n.t('This report is no longer available. Run the command again.'),
		async show(name, text) {
			const uri = vscode.Uri.from({ scheme: reportScheme, path: `/${name}.txt` });
			texts.set(uri.path, text);
			changed.fire(uri);
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document, { viewColumn: column(), preview: true });
		},
	};
}

/** The column where a report is open already, else beside the active editor. */
function column(): vscode.ViewColumn {
	const { all, activeTabGroup } = vscode.window.tabGroups;
	const open = all.find(({ tabs }) =>
		tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === reportScheme),
	);
	const { Active, Beside } = vscode.ViewColumn;
	return open?.viewColumn ?? (activeTabGroup.tabs.length === 0 ? Active : Beside);
}
