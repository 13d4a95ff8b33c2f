// A picker over a panel: which hiding is a person's, and which that of a webview that takes the focus back.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ask } from '../../../src/host/input/ask';
import { until } from '../host';
import { restoreAll, stub } from '../stubs';

describe('A picker over a webview', () => {
	let panel: vscode.WebviewPanel;
	let now = 0;

	beforeEach(async () => {
		panel = vscode.window.createWebviewPanel('frontdesk.test', 'In front', vscode.ViewColumn.Active);
		const { tabGroups } = vscode.window;
		await until('a webview in front', () => tabGroups.activeTabGroup.activeTab?.label === 'In front');
		now = Date.now();
		stub(Date, 'now', () => now);
	});

	afterEach(() => {
		restoreAll();
		panel.dispose();
	});

	/** A picker that is asked now, and of which the test says what becomes of it. */
	function asked() {
		const active = new vscode.EventEmitter<readonly vscode.QuickPickItem[]>();
		const hidden = new vscode.EventEmitter<void>();
		const state = { shows: 0 };
		const input: Partial<vscode.QuickPick<vscode.QuickPickItem>> = {
			onDidChangeActive: active.event,
			onDidHide: hidden.event,
			show: () => void state.shows++,
			dispose: () => undefined,
		};
		const answer = ask<string>(input as vscode.QuickPick<vscode.QuickPickItem>, undefined, () => undefined);
		const later = (ms: number, event: () => void) => {
			now += ms;
			event();
		};
		return { state, answer, active: () => active.fire([]), hide: () => hidden.fire(), later };
	}

	it('is shown again, once, where it hides within a second of coming to the screen, however late that was', async () => {
		const { state, answer, active, hide, later } = asked();
		later(3_000, active);
		later(900, hide);
		assert.equal(state.shows, 2);
		later(10, hide); // Escape
		assert.equal(await answer, undefined);
		assert.equal(state.shows, 2);
	});

	it('is dismissed by Escape after that second', async () => {
		for (const late of [0, 3_000]) {
			const { state, answer, active, hide, later } = asked();
			later(late, active);
			later(500, active); // another row
			later(600, hide);
			assert.equal(await answer, undefined);
			assert.equal(state.shows, 1);
		}
	});
});
