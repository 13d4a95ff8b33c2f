// Names that the service gives to permitted agents, and variable fields that check the type of what is typed.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { closeHovers, repeat } from '../vscode/gestures.mjs';
import { openField, typeInto } from './window/editVariable';
import { eventually } from './window/eventually';
import { openWindow, reads, until, type Window } from './window/window';

const me = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

describe('Where names are permitted', () => {
	let server: SandboxServer;
	let window: Window;
	let visitor: string;

	const panel = () => window.panel();
	const row = (name: string) =>
		panel().locator('.row.variable', { has: panel().locator('.name', { hasText: new RegExp(`^${name}$`) }) });
	const value = (name: string) => row(name).getByRole('textbox', { name });
	const held = (name: string) =>
		server.sandbox.world.visitor(visitor)?.customVariableResults.find((each) => each.name === name)?.value;

	const edit = (name: string, text: string): Promise<Locator> => typeInto(row(name), value(name), text);

	before(async () => {
		server = await startSandboxServer({ frozen: true, behaviour: { management: true } });
		visitor = server.sandbox.world.addVisitor({
			name: 'Otto Findling',
			customVariableResults: [
				{ name: 'seats', value: 'a dozen', url: '' },
				{ name: 'cartValue', value: '12.5', url: '' },
				{ name: 'plan', value: 'silver', url: '' },
			],
		});
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 5 } });
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('one finds oneself by name in the first list already, also where the names come after what is typed', async () => {
		const isName = ({ path }: { readonly path: string }) => /\/global\/agents/.test(path);
		server.sandbox.plan({ fault: { kind: 'slow', delay: 3_000 }, when: isName });
		await window.signIn(server, 'Robin Vander');
		await reads(window.rows('Agents'), /Robin Vandermeer-Ash.*you/);
		assert.equal(
			await window
				.rows('Agents')
				.filter({ hasText: /Agent [\da-f]{8}/ })
				.count(),
			0,
		);
	});

	it('they are asked for once, and their e-mail addresses show nowhere', async () => {
		const lists = () => server.received.filter(({ url }) => url.endsWith('/visitors')).length;
		const before = lists();
		await until('all names', () => server.received.some(({ url }) => url.includes('customVariables')));
		await until('a later poll', async () => {
			await window.run('Frontdesk: Refresh');
			return lists() > before;
		});
		const asked = server.received.map(({ url }) => url).filter((url) => /\/global\/|customVariables/.test(url));
		assert.equal(asked.length, 4, asked.join());
		const hover = window.page.locator('.monaco-hover:visible, .workbench-hover:visible');
		await repeat('the hover of the agent', async (step) => {
			await closeHovers(window.page);
			await window.rows('Agents').filter({ hasText: 'Robin' }).hover({ timeout: step });
			await reads(hover, /Status: Online/, step);
		});
		assert.doesNotMatch((await window.page.locator('body').innerText()) ?? '', /@example\.com/);
		await closeHovers(window.page);
	});

	it('an alias wins, and both are found', async () => {
		await window.pick('Frontdesk: Rename Agent', /Select an agent/, 'Robin Vander', (step) =>
			reads(window.quickInput, /Rename Robin Vandermeer-Ash/, step),
		);
		await eventually.equal(() => window.input.getAttribute('placeholder'), 'Robin Vandermeer-Ash');
		await window.answer('Captain');
		await reads(window.rows('Agents'), /Captain.*you/);
		await window.search('Frontdesk: Select My Agent', /Which agent are you/, 'Vandermeer');
		await reads(window.quickInput.locator('.monaco-list-row'), /Captain.*Robin Vandermeer-Ash/);
		await window.escape();
	});

	it('the away statuses of the service are on offer', async () => {
		server.sandbox.world.setAgent(me, { status: 'Online' });
		await window.ask('Frontdesk: Set My Status', /Lunch/);
		const labels = await window.quickInput
			.locator('.monaco-list-row')
			.evaluateAll((all) => all.map((each) => each.querySelector('.label-name')?.textContent));
		assert.deepEqual(labels, ['Away', 'Online', 'Meeting', 'Lunch']);
		await window.escape();
	});

	it('a number is refused where it is none, in words at its field; what the service had may stay', async () => {
		await window.openVisitor(visitor);
		await panel().locator('h1', { hasText: 'Otto Findling' }).waitFor();
		await openField(row('seats'), value('seats'));
		await eventually.equal(() => value('seats').getAttribute('inputmode'), 'numeric');
		await value('seats').press('Enter');
		await value('seats').waitFor({ state: 'hidden' });

		const before = server.received.filter(({ method }) => method === 'PUT').length;
		const seats = await edit('seats', '12,5');
		await reads(row('seats'), /Value: enter a whole number, like 1200\./);
		await eventually.equal(() => seats.getAttribute('aria-invalid'), 'true');
		const describedBy = (await seats.getAttribute('aria-describedby')) ?? 'nothing';
		await eventually.match(async () => (await panel().locator(`#${describedBy}`).textContent()) ?? '', /whole number/);
		await seats.press('Enter');
		await panel().getByRole('button', { name: 'Save', exact: true }).click();
		await eventually.equal(() => seats.evaluate((element) => element === document.activeElement), true);
		assert.equal(server.received.filter(({ method }) => method === 'PUT').length, before);
		await seats.fill('a dozen');
		await row('seats').getByText('Value: enter').waitFor({ state: 'hidden' });
		await seats.fill('12');
		await seats.press('Enter');
		await until('the number at the service', () => held('seats') === '12');
	});

	it('a decimal has a point, and clearing is always possible', async () => {
		const cart = await edit('cartValue', '1.234,50');
		await eventually.equal(() => cart.getAttribute('inputmode'), 'decimal');
		await reads(row('cartValue'), /Value: enter a number, like 1200\.50\./);
		await cart.fill('');
		await eventually.equal(() => cart.getAttribute('placeholder'), 'Number');
		await cart.press('Enter');
		await until('nothing at the service', () => held('cartValue') === '');
		const plan = await edit('plan', 'gold 2.0');
		assert.equal(await plan.getAttribute('inputmode'), null);
		await plan.press('Enter');
		await until('the text at the service', () => held('plan') === 'gold 2.0');
	});

	it('the form for a new variable knows it by its name', async () => {
		server.sandbox.world.setVisitor(visitor, { customVariableResults: [] });
		await row('seats').waitFor({ state: 'hidden' });
		await panel().getByRole('button', { name: 'Add Variable' }).click();
		await window.page.keyboard.type('seats');
		await window.page.keyboard.press('Tab');
		const field = panel().locator('.add textarea');
		await eventually.equal(() => field.getAttribute('placeholder'), 'Whole number');
		await window.page.keyboard.type('many');
		await window.page.keyboard.press('Enter');
		await reads(panel().locator('.add'), /Value: enter a whole number/);
		await eventually.equal(() => field.getAttribute('aria-invalid'), 'true');
		await field.fill('7');
		await field.press('Enter');
		await until('the new one at the service', () => held('seats') === '7');
	});

	it('and so does the palette', async () => {
		await window.ask('Frontdesk: Set Custom Variable', /seats/);
		await window.answer('seats');
		await reads(window.quickInput, /Value of “seats”/);
		await window.answer('seven');
		await reads(window.quickInput, /Value: enter a whole number/);
		assert.equal(held('seats'), '7');
		await window.answer('8');
		await reads(window.quickInput, /Link of “seats”/);
		await window.input.press('Enter'); // stays as it is
		await until('the number at the service', () => held('seats') === '8');
	});
});
