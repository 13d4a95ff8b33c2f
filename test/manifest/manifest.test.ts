// Rules for the manifest: it agrees with the code and with docs/review.md.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commandIds, contextKeys } from '../../src/host/ids';
import { leaves, manifest, menus, project, type Setting, texts } from './manifest';

const { commands, configuration, views, viewsWelcome } = manifest.contributes;
const settings = configuration.flatMap(({ properties }) => Object.entries(properties));

describe('The commands of the manifest', () => {
	it('are exactly those of the code', () => {
		assert.deepEqual(commands.map(({ command }) => command).sort(), [...commandIds].sort());
	});

	it('stand in the palette under Frontdesk', () => {
		assert.deepEqual(new Set(commands.map(({ category }) => category)), new Set(['Frontdesk']));
	});

	it('are hidden from the palette where they work on a row only', () => {
		const palette = manifest.contributes.menus.commandPalette ?? [];
		const hidden = palette.filter(({ when }) => when === 'false').map(({ command }) => command);
		// chooseMyAgent, renameAgent, openVisitor and openConsole take a row; without one they ask the user.
		const ofMenus = hidden.filter((command) => /^frontdesk\.(?:groupBy|sortBy)\./.test(command ?? ''));
		assert.equal(ofMenus.length, 16);
		assert.deepEqual(
			hidden.filter((command) => !ofMenus.includes(command)),
			[
				'frontdesk.copyId',
				'frontdesk.openVisitorToSide',
				'frontdesk.copyValue',
				'frontdesk.editVariable',
				'frontdesk.showMoreVisitors',
			],
		);
	});
});

describe('A menu item of the manifest', () => {
	it('runs a contributed command', () => {
		const known = new Set<string>(commandIds);
		assert.deepEqual(
			menus.filter(({ command, submenu }) => submenu === undefined && !known.has(command ?? '')),
			[],
		);
	});

	it('or opens a submenu, in which the setting in force has a check mark and is offered once', () => {
		const { submenus, menus: all } = manifest.contributes;
		const opened = menus.flatMap(({ submenu }) => submenu ?? []);
		assert.deepEqual(
			opened,
			submenus.map(({ id }) => id),
		);
		for (const [id, setting] of [
			['frontdesk.groupBy', 'frontdesk.visitors.groupBy'],
			['frontdesk.sortBy', 'frontdesk.visitors.sortBy'],
		] as const) {
			const values = settings.find(([name]) => name === setting)?.[1].enum ?? [];
			assert.deepEqual(
				all[id]?.map(({ command, when }) => [command, when]),
				values.flatMap((value) => [
					[`${id}.${value}`, `config.${setting} != ${value}`],
					[`${id}.${value}.checked`, `config.${setting} == ${value}`],
				]),
			);
			const titles = manifest.contributes.commands.filter(({ command }) => command.startsWith(`${id}.`));
			for (const { command, title } of titles) {
				assert.equal(texts[title.slice(1, -1)]?.startsWith('✓ '), command.endsWith('.checked'), command);
			}
		}
	});

	it('of a view says first which view', () => {
		const loose = menus.filter(
			({ menu, when = '' }) => menu.startsWith('view/') && !/^view == frontdesk\.\w+ && /.test(when),
		);
		assert.deepEqual(loose, []);
	});

	it('of a page says first which page', () => {
		const ofPages = menus.filter(({ menu }) => menu === 'webview/context');
		assert.equal(ofPages.length, 4);
		assert.ok(ofPages.every(({ when = '' }) => when.startsWith("webviewId == 'frontdesk.visitor'")));
	});

	it('has its numbered place in a group', () => {
		const placeless = menus.filter(
			({ menu, group = '' }) => menu !== 'commandPalette' && !/^(?:inline|navigation|\d+_\w+)@\d+$/.test(group),
		);
		assert.deepEqual(placeless, []);
	});

	it('never shares its place with another at the same time', () => {
		for (const one of menus) {
			for (const other of menus) {
				if (one !== other && one.menu === other.menu && one.group !== undefined && one.group === other.group) {
					assert.ok(exclude(one.when, other.when), `${one.command} and ${other.command} in ${one.group}`);
				}
			}
		}
	});

	it('asks rows for capabilities that they have', () => {
		const asked = menus.flatMap(({ when = '' }) => [...when.matchAll(/\\b(\w+)\\b/g)].map(([, word]) => word));
		const rows = ['agentsTree', 'treeVisitorRow'].map((file) =>
			readFileSync(`${project}/src/present/tree/${file}.ts`, 'utf8'),
		);
		const had = rows.flatMap((code) => code.match(/\bcan[A-Z]\w+/g) ?? []);
		assert.deepEqual([...new Set(asked)].sort(), [...new Set(had)].sort());
	});

	it('reads only context keys that the code sets', () => {
		const keys = [...menus, ...viewsWelcome].flatMap(
			({ when = '' }) => when.match(/(?<!config\.)\bfrontdesk\.\w+/g) ?? [],
		);
		const ids = ['frontdesk.agents', 'frontdesk.visitors', 'frontdesk.visitor'];
		const known = new Set<string>([...Object.values(contextKeys), ...ids]);
		assert.deepEqual(
			keys.filter((key) => !known.has(key)),
			[],
		);
	});
});

