// Editing custom variables in the panel, in a real window against a real server: no typed text is lost, and nothing is reported as saved that is not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { type RenderedState, renderedStates } from '../../panel/accessibility/renderedStates';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { chooseFromMenu } from '../../vscode/gestures.mjs';
import { typeInto } from '../window/editVariable';
import { eventually } from '../window/eventually';
import { openWindow, reads, until, type Window } from '../window/window';
import { contrastFaults, themeOf } from './contrast';

interface AxeResult {
	readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly unknown[] }[];
}

describe('Editing in the panel', () => {
	let server: SandboxServer;
	let window: Window;
	let visitor: string;
	let states: readonly RenderedState[];

	const panel = () => window.panel();
	const keys = () => window.page.keyboard;
	const row = (name: string) =>
		panel().locator('.row.variable', { has: panel().locator('.name', { hasText: new RegExp(`^${name}$`) }) });
	const button = (name: string | RegExp) => panel().getByRole('button', { name, exact: true });
	const value = (name: string) => row(name).getByRole('textbox', { name });
	const held = (name: string) =>
		server.sandbox.world.visitor(visitor)?.customVariableResults.find((each) => each.name === name)?.value;
	/** Someone else writes. */
	const hold = (name: string, text: string) =>
		server.sandbox.world.setVisitor(visitor, {
			customVariableResults: (server.sandbox.world.visitor(visitor)?.customVariableResults ?? []).map((each) =>
				each.name === name ? { ...each, value: text } : each,
			),
		});
	const focused = () =>
		panel()
			.locator('body')
			.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
	const bar = () => panel().locator('.bar');

	const edit = (name: string, text: string): Promise<Locator> => typeInto(row(name), value(name), text);

	before(async () => {
		states = await renderedStates(); // changes globals, so before anything else runs
		server = await startSandboxServer({ frozen: true });
		visitor = server.sandbox.world.addVisitor({
			name: 'Otto Findling',
			customVariableResults: [
				{ name: 'plan', value: 'silver', url: '' },
				{ name: 'notes', value: 'as they were', url: '' },
				{ name: 'sysId', value: 'protected', url: '' },
				{ name: 'account', value: '42', url: 'https://crm.example.com/42' },
			],
		});
		window = await openWindow({
			settings: {
				'frontdesk.polling.focused': 5,
				'frontdesk.variables.readOnly': ['sys*'],
				'frontdesk.variables.pinned': ['acc*'],
			},
		});
		await window.signIn(server, 'c97a2afe');
		await window.openVisitor(visitor);
		await panel().locator('h1', { hasText: 'Otto Findling' }).waitFor();
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('pinned variables stand on top, protected ones cannot be edited', async () => {
		await eventually.deepEqual(
			() => panel().locator('.row.variable .name').allInnerTexts(),
			['account', 'plan', 'notes', 'sysId'],
		);
		await eventually.match(async () => (await row('account').locator('dt').textContent()) ?? '', /pinned/);
		await eventually.match(async () => (await row('sysId').locator('dt').textContent()) ?? '', /read-only/);
		assert.equal(
			await row('sysId')
				.getByRole('button', { name: /Edit|Clear/ })
				.count(),
			0,
		);
	});

	it('Enter saves what was typed, and focus is where it was', async () => {
		await (await edit('plan', 'gold')).press('Enter');
		await until('the value at the service', () => held('plan') === 'gold');
		await until('focus on Edit', async () => (await focused()) === 'Edit plan');
		await reads(row('plan'), /gold/);
		assert.doesNotMatch((await row('plan').getAttribute('class')) ?? '', /edited/);
	});

	it('Undo Last Save brings the value back', async () => {
		await button('Undo Last Save').click();
		await until('the old value at the service', () => held('plan') === 'silver');
		await reads(row('plan'), /silver/);
	});

	it('Escape gives up, and the service hears nothing', async () => {
		const before = server.received.length;
		await edit('plan', 'a mistake');
		await reads(row('plan'), /not saved.*was:.*silver/s);
		await value('plan').press('Escape');
		await reads(row('plan').locator('.content .main'), /^silver$/);
		await eventually.equal(() => focused(), 'Edit plan');
		await bar().getByText('1 not saved').waitFor({ state: 'hidden' });
		assert.ok(server.received.slice(before).every(({ method }) => method === 'GET'));
	});

	it('by keyboard alone: F2 edits, Tab goes on and keeps the draft, arrows go from row to row', async () => {
		await row('plan').getByRole('button', { name: 'Edit plan' }).focus();
		await keys().press('F2');
		await keys().press('End');
		await keys().type('!');
		await keys().press('Tab');
		await keys().press('Tab');
		await eventually.equal(() => focused(), 'Clear plan');
		await keys().press('ArrowDown');
		await eventually.equal(() => focused(), 'Clear notes');
		await value('plan').waitFor({ state: 'hidden' });
		await reads(row('plan'), /silver!.*not saved/s);
		await keys().press('Enter');
		await reads(row('notes'), /will be cleared, not saved.*was:.*as they were/s);
		await reads(bar(), /2 not saved/);
		await eventually.equal(() => focused(), 'Edit notes');
		assert.equal(held('plan'), 'silver');
	});

	it('by the menu of the page: Edit opens the field of a variable, and is not offered where one is protected', async () => {
		await chooseFromMenu(row('notes').locator('.name'), 'Edit');
		await value('notes').and(panel().locator(':focus')).waitFor();
		await value('notes').press('Escape');
		await row('sysId').locator('.name').click({ button: 'right' });
		await window.page.getByRole('menuitem', { name: 'Copy Value' }).waitFor();
		assert.equal(await window.page.getByRole('menuitem', { name: 'Edit' }).count(), 0);
		await keys().press('Escape');
		await window.page.getByRole('menuitem', { name: 'Copy Value' }).waitFor({ state: 'hidden' });
	});

	it('what is being typed and its caret win over every poll, and its row stays in its place', async () => {
		await edit('notes', 'typed');
		await keys().press('Home');
		const top = () => row('notes').evaluate((element) => element.getBoundingClientRect().top);
		const before = await top();
		server.sandbox.world.setVisitor(visitor, { company: 'a company from a poll' });
		await keys().type('on and ');
		await reads(panel().locator('.row', { hasText: 'Company' }), /from a poll/);
		await keys().type('on, ');
		await eventually.equal(() => value('notes').inputValue(), 'on and on, typed');
		await eventually.equal(() => top(), before);
		await value('notes').press('Escape');
		await row('plan').hover();
		await button('Discard the edit of plan').click();
		await bar().getByText('not saved').waitFor({ state: 'hidden' });
	});

	it('a conflict is asked about in its row alone: theirs gives the draft up, mine is saved over it at once', async () => {
		await edit('plan', 'mine');
		hold('plan', 'theirs');
		await value('plan').press('Enter');
		await reads(row('plan'), /Someone else changed this to “theirs”/);
		assert.equal(held('plan'), 'theirs');
		assert.equal(await panel().locator('.loud').count(), 0);
		await button('Take theirs of plan').click();
		await reads(row('plan').locator('.content .main'), /^theirs$/);

		await edit('plan', 'mine after all');
		hold('plan', 'theirs again');
		await value('plan').press('Enter');
		await reads(row('plan'), /Someone else changed this to “theirs again”/);
		await button('Keep mine of plan').click();
		await until('mine at the service', () => held('plan') === 'mine after all');
		await reads(bar(), /Saved/);
	});

	it('a field has the width of its row, and what saves stays on one line', async () => {
		await edit('plan', 'edited');
		const width = (locator: Locator) => locator.evaluate((element) => element.getBoundingClientRect().width);
		await eventually.ok(
			async () => (await width(value('plan'))) + 100 > (await width(row('plan'))),
			'but for the button of the link',
		);
		await Promise.all(['Undo Last Save', 'Discard All', 'Save'].map((name) => button(name).waitFor()));
		const pageWidth = () =>
			panel()
				.locator('html')
				.evaluate((html) => html.clientWidth);
		const tops = () =>
			bar()
				.getByRole('button', { name: /^(?:Discard All|Save)$/ })
				.evaluateAll((all) => all.map((element) => Math.round(element.getBoundingClientRect().top)));
		for (const viewport of [1600, 1280, 1000, 800]) {
			const before = await pageWidth();
			await window.page.setViewportSize({ width: viewport, height: 800 });
			await eventually.ok(async () => (await pageWidth()) !== before, 'the page has its new width');
			const [discard, save, ...more] = await tops();
			assert.deepEqual([discard, more], [save, []], `at ${viewport} px`);
		}
		await window.page.setViewportSize({ width: 1280, height: 800 });
		await value('plan').press('Escape');
		await bar().getByText('1 not saved').waitFor({ state: 'hidden' });
	});

	it('a refused save says why, and loses nothing', async () => {
		server.sandbox.behaviour.variableWrites = 'forbid';
		await (await edit('plan', 'refused')).press('Enter');
		await reads(panel().locator('.loud'), /Not saved\. .*\(403\).*Your edits are still here/s);
		await eventually.equal(() => value('plan').inputValue(), 'refused');
		server.sandbox.behaviour.variableWrites = 'accept';
		await button('Save Again').click({ delay: 250 }); // as a person presses; the field that loses the focus must not move it away
		await until('the value at the service', () => held('plan') === 'refused');
		await value('plan').waitFor({ state: 'hidden' });
	});

	it('a value that the service changed is reported, what was typed stays, and the old value can be restored', async () => {
		server.sandbox.behaviour.values = 'trim';
		await (await edit('plan', '  with room  ')).press('Enter');
		await reads(panel().locator('.loud'), /the service changed some values.*removed the spaces around “with room”/s);
		assert.equal(held('plan'), 'with room');
		server.sandbox.behaviour.values = 'keep';
		await button('Restore Previous').click({ delay: 900 }); // longer than a field stays open without the focus
		await until('the previous value', () => held('plan') === 'refused');
		await panel().locator('main').getByText('the service changed some values').waitFor({ state: 'hidden' });
		await reads(row('plan'), /with room.*not saved/s);
		await button('Discard All').click();
		await reads(row('plan').locator('.content .main'), /^refused$/);
	});

	it('a link is checked at its field', async () => {
		await edit('account', '43');
		const link = row('account').getByRole('textbox', { name: 'Link' });
		await link.fill('javascript:alert(1)');
		await link.press('Enter');
		await reads(row('account'), /URL: start with https/);
		await eventually.equal(() => link.getAttribute('aria-invalid'), 'true');
		assert.equal(held('account'), '42');
		await link.press('Escape');
		await row('account').getByText('URL: start').waitFor({ state: 'hidden' });
	});

	it('a new variable needs a name of its own', async () => {
		await button('Add Variable').click();
		const name = panel().getByRole('textbox', { name: 'Name' });
		await keys().press('Enter');
		await reads(panel().locator('.add'), /Name: enter a name/);
		await eventually.equal(() => name.getAttribute('aria-invalid'), 'true');
		await keys().type('PLAN');
		await keys().press('Enter');
		await reads(panel().locator('.add'), /already has a variable with this name/);
		await name.fill('discount');
		await keys().press('Tab');
		await keys().type('15 %');
		await keys().press('Enter');
		await until('the new variable at the service', () => held('discount') === '15 %');
		await reads(row('discount'), /15 %/);
	});

	it('what is typed survives another editor in front of it, even a name that is not finished', async () => {
		await edit('plan', 'typed and hidden');
		await button('Add Variable').click();
		await keys().type('half a na');
		await window.run('File: New Untitled Text File');
		await window.page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
		await window.page.locator('.tab', { hasText: 'Visitor' }).click();
		await reads(row('plan'), /typed and hidden.*not saved/s);
		await eventually.equal(() => panel().getByRole('textbox', { name: 'Name' }).inputValue(), 'half a na');
		await button('Cancel').click();
	});

	it('what is typed survives a reload of the window', async () => {
		await window.reload();
		await window.page.locator('.tab.active', { hasText: 'Visitor' }).waitFor({ timeout: 60_000 });
		await reads(row('plan'), /typed and hidden.*not saved/s);
		await button('Discard All').click();
		await reads(row('plan').locator('.content .main'), /^refused$/);
	});

	it('axe finds nothing in the four kinds of themes, with all that a panel can show at once, and no contrast too low in any state', async () => {
		const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
		server.sandbox.behaviour.variableWrites = 'forbid';
		await (await edit('notes', 'refused')).press('Enter');
		await reads(panel().locator('.loud'), /Not saved/);
		await edit('account', 'edited');
		await row('account').getByRole('textbox', { name: 'Link' }).fill('no link');
		await edit('plan', 'mine');
		hold('plan', 'theirs once more');
		await reads(row('plan'), /Someone else changed this/);
		server.sandbox.world.setVisitor(visitor, { status: 'chatEnded', company: 'A new company' });
		await reads(panel().locator('.row.changed'), /A new company/);
		await button(/Show empty fields/).click();
		await button('Add Variable').click();
		await keys().press('Enter');
		await reads(panel().locator('.add'), /Name: enter a name/);
		await panel().locator('body').evaluate(axe);
		const plain = await window.page.context().newPage();
		await plain.setViewportSize({ width: 1280, height: 3000 });
		await plain.evaluate(axe);
		for (const [theme, id] of [
			['Dark Modern', 'Dark Modern'],
			['Light Modern', 'Light Modern'],
			['Light High Contrast', 'Default High Contrast Light'],
			['Dark High Contrast', 'Default High Contrast'],
		] as const) {
			await window.pick('Preferences: Color Theme', /Color Theme/, theme, (step) =>
				panel().locator(`body[data-vscode-theme-id="${id}"]`).waitFor({ timeout: step }),
			);
			await window.quickInput.waitFor({ state: 'hidden' });
			const { violations } = (await panel().locator('body').evaluate('axe.run(document)')) as AxeResult;
			assert.deepEqual(
				violations.map(({ id, nodes }) => `${theme}: ${id} ${JSON.stringify(nodes).slice(0, 600)}`),
				[],
			);
			const colors = await panel().locator('body').evaluate(themeOf);
			assert.deepEqual(await contrastFaults(plain, colors, states), [], theme);
		}
		await plain.close();
	});

	it('with forced colors, what colors said has a border or a line; what moves stands still if the user wants less motion', async () => {
		const styles = () => panel().locator('body').evaluate(stylesOfThePage);
		await window.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
		await eventually.deepEqual(() => styles(), {
			isForced: true,
			withoutBorder: [],
			withoutUnderline: [],
			changed: true,
			motion: ['none', '0s'],
		});
		await window.page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
		await eventually.deepEqual(async () => (await styles()).motion, ['none', '0s'], 'by the setting of VS Code');
		await panel()
			.locator('body')
			.evaluate((body) => body.classList.remove('vscode-reduce-motion'));
		await eventually.deepEqual(async () => (await styles()).motion, ['turn', '0.1s']);
	});
});

/** Runs in the page: what of it is told by its border, its underline, or its line at the edge, and what moves. */
function stylesOfThePage() {
	const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
	const isSeen = (color: string) => !/^(?:transparent|rgba\(.*, 0\))$/.test(color);
	const background = getComputedStyle(document.body).backgroundColor;
	/** What the page may not have at this moment. */
	const probe = (className: string) =>
		document.body.appendChild(Object.assign(document.createElement('span'), { className }));
	const ring = probe('ring');
	const changed = probe('row changed');
	const tool = probe('tool');
	const motion = [getComputedStyle(ring).animationName, getComputedStyle(tool).transitionDuration];
	const line = getComputedStyle(changed, '::before').backgroundColor;
	for (const each of [ring, changed, tool]) {
		each.remove();
	}
	return {
		isForced: matchMedia('(forced-colors: active)').matches,
		withoutBorder: all('.first, .second, .loud, .choice, .field, .bar.needed')
			.filter((element) => {
				const { borderTopColor, borderTopStyle } = getComputedStyle(element);
				return borderTopStyle === 'none' || !isSeen(borderTopColor) || borderTopColor === background;
			})
			.map(({ className }) => className),
		withoutUnderline: all('.quiet')
			.filter((element) => getComputedStyle(element).textDecorationLine !== 'underline')
			.map(({ className }) => className),
		changed: isSeen(line) && line !== background,
		motion,
	};
}
