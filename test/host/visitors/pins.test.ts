// Pin Visitor and Unpin in a real host: the row, the maximum, and the notification about a return.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { mostPins } from '../../../src/desk/pins/pins';
import {
	type OpenSandbox,
	openSandbox,
	refreshUntil,
	rowOf,
	run,
	sample,
	setSetting,
	showViews,
	signOutOfAll,
	until,
} from '../host';
import { restoreAll, stub, stubErrorMessages } from '../stubs';

let open: OpenSandbox;

const tree = () => open.inspection.visitors.tree;
const row = () => rowOf(tree(), sample);
const pins = () => open.desk.state.pins.map(({ id }) => id);
const groupOfSample = () => tree().nodes.find(({ children }) => children.some(({ id }) => id === sample))?.label;

/** From now on the clock of the host is ahead by that time (ms). */
function moveClock(ms: number): void {
	const { now } = Date;
	stub(Date, 'now', () => now() + ms);
}

function recordMessages(answer?: string): { message: string; buttons: readonly string[] }[] {
	const told: { message: string; buttons: readonly string[] }[] = [];
	stub(vscode.window, 'showInformationMessage', async (message: string, ...buttons: string[]) => {
		told.push({ message, buttons });
		return answer;
	});
	return told;
}

describe('A pinned visitor', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
		open.sandbox.world.setVisitor(sample, { status: 'inSite', name: 'Sam' });
		await showViews(open.inspection);
		await refreshUntil('the row', () => tree().nodes.length > 0 && row().label === 'Sam');
	});

	afterEach(async () => {
		restoreAll();
		await setSetting('pins.notifyReturn', undefined);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await signOutOfAll();
	});

	it('is marked in its row, whose menu then has Unpin in place of Pin', async () => {
		assert.match(row().contextValue, /\bcanPin\b/);
		await run('pinVisitor', row());
		await until('the mark', () => /pinned/.test(row().description));
		assert.match(row().contextValue, /\bcanUnpin\b/);
		await run('unpinVisitor', row());
		await until('no mark', () => !/pinned/.test(row().description));
		assert.match(row().contextValue, /\bcanPin\b/);
	});

	it('stays after leaving, with the time since, until it is unpinned', async () => {
		await run('pinVisitor', sample);
		open.sandbox.world.removeVisitor(sample);
		await refreshUntil('the group', () => groupOfSample() === 'Pinned');
		assert.match(row().description, /^left just now/);
		moveClock(4 * 60_000);
		await refreshUntil('the time', () => /^left 4 min ago/.test(row().description));
		assert.equal(row().label, 'Sam');
		await run('unpinVisitor', row());
		await until('no row', () => groupOfSample() === undefined);
	});

	it('is found after leaving, by a text and by the ID, though no answer has the visitor any more', async () => {
		const told = recordMessages();
		open.sandbox.world.setVisitor(sample, { email: 'sam.quill@example.com' });
		await refreshUntil('the address', () =>
			open.desk.state.visitors?.some(({ email }) => email === 'sam.quill@example.com'),
		);
		await run('pinVisitor', sample);
		open.sandbox.world.removeVisitor(sample);
		await refreshUntil('the group', () => groupOfSample() === 'Pinned');
		for (const text of ['Sam Quill <sam.quill@example.com>', sample]) {
			await run('lookUpSelection', text);
			await until('the panel', () => open.desk.state.watched.has(sample));
			await until('that nobody is there', () => open.desk.state.watched.get(sample)?.left);
			assert.equal(open.desk.state.watched.get(sample)?.visitor?.name, 'Sam');
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
			await until('no panel', () => !open.desk.state.watched.has(sample));
		}
		assert.deepEqual(told, []);
		let last: readonly string[] = [];
		const { createQuickPick } = vscode.window;
		stub(vscode.window, 'createQuickPick', () => {
			const picker = createQuickPick();
			picker.show = () =>
				void until('rows', () => picker.items.length > 2).finally(() => {
					last = picker.items.slice(-2).map(({ label }) => label);
					picker.hide();
				});
			return picker;
		});
		void run('findVisitor');
		await until('the rows', () => last.length > 0);
		assert.deepEqual(last, ['Pinned', 'Sam']);
	});

	it('is one of twenty at most: the next one is refused with the next step', async () => {
		const errors = stubErrorMessages();
		const ids = open.desk.state.visitors?.map(({ id }) => id) ?? [];
		assert.ok(ids.length > mostPins);
		for (const id of ids.slice(0, mostPins)) {
			await run('pinVisitor', id);
		}
		assert.deepEqual(errors, []);
		await run('pinVisitor', ids[mostPins]);
		assert.deepEqual(errors, ['You can pin up to 20 visitors. Unpin one of them first.']);
		assert.deepEqual(pins(), ids.slice(0, mostPins));
		await run('unpinVisitor', ids[0]);
		await run('pinVisitor', ids[mostPins]);
		assert.deepEqual(pins(), ids.slice(1, mostPins + 1));
	});

	it('is unpinned without a row too: one of those who are pinned, wherever they are', async () => {
		const told = recordMessages();
		await run('unpinVisitor');
		assert.deepEqual(
			told.map(({ message }) => message),
			['No visitor is pinned.'],
		);
		const [other = ''] = open.desk.state.visitors?.map(({ id }) => id).filter((id) => id !== sample) ?? [];
		await run('pinVisitor', sample);
		await run('pinVisitor', other);
		open.sandbox.world.removeVisitor(sample);
		await refreshUntil('the group', () => groupOfSample() === 'Pinned');
		const asked: string[][] = [];
		stub(vscode.window, 'showQuickPick', async (items: readonly vscode.QuickPickItem[]) => {
			asked.push(items.map(({ label }) => label));
			return items[0];
		});
		await run('unpinVisitor');
		assert.equal(asked[0]?.length, 2);
		assert.equal(asked[0][0], 'Sam');
		assert.deepEqual(pins(), [other]);
	});

	for (const isOn of [true, false]) {
		it(`who is back is ${isOn ? 'told of, with the start of the ID alone, and opened' : 'not told of by default'}`, async () => {
			await setSetting('pins.notifyReturn', isOn || undefined);
			const told = recordMessages('Open Visitor');
			await run('pinVisitor', sample);
			open.sandbox.world.setVisitor(sample, { status: 'outOfSite' });
			await refreshUntil('the departure', () => open.desk.state.pins[0]?.leftAt !== undefined);
			moveClock(2 * 60_000);
			open.sandbox.world.setVisitor(sample, { status: 'inSite' });
			await refreshUntil('the return', () => open.desk.state.pins[0]?.leftAt === undefined);
			await (isOn && until('the panel', () => open.desk.state.watched.has(sample)));
			const expected = { message: 'Visitor 3d59f909, whom you pinned, is back.', buttons: ['Open Visitor'] };
			assert.deepEqual(told, isOn ? [expected] : []);
		});
	}

	it('who is back is not looked for on another site that was opened meanwhile', async () => {
		await setSetting('pins.notifyReturn', true);
		const told: string[] = [];
		let press: ((button: string) => void) | undefined;
		stub(vscode.window, 'showInformationMessage', (message: string) => {
			told.push(message);
			return new Promise((resolve) => {
				press = resolve;
			});
		});
		await run('pinVisitor', sample);
		open.sandbox.world.setVisitor(sample, { status: 'outOfSite' });
		await refreshUntil('the departure', () => open.desk.state.pins[0]?.leftAt !== undefined);
		moveClock(2 * 60_000);
		open.sandbox.world.setVisitor(sample, { status: 'inSite' });
		await refreshUntil('the notification', () => press !== undefined);
		await signOutOfAll();
		press?.('Open Visitor');
		await until('the answer', () => told.length > 1);
		assert.match(
			told[1] ?? '',
			/^Visitor 3d59f909 is a visitor of Sample data, which isn't the site of this window now/,
		);
	});
});
