// What the panel does, done from the palette: setting a custom variable, taking it back, copying and comparing a visitor.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { repeat, STEP } from '../vscode/gestures.mjs';
import { openWindow, reads, until, type Window } from './window/window';

describe('From the palette', () => {
	let server: SandboxServer;
	let window: Window;
	let visitor: string;
	const held = () =>
		Object.fromEntries(
			(server.sandbox.world.visitor(visitor)?.customVariableResults ?? []).map(({ name, value }) => [name, value]),
		);
	const linkOf = (name: string) =>
		server.sandbox.world.visitor(visitor)?.customVariableResults.find((variable) => variable.name === name)?.url;
	const hold = (value: string) =>
		server.sandbox.world.setVisitor(visitor, { customVariableResults: [{ name: 'plan', value, url: '' }] });

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		visitor = server.sandbox.world.addVisitor({
			name: 'Otto Findling',
			email: 'otto@example.com',
			browser: 'Firefox 131.0',
			customVariableResults: [
				{ name: 'plan', value: 'silver', url: '' },
				{ name: 'notes', value: 'one\ntwo', url: 'bbbbb' },
			],
		});
		window = await openWindow({ settings: { 'frontdesk.variables.readOnly': ['sys*'] } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	/** Runs the command, picks the visitor, and waits for the question that follows. */
	async function pickVisitor(command: string, next: RegExp): Promise<void> {
		await window.pick(command, /Find a Visitor/, 'Otto Findling', () => reads(window.quickInput, next, STEP));
	}

	it('a custom variable is set, after a fresh read', async () => {
		await pickVisitor('Frontdesk: Set Custom Variable', /Set Custom Variable of Otto/);
		await window.answer('plan');
		await reads(window.message, /Value of “plan”/);
		assert.equal(await window.input.inputValue(), 'silver');
		await window.answer('gold');
		await reads(window.message, /Link of “plan”/);
		assert.equal(await window.input.inputValue(), '');
		await window.input.press('Enter');
		await until('the value at the service', () => held().plan === 'gold');
		assert.equal(linkOf('plan'), '');
	});

	it('its link is set by itself, checked where it is typed; Back goes back to the value, and Enter keeps what stands', async () => {
		await pickVisitor('Frontdesk: Set Custom Variable', /Set Custom Variable of Otto/);
		await window.answer('notes');
		await reads(window.message, /Value of “notes”/);
		await window.input.press('Enter');
		await reads(window.message, /Link of “notes”/);
		assert.equal(await window.input.inputValue(), 'bbbbb');
		await window.answer('javascript:alert(1)');
		await reads(window.message, /start with https/);
		await window.quickInput.getByRole('button', { name: 'Back' }).click();
		await reads(window.message, /Value of “notes”/);
		await window.input.press('Enter');
		await reads(window.message, /Link of “notes”/);
		await window.answer('https://notes.example/1');
		await until('the link at the service', () => linkOf('notes') === 'https://notes.example/1');
		assert.equal(held().notes, 'one\ntwo', 'the box has one line, the value has two');
		await window.run('Frontdesk: Undo Last Save');
		await until('the link as it was', () => linkOf('notes') === 'bbbbb');
	});

	it('one is added; its name is checked where it is typed', async () => {
		await pickVisitor('Frontdesk: Set Custom Variable', /Set Custom Variable of Otto/);
		await window.answer('Add a custom variable');
		await reads(window.message, /Name of the new custom variable/);
		await window.answer('PLAN');
		await reads(window.message, /already has a variable with this name/);
		await window.answer('sysRole');
		await reads(window.message, /protects this variable/);
		await window.answer('discount');
		await reads(window.message, /Value of “discount”/);
		await window.answer('15 %');
		await reads(window.message, /Link of “discount”/);
		await window.answer('');
		await until('the value at the service', () => held().discount === '15 %');
	});

	it('the last save is undone, and the one before; an added variable is cleared, for there is no delete', async () => {
		await window.run('Frontdesk: Undo Last Save');
		await until('the cleared value', () => held().discount === '' || held().discount === undefined);
		await window.run('Frontdesk: Undo Last Save');
		await until('the old value', () => held().plan === 'silver');
		await window.run('Frontdesk: Undo Last Save');
		await reads(window.toasts, /There is no save to undo/);
		await window.clearToasts();
	});

	it('a value that the service refuses is said, kept as a draft, and shown in the panel', async () => {
		server.sandbox.behaviour.variableWrites = 'forbid';
		await pickVisitor('Frontdesk: Set Custom Variable', /Set Custom Variable of Otto/);
		await window.answer('plan');
		await reads(window.message, /Value of “plan”/);
		await window.answer('platinum');
		await reads(window.message, /Link of “plan”/);
		await window.answer('');
		await reads(window.toasts, /You don't have permission for this \(403\)/);
		await reads(window.panel().locator('body'), /1 not saved/);
		const plan = window.panel().locator('.row').filter({ hasText: 'plan' }).first();
		await until('the draft', async () => {
			const fields = await plan.locator('input, textarea').all();
			const typed = await Promise.all(fields.map((field) => field.inputValue()));
			return [...typed, await plan.innerText()].join('\n').includes('platinum');
		});
		assert.equal(held().plan, 'silver');
		server.sandbox.behaviour.variableWrites = 'accept';
		await window.clearToasts();
	});

	it('a visitor is copied as JSON, as a note without personal data, and as a cURL line without the token', async () => {
		await pickVisitor('Frontdesk: Copy Visitor As', /All fields, sorted by name/);
		await window.answer('JSON');
		await until('JSON', async () => (await window.clipboard()).includes('"email": "otto@example.com"'));
		let isAsked = false;
		await repeat('a note', async () => {
			await pickVisitor('Frontdesk: Copy Visitor As', /All fields, sorted by name/);
			await window.answer('Markdown Note');
			const isAskedNow = await reads(window.quickInput, /Fields of a Note/, STEP).then(
				() => true,
				() => false, // once chosen, they are asked for no more
			);
			if (isAskedNow) {
				isAsked = true;
				await window.input.press('Enter', { timeout: STEP });
			}
			await until('a note', async () => (await window.clipboard()).startsWith('### Visitor'), STEP);
		});
		assert.ok(isAsked);
		assert.match(await window.clipboard(), /Firefox 131/);
		assert.doesNotMatch(await window.clipboard(), /otto|silver/i);
		await pickVisitor('Frontdesk: Copy Visitor As', /All fields, sorted by name/);
		await window.answer('cURL to Read');
		await until('a line', async () => (await window.clipboard()).startsWith('curl '));
		assert.ok((await window.clipboard()).includes('$TOKEN') && !(await window.clipboard()).includes(server.token));
	});

	it('a visitor is compared with what was first seen, in the diff editor, and the right side follows', async () => {
		hold('bronze');
		await window.pick('Frontdesk: Compare With Snapshot', /Find a Visitor/, 'Otto Findling', () =>
			window.page.locator('.monaco-diff-editor').waitFor({ timeout: STEP }),
		);
		await reads(window.page.locator('.tab.active'), /Visitor [0-9a-f]{8}: .* ↔ now/);
		await reads(window.page.locator('.editor.original'), /silver/);
		await until('the new value on the right', async () => {
			await window.run('Frontdesk: Refresh'); // the next poll may be a while off when nothing has changed
			return /bronze/.test(await window.page.locator('.editor.modified').innerText());
		});
	});
});
