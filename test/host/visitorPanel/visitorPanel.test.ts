// Opening a visitor panel whose code can't be loaded.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createVisitorPanels, type VisitorPanelsOptions } from '../../../src/host/visitorPanel/visitorPanel';
import { sample } from '../host';
import { restoreAll, stub } from '../stubs';

describe('A visitor panel', () => {
	afterEach(restoreAll);

	it('that can’t be opened is closed, and the command reports it', async () => {
		let isDisposed = false;
		const dispose = () => {
			isDisposed = true;
		};
		stub(vscode.window, 'createWebviewPanel', () => ({
			webview: {},
			onDidChangeViewState: () => undefined,
			onDidDispose: () => undefined,
			dispose,
		}));
		const panels = createVisitorPanels({
			extensionUri: vscode.Uri.file('/'),
			currentDesk: { desk: { state: { site: { id: 's' } } } },
			loadController: () => Promise.reject(new TypeError('a missing file')),
		} as unknown as VisitorPanelsOptions);
		await assert.rejects(async () => await panels.open(sample), TypeError);
		assert.ok(isDisposed);
		panels.dispose();
	});
});
