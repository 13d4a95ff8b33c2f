// The commands of the palette for one visitor: set a custom variable, undo, copy and compare.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
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
			currentBrowsing: 'https://shop.example/my_cart_page?a=1&b=2',
			productService: 'the *blue* one <b>',
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
		await window.pick(command, /^Search in all fields/, 'Otto Findling', (step) =>
			reads(window.quickInput, next, step),
		);
	}

	it('the question for a visitor is titled with the task', async () => {
		for (const [command, task] of [
			['Set Custom Variable', 'Set Custom Variable'],
			['Copy Visitor As', 'Copy Visitor As'],
			['Compare With Snapshot', 'Compare With Snapshot'],
			['Open Visitor', 'Find a Visitor'],
		] as const) {
			await window.ask(`Frontdesk: ${command}`, /^Search in all fields/);
			await eventually.equal(() => window.page.locator('.quick-input-title').textContent(), task);
			await window.escape();
		}
	});

	it('a custom variable is set, after a fresh read', async () => {
		await pickVisitor('Frontdesk: Set Custom Variable', /Set Custom Variable of Otto/);
		await window.answer('plan');
		await reads(window.message, /Value of “plan”/);
		await eventually.equal(() => window.input.inputValue(), 'silver');
		await window.answer('gold');
		await reads(window.message, /Link of “plan”/);
		await eventually.equal(() => window.input.inputValue(), '');
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
		await eventually.equal(() => window.input.inputValue(), 'bbbbb');
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

	it('an undo that meets a change of someone else overwrites nothing unasked', async () => {
		const ours = server.sandbox.world.visitor(visitor)?.customVariableResults ?? [];
		const theirs = ours.map((each) => (each.name === 'discount' ? { ...each, value: 'theirs' } : each));
		server.sandbox.world.setVisitor(visitor, { customVariableResults: theirs });
		await window.run('Frontdesk: Undo Last Save');
		await reads(window.toasts, /Not undone\. Someone else changed “discount” since that save/);
		assert.equal(held().discount, 'theirs');
		await window.clearToasts();
		server.sandbox.world.setVisitor(visitor, { customVariableResults: ours });
	});

	it('the last save is undone, and the one before; an added variable is cleared, for there is no delete', async () => {
		await window.run('Frontdesk: Undo Last Save');
		await until('the cleared value', () => held().discount === '' || held().discount === undefined);
		await window.run('Frontdesk: Undo Last Save');
		await until('the old value', () => held().plan === 'silver');
		await window.run('Frontdesk: Undo Last Save');
		await reads(window.toasts, /There is no save to undo/);
		await eventually.equal(() => window.toasts.locator('.codicon-info').count(), 1, 'nothing went wrong');
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

	it('the visitor of the panel in front is copied as JSON, as a note without personal data, and as a cURL line without the token', async () => {
		const copies = (form: string, isCopied: (text: string) => boolean) =>
			window.pick('Frontdesk: Copy Visitor As', /All fields, sorted by name/, form, (step) =>
				until(form, async () => isCopied(await window.clipboard()), step),
			);
		await copies('JSON', (text) => text.includes('"email": "otto@example.com"'));
		let isAsked = false;
		await repeat('a note', async (step) => {
			await window.ask('Frontdesk: Copy Visitor As', /All fields, sorted by name/);
			await window.answer('Markdown Note');
			const isAskedNow = await reads(window.quickInput, /Fields of a Note/, step).then(
				() => true,
				() => false, // once selected, the fields are not asked for again
			);
			if (isAskedNow) {
				isAsked = true;
				await window.input.press('Enter', { timeout: step });
			}
			await until('a note', async () => (await window.clipboard()).startsWith('### Visitor'), step);
		});
		assert.ok(isAsked);
		const lines = (await window.clipboard()).split('\n');
		assert.ok(lines.includes('- **Browser**: Firefox 131.0'));
		assert.ok(lines.includes('- **Current page**: https://shop.example/my_cart_page?a=1&b=2'), 'read as plain text');
		assert.ok(lines.includes('- **Product or service**: the \\*blue\\* one \\<b>'), 'what Markdown would interpret');
		assert.doesNotMatch(await window.clipboard(), /otto|silver/i);
		await copies('cURL to Read', (text) => text.startsWith('curl '));
		await eventually.ok(
			async () => (await window.clipboard()).includes('$TOKEN') && !(await window.clipboard()).includes(server.token),
		);
	});

	it('and compared with what was first seen, in the diff editor, and the right side follows', async () => {
		await repeat('the answer', async (step) => {
			await window.run('Frontdesk: Compare With Snapshot');
			await reads(window.toasts, /No changes since \d\d:\d\d/, step);
		});
		assert.equal(await window.page.locator('.monaco-diff-editor').count(), 0, 'nothing is opened without a change');
		await window.clearToasts();
		hold('bronze');
		await repeat('the comparison', async (step) => {
			await window.run('Frontdesk: Compare With Snapshot');
			await window.page.locator('.monaco-diff-editor').waitFor({ timeout: step });
		});
		await reads(window.page.locator('.tab.active'), /Visitor [0-9a-f]{8}: .* ↔ now/);
		await reads(window.page.locator('.editor.original'), /silver/);
		await until('the new value on the right', async () => {
			await window.run('Frontdesk: Refresh'); // the next poll may be a while off when nothing has changed
			return /bronze/.test(await window.page.locator('.editor.modified').innerText());
		});
	});
});
