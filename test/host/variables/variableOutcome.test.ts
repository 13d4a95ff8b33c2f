// The notification of a save that needs a look: values only after a click, and none of them in privacy mode.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showReport } from '../../../src/host/variables/variableOutcome';
import type { SaveReport } from '../../../src/present/variables/saveReport';
import { restoreAll, stub } from '../stubs';

const report: SaveReport = {
	tone: 'problem',
	title: 'Saved, but the service changed some values.',
	lines: ['“plan” was sent as “gold” and is now “silver”.', '“note” is gone.'],
	actions: ['restore'],
};

interface Shown {
	readonly message: string;
	readonly detail: string | undefined;
	readonly buttons: readonly string[];
}

/** Picks these buttons, one after the other, and gives what was shown. */
function pick(...titles: readonly string[]): Shown[] {
	const shown: Shown[] = [];
	stub(vscode.window, 'showWarningMessage', async (message: string, ...more: readonly object[]) => {
		const options = more.find((each): each is vscode.MessageOptions => 'modal' in each);
		const buttons = more.filter((each): each is vscode.MessageItem => 'title' in each);
		shown.push({ message, detail: options?.detail, buttons: buttons.map(({ title }) => title) });
		return buttons.find(({ title }) => title === titles[shown.length - 1]);
	});
	return shown;
}

describe('The notification of a save that needs a look', () => {
	afterEach(restoreAll);

	it('has no value; its details have them, with the same actions', async () => {
		const shown = pick('Show Details', 'Restore Previous');
		let restored = 0;
		const restore = async () => void restored++;
		await showReport(report, { restore }, () => false);
		assert.deepEqual(shown, [
			{ message: report.title, detail: undefined, buttons: ['Restore Previous', 'Show Details'] },
			{ message: report.title, detail: report.lines.join('\n'), buttons: ['Restore Previous'] },
		]);
		assert.equal(restored, 1);
	});

	it('has no details in privacy mode, nor after it went on under the notification', async () => {
		const hidden = pick();
		await showReport(report, {}, () => true);
		assert.deepEqual(hidden, [{ message: report.title, detail: undefined, buttons: [] }]);
		restoreAll();
		let isPrivate = false;
		const shown = pick('Show Details');
		await showReport(report, {}, () => {
			const was = isPrivate;
			isPrivate = true;
			return was;
		});
		assert.deepEqual(shown[1], { message: report.title, detail: '', buttons: [] });
	});
});
