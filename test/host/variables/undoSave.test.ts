// Undo Last Save in a real host: what the button of its notification undoes when it is clicked late.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Id } from '../../../src/service/model';
import { type OpenSandbox, openSandbox, run, sample, signOutOfAll, until } from '../host';
import { restoreAll, stub } from '../stubs';

let open: OpenSandbox;
let other: Id;

const held = (id: Id) => open.sandbox.world.visitor(id)?.customVariableResults[0]?.value;

function set(id: Id, value: string): void {
	open.sandbox.world.setVisitor(id, { customVariableResults: [{ name: 'plan', value, url: '' }] });
}

async function save(id: Id, value: string): Promise<void> {
	const base = { name: 'plan', value: held(id) ?? '', url: '' };
	await open.desk.variables.save(id, [{ ...base, base, value }]);
}

describe('Undo Anyway', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
		other = open.desk.state.visitors?.find(({ id }) => id !== sample)?.id ?? '';
	});

	afterEach(async () => {
		restoreAll();
		await signOutOfAll();
	});

	it('undoes the save that it was shown for, once, and not one of another visitor that was made since', async () => {
		const asked: ((button: unknown) => void)[] = [];
		stub(
			vscode.window,
			'showWarningMessage',
			(_message: string, ...buttons: readonly vscode.MessageItem[]) =>
				new Promise((resolve) => asked.push(() => resolve(buttons.find(({ title }) => title === 'Undo Anyway')))),
		);
		const told: string[] = [];
		stub(vscode.window, 'showInformationMessage', async (message: string) => void told.push(message));
		set(sample, 'silver');
		set(other, 'basic');
		await save(sample, 'gold');
		set(sample, 'theirs');
		for (const notification of [1, 2]) {
			void run('undoSave');
			await until('the notification', () => asked.length === notification);
		}
		await save(other, 'premium');
		const [first, second] = asked;
		first?.(undefined);
		await until('the value of before', () => held(sample) === 'silver');
		assert.equal(held(other), 'premium');
		second?.(undefined);
		await until('the answer', () => told.some((message) => /can't be undone any more/.test(message)));
		assert.deepEqual([held(sample), held(other)], ['silver', 'premium']);
	});
});