describe('A view of the manifest', () => {
	const all = Object.values(views).flat();

	it('shows at most three actions at the same time', () => {
		for (const { id } of all) {
			for (const group of ['navigation', 'inline']) {
				const items = menus.filter((item) => item.when?.startsWith(`view == ${id} `) && item.group?.startsWith(group));
				const most = mostTogether(items.map(({ when = '' }) => when));
				assert.ok(most <= 3, `${id}: ${most} in ${group}`);
			}
		}
	});

	it('has an icon and a title of its own for other places', () => {
		assert.ok(all.every(({ icon, contextualTitle }) => icon !== undefined && contextualTitle !== undefined));
	});

	it('shows one welcome at a time', () => {
		for (const one of viewsWelcome) {
			for (const other of viewsWelcome) {
				assert.ok(one === other || one.view !== other.view || exclude(one.when, other.when));
			}
		}
	});

	it('offers both ways in while nobody is signed in', () => {
		const welcome = viewsWelcome.find(({ view }) => view === 'frontdesk.agents');
		assert.equal(welcome?.when, `${contextKeys.session} == signedOut`);
		const text = texts[welcome.contents.slice(1, -1)] ?? '';
		assert.deepEqual(text.match(/command:[\w.]+/g), ['command:frontdesk.signIn', 'command:frontdesk.trySandbox']);
	});
});

describe('A setting of the manifest', () => {
	/** A folder's settings must not send a token elsewhere or put personal data on disk. */
	const windowScope = [
		'frontdesk.agents.sortBy',
		'frontdesk.statusBar.click',
		'frontdesk.statusBar.format',
		'frontdesk.visitors.groupBy',
		'frontdesk.visitors.highLoad',
		'frontdesk.visitors.sortBy',
	];
	/** Which files of a folder serve a page is the folder's affair. They are looked for inside it only. */
	const scopeOf = (name: string) =>
		name === 'frontdesk.pageSource.rules' ? 'resource' : windowScope.includes(name) ? 'window' : 'application';
	const described = ({ description, markdownDescription }: Setting) => description ?? markdownDescription ?? '';

	it('has a default of its type, a description and a place of its own', () => {
		const orders = settings.map(([, { order }]) => order);
		assert.ok(orders.every((order) => typeof order === 'number'));
		assert.equal(new Set(orders).size, orders.length);
		for (const [name, setting] of settings) {
			assert.equal(typeOf(setting.default), setting.type, name);
			assert.match(described(setting), /^%setting\./, name);
		}
	});

	it('has a scope chosen on purpose: the application, but for what only changes the looks', () => {
		const scopes = new Map(settings.map(([name, { scope }]) => [name, scope]));
		assert.deepEqual(scopes, new Map(settings.map(([name]) => [name, scopeOf(name)])));
	});

	it('stands in a titled section, in the order of use', () => {
		assert.deepEqual(
			configuration.map(({ title }) => texts[title.slice(1, -1)]),
			[
				'Connection',
				'Status Bar',
				'My Status',
				'Visitors',
				'Visitor Panel',
				'Alerts',
				'Polling',
				'Privacy',
				'Code and Logs',
				'Assistants',
			],
		);
		const orders = settings.map(([, { order }]) => Number(order));
		assert.deepEqual(
			orders,
			[...orders].sort((a, b) => a - b),
		);
	});

	it('describes each of its words', () => {
		for (const [name, setting] of settings.filter(([, { enum: words }]) => words)) {
			assert.equal(setting.enumDescriptions?.length, setting.enum?.length, name);
			assert.ok(setting.enum?.includes(String(setting.default)), name);
		}
	});

	it('has a range where it is a number; polling comes no faster than every five seconds', () => {
		for (const [name, { minimum, maximum, default: value }] of settings.filter(([, { type }]) => type === 'number')) {
			assert.ok(Number(minimum) <= Number(value) && Number(value) <= Number(maximum), name);
			assert.ok(!name.startsWith('frontdesk.polling.') || Number(minimum) >= 5, name);
		}
	});
});

