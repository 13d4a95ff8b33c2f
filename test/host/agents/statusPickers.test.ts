// Statuses in quick picks are called as they are everywhere else, in the language of the user.

import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import german from '../../../l10n/bundle.l10n.de.json';
import type { Desk } from '../../../src/desk/desk';
import { initialState } from '../../../src/desk/state';
import { pickAgent } from '../../../src/host/agents/myAgent';
import { setMyStatus } from '../../../src/host/agents/myStatus';
import type { Settings } from '../../../src/host/settings';
import { me } from '../host';
import { shown } from '../shown';
import { restoreAll, stub } from '../stubs';

const { token } = new vscode.CancellationTokenSource();
const settings = { customStatuses: ['Lunch'] } as unknown as Settings;

/** A desk in which I am online; it notes the statuses that are set. */
function fakeDesk() {
	const set: string[] = [];
	const agent = { id: me, status: 'online', ongoingChats: 0, more: {} };
	const start = initialState(
		{ id: 'site', name: 'Site', baseUrl: 'https://chat.example', sandbox: false },
		{ id: me, lastAway: 'Away' },
	);
	const desk = {
		state: { ...start, agents: [agent], me: { ...start.me, agent } },
		setMyStatus: async (status: string) => {
			set.push(status);
			return { kind: 'set' };
		},
	} as unknown as Desk;
	return { desk, set };
}

/** A quick pick that isn't shown: the test types into it. */
function stubQuickPick() {
	const accepted = new vscode.EventEmitter<void>();
	const changed = new vscode.EventEmitter<string>();
	const picker = {
		value: '',
		items: [] as readonly vscode.QuickPickItem[],
		selectedItems: [] as readonly vscode.QuickPickItem[],
		show: () => undefined,
		hide: () => undefined,
		dispose: () => undefined,
		onDidAccept: accepted.event,
		onDidChangeValue: changed.event,
		onDidHide: () => undefined,
		type(text: string) {
			picker.value = text;
			changed.fire(text);
		},
		labels: () => picker.items.map(({ label }) => label),
		accept: () => accepted.fire(),
	};
	stub(vscode.window, 'createQuickPick', () => picker);
	return picker;
}

describe('A status in a quick pick', () => {
	before(() => l10n.config({ contents: german }));
	after(() => l10n.config({ contents: {} }));
	afterEach(restoreAll);

	it('has the name that it has in the status bar', async () => {
		const picker = stubQuickPick();
		void setMyStatus(shown(fakeDesk().desk), undefined, settings, token);
		assert.deepEqual(picker.labels(), ['Abwesend', 'Online', 'Lunch']);
	});

	it('is meant by a text that is its name, which is no new status', async () => {
		const picker = stubQuickPick();
		const { desk, set } = fakeDesk();
		const done = setMyStatus(shown(desk), undefined, settings, token);
		picker.type('abwesend');
		assert.deepEqual(picker.labels(), ['Abwesend', 'Online', 'Lunch']);
		picker.accept();
		await done;
		assert.deepEqual(set, ['Away']);
	});

	it('is a new one if the text is no name', async () => {
		const picker = stubQuickPick();
		const { desk, set } = fakeDesk();
		const done = setMyStatus(shown(desk), undefined, settings, token);
		picker.type('Pause');
		assert.equal(picker.labels().at(-1), '„Pause“ festlegen');
		picker.accept();
		await done;
		assert.deepEqual(set, ['Pause']);
	});

	it('stands beside an agent under that name', async () => {
		const descriptions: (string | undefined)[] = [];
		stub(vscode.window, 'showQuickPick', async (items: readonly vscode.QuickPickItem[]) => {
			descriptions.push(...items.map(({ description }) => description));
		});
		await pickAgent(shown(fakeDesk().desk), {}, token);
		assert.deepEqual(descriptions, ['Online · Sie']);
	});
});
