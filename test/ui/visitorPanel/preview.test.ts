// A click on a visitor opens a preview, which the next click reuses: in a real window, with the mouse, the keyboard and a reload.
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { chooseFromMenu, repeat } from '../../vscode/gestures.mjs';
import { openField, typeInto } from '../window/editVariable';
import { eventually } from '../window/eventually';
import { openWindow, reads, until, type Window } from '../window/window';

describe('A click on a visitor', () => {
	let server: SandboxServer;
	let window: Window;
	const ids = new Map<string, string>();

	const tree = () => window.view('Visitors').locator('[role="tree"]');
	const row = (name: string) => window.rows('Visitors').filter({ hasText: name }).first();
	const tabs = () => window.page.locator('.tab', { hasText: /^Visitor [0-9a-f]{8}/ });
	const titleOf = (name: string) => `Visitor ${ids.get(name)?.slice(0, 8)}`;
	const keepOpen = () => window.panel().getByRole('button', { name: 'Keep Open' });
	const variable = () => window.panel().locator('.row.variable').first();
	const field = () => variable().getByRole('textbox', { name: 'plan' });
	const isTreeFocused = () => tree().evaluate((element) => element.contains(document.activeElement));

	async function titles(): Promise<readonly string[]> {
		return (await tabs().locator('.label-name').allTextContents()).map((text) => text.trim());
	}

	/** The page shows that visitor, and the tabs are those, in any order: VS Code opens a tab beside the one in front. */
	async function shows(name: string, ...names: readonly string[]): Promise<void> {
		await reads(window.panel().locator('h1'), new RegExp(`^${name}$`));
		await until(
			`tabs of ${names}`,
			async () => [...(await titles())].sort().join() === names.map(titleOf).sort().join(),
		);
	}

	const click = (name: string) => row(name).click();

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		for (const name of ['Guest 1', 'Guest 2', 'Guest 3', 'Guest 4', 'Guest 5', 'Guest 6']) {
			const customVariableResults = [{ name: 'plan', value: `plan of ${name}`, url: '' }];
			ids.set(name, server.sandbox.world.addVisitor({ name, status: 'waitingForChat', customVariableResults }));
		}
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 5, 'frontdesk.visitors.sortBy': 'name' } });
		await window.signIn(server, 'c97a2afe');
		await row('Guest 1').waitFor();
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('shows the visitor and leaves the focus in the list', async () => {
		await click('Guest 1');
		await shows('Guest 1', 'Guest 1');
		await keepOpen().waitFor();
		await eventually.ok(() => isTreeFocused());
	});

	it('shows the next visitor in the same tab, from the top, with that visitor’s own values', async () => {
		const scrolled = () =>
			window
				.panel()
				.locator('html')
				.evaluate((element) => element.scrollTop);
		await window
			.panel()
			.locator('html')
			.evaluate((element) => element.scrollTo(0, 200));
		await eventually.ok(async () => (await scrolled()) > 0);
		await click('Guest 2');
		await shows('Guest 2', 'Guest 2');
		await reads(variable(), /plan of Guest 2/);
		await until('the top of the page', async () => (await scrolled()) === 0);
		await eventually.equal(
			() => window.panel().locator('.row.changed').count(),
			0,
			'nothing of this visitor has changed',
		);
		await eventually.ok(() => isTreeFocused());
	});

	it('is followed by the arrow keys and Space', async () => {
		await window.page.keyboard.press('ArrowDown');
		await window.page.keyboard.press('Space');
		await shows('Guest 3', 'Guest 3');
		await eventually.ok(() => isTreeFocused());
	});

	it('is a preview again after a reload of the window', async () => {
		await window.reload();
		await shows('Guest 3', 'Guest 3');
		await keepOpen().waitFor();
		await row('Guest 1').waitFor();
		await click('Guest 1');
		await shows('Guest 1', 'Guest 1');
	});

	it('on the same visitor once more changes nothing; a double click keeps the tab, and has the focus', async () => {
		await window.page.waitForTimeout(700); // two clicks, and not a double click
		await click('Guest 1');
		await shows('Guest 1', 'Guest 1');
		await keepOpen().waitFor();
		await repeat('a double click', async (step) => {
			await row('Guest 1').dblclick({ timeout: step });
			await keepOpen().waitFor({ state: 'hidden', timeout: step });
		});
		await until('focus in the panel', async () => !(await isTreeFocused()));
		await click('Guest 2');
		await shows('Guest 2', 'Guest 1', 'Guest 2');
	});

	it('leaves the preview in place while Enter opens a tab that stays', async () => {
		await window.page.keyboard.press('ArrowDown');
		await window.page.keyboard.press('Enter');
		await shows('Guest 3', 'Guest 1', 'Guest 2', 'Guest 3');
		await eventually.equal(() => keepOpen().count(), 0);
		await until('focus in the panel', async () => !(await isTreeFocused()));
		await click('Guest 4');
		await shows('Guest 4', 'Guest 1', 'Guest 4', 'Guest 3');
	});

	it('keeps the tab in which something was typed, even in the moment before the click', async () => {
		await openField(variable(), field());
		await field().fill('typed');
		await row('Guest 5').click();
		await shows('Guest 5', 'Guest 1', 'Guest 4', 'Guest 3', 'Guest 5');
		await tabs()
			.filter({ hasText: titleOf('Guest 4') })
			.click();
		await reads(variable(), /typed.*not saved/s);
		await eventually.equal(() => keepOpen().count(), 0);
	});

	it('finds the tab of a visitor with a conflict, and asks there what it asked', async () => {
		server.sandbox.world.setVisitor(ids.get('Guest 4') ?? '', {
			customVariableResults: [{ name: 'plan', value: 'of someone else', url: '' }],
		});
		await reads(variable(), /Someone else changed this/);
		await click('Guest 5');
		await reads(window.panel().locator('h1'), /^Guest 5$/);
		await click('Guest 4');
		await reads(variable(), /Someone else changed this/);
		await window.panel().getByRole('button', { name: 'Take theirs of plan' }).click();
		await shows('Guest 4', 'Guest 1', 'Guest 4', 'Guest 3', 'Guest 5');
	});

	it('during a save leaves the save and its tab alone', async () => {
		await click('Guest 5');
		await keepOpen().waitFor();
		server.sandbox.behaviour.latency = 1500;
		await (await typeInto(variable(), field(), 'saved meanwhile')).press('Enter');
		await row('Guest 6').click();
		await shows('Guest 6', 'Guest 1', 'Guest 4', 'Guest 3', 'Guest 5', 'Guest 6');
		server.sandbox.behaviour.latency = 0;
		const held = () => server.sandbox.world.visitor(ids.get('Guest 5') ?? '')?.customVariableResults[0]?.value;
		await until('the value at the service', () => held() === 'saved meanwhile');
		await tabs()
			.filter({ hasText: titleOf('Guest 5') })
			.click();
		await reads(window.panel().locator('.bar'), /Saved/);
	});

	it('means the visitor that palette commands use', async () => {
		await click('Guest 6');
		await reads(window.panel().locator('h1'), /^Guest 6$/);
		await window.pick('Frontdesk: Copy Visitor As', /All fields, sorted by name/, 'JSON', (step) =>
			until('the copy', async () => (await window.clipboard()).includes('Guest 6'), step),
		);
	});

	it('takes the tab of a visitor who left; Keep Open keeps one who has no row any more', async () => {
		server.sandbox.world.removeVisitor(ids.get('Guest 6') ?? '');
		await reads(window.panel().locator('.notice'), /Last seen/);
		await keepOpen().click();
		await keepOpen().waitFor({ state: 'hidden' });
		const guest = server.sandbox.world.addVisitor({ name: 'Guest 7', status: 'waitingForChat' });
		ids.set('Guest 7', guest);
		await row('Guest 7').waitFor();
		await click('Guest 7');
		const before = ['Guest 1', 'Guest 4', 'Guest 3', 'Guest 5', 'Guest 6'];
		await shows('Guest 7', ...before, 'Guest 7');
		server.sandbox.world.removeVisitor(guest);
		await reads(window.panel().locator('.notice'), /Last seen/);
		await click('Guest 2');
		await shows('Guest 2', ...before, 'Guest 2');
	});

	it('in the menu opens the row to the side, where it stays', async () => {
		await chooseFromMenu(row('Guest 2'), 'Open to the Side');
		await until('two groups', async () => (await window.page.locator('.editor-group-container').count()) === 2);
		const side = window.page.locator('.editor-group-container').nth(1);
		await side.locator('.tab.active', { hasText: titleOf('Guest 2') }).waitFor();
		await click('Guest 1');
		await side.locator('.tab', { hasText: titleOf('Guest 2') }).waitFor();
	});
});

describe('A click on a visitor without previews', () => {
	let window: Window;

	before(async () => {
		window = await openWindow({ scenario: 'calm', settings: { 'workbench.editor.enablePreview': false } });
		await window.openFrontdesk();
	});

	after(() => window?.close());

	it('opens a tab of its own', async () => {
		const guests = window.rows('Visitors').and(window.page.locator('[aria-level="2"]'));
		for (const at of [0, 1]) {
			await guests.nth(at).click();
			await until(
				'its tab',
				async () => (await window.page.locator('.tab', { hasText: 'Visitor' }).count()) === at + 1,
			);
		}
	});
});