describe('A text of the manifest', () => {
	const keysIn = (value: unknown) => (typeof value === 'string' ? (/^%(.+)%$/.exec(value)?.[1] ?? '') : '');

	it('that a user reads is a key', () => {
		const read =
			/(?:^|\/)(?:title|description|markdownDescription|name|contents|contextualTitle|enumDescriptions\/\d+)$/;
		const { languageModelTools, ...contributes } = manifest.contributes;
		// A model reads the rest of a tool, in English.
		const tools = languageModelTools.map(({ displayName, userDescription }) => [displayName, userDescription]);
		assert.ok(tools.flat().every((text) => keysIn(text) !== ''));
		const plain = leaves({
			description: manifest.description,
			contributes,
			capabilities: manifest.capabilities,
		})
			.filter(({ path, value }) => read.test(path) && keysIn(value) === '')
			.map(({ path }) => path);
		assert.deepEqual(plain, []);
	});

	it('stands behind its key, and no key is left over', () => {
		const used = new Set(
			leaves(manifest)
				.map(({ value }) => keysIn(value))
				.filter(Boolean),
		);
		assert.deepEqual(Object.keys(texts).sort(), [...used].sort());
	});
});

describe('The manifest', () => {
	it('types the API of the lowest VS Code promised', () => {
		const minor = (range: string | undefined) => /^\D*(\d+\.\d+)\./.exec(range ?? '')?.[1];
		assert.equal(minor(manifest.devDependencies['@types/vscode']), minor(manifest.engines.vscode));
		assert.equal(minor(manifest.engines.vscode), '1.100');
	});

	it('starts after the window stands, or for a panel to restore', () => {
		assert.deepEqual(manifest.activationEvents, ['onStartupFinished', 'onUri', 'onWebviewPanel:frontdesk.visitor']);
	});

	it('runs where the user is, where it can', () => {
		assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
	});

	it('works in restricted mode and in virtual workspaces', () => {
		const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities as Record<string, { supported?: boolean }>;
		assert.equal(untrustedWorkspaces?.supported, true);
		assert.equal(virtualWorkspaces, true);
	});
});

/** Whether the two conditions ask for opposites: `a` and `!a`, or two values of one key. */
function exclude(one = '', other = ''): boolean {
	const parts = (when: string) => when.split('&&').map((part) => part.trim());
	return parts(one).some((a) =>
		parts(other).some((b) => {
			const [keyA, valueA] = a.split(' == ');
			const [keyB, valueB] = b.split(' == ');
			const areOpposite = a === b.replace(' == ', ' != ') || b === a.replace(' == ', ' != ');
			return (
				(a !== b && areOpposite) ||
				a === `!${b}` ||
				b === `!${a}` ||
				(valueA !== undefined && keyA === keyB && valueA !== valueB)
			);
		}),
	);
}

/** How many of the conditions can hold at the same time. */
function mostTogether([first, ...rest]: readonly string[]): number {
	if (first === undefined) {
		return 0;
	}
	const withFirst = 1 + mostTogether(rest.filter((other) => !exclude(first, other)));
	return Math.max(withFirst, mostTogether(rest));
}

function typeOf(value: unknown): string {
	return Array.isArray(value) ? 'array' : typeof value;
}
