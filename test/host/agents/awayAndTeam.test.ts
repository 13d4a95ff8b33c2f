// Away For…, the coverage guard and Set Agent's Status… in a real host.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { me, type OpenSandbox, openSandbox, rowsOf, run, setSetting, showViews, signOutOfAll, until } from '../host';
import { restoreAll, stub, stubErrorMessages } from '../stubs';

let open: OpenSandbox;

const mine = () => open.sandbox.world.agent(me)?.status;
const shown = () => open.inspection.statusBar.content;
const writes = () => open.sandbox.requests.filter(({ method }) => method === 'PUT').length;

/** Answers modal questions with their button, or with Cancel. */
function stubQuestions(answers: boolean): { readonly message: string; readonly detail: string }[] {
	const asked: { message: string; detail: string }[] = [];
	stub(
		vscode.window,
		'showWarningMessage',
		async (message: string, { detail = '' }: vscode.MessageOptions, yes: string) => {
			asked.push({ message, detail });
			return answers ? yes : undefined;
		},
	);
	return asked;
}

async function signIn(): Promise<void> {
	open = await openSandbox('calm');
	await until('my status', () => open.desk.state.me.agent?.status === 'Online');
}

async function withChats(ongoingChats: number): Promise<void> {
	open.sandbox.world.setAgent(me, { ongoingChats });
	await run('refresh');
	await until('my chats', () => open.desk.state.me.agent?.ongoingChats === ongoingChats);
}

afterEach(restoreAll);
after(signOutOfAll);

describe('Going away with open chats', () => {
	beforeEach(signIn);
	afterEach(() => setSetting('status.confirmAwayWhileChatting', undefined));

	for (const [how, act] of [
		['the toggle', () => run('toggleMyStatus')],
		['the picker, a shortcut or a link', () => run('setMyStatus', { status: 'Lunch' })],
		['Away For…', () => run('awayFor', { minutes: 15 })],
	] as const) {
		it(`by ${how} asks with the numbers, and a no sends nothing`, async () => {
			await withChats(2);
			const asked = stubQuestions(false);
			await act();
			assert.equal(asked.length, 1);
			assert.match(asked[0]?.detail ?? '', /^You have 2 chats\. .*other agents are online\.$/);
			assert.equal(writes(), 0);
			assert.equal(open.desk.state.awayTimer, undefined);
		});
	}

	it('is set after a yes, and a second yes is not asked for', async () => {
		await withChats(1);
		const asked = stubQuestions(true);
		await run('toggleMyStatus');
		assert.equal(mine(), 'Away');
		await run('toggleMyStatus');
		await run('toggleMyStatus');
		assert.equal(mine(), 'Away');
		assert.equal(asked.length, 1);
	});

	it('is asked about again within the minute if more chats would be left', async () => {
		await withChats(1);
		const asked = stubQuestions(true);
		await run('toggleMyStatus');
		await run('toggleMyStatus');
		await withChats(3);
		await run('toggleMyStatus');
		assert.deepEqual(
			asked.map(({ detail }) => /^You have \d/.exec(detail)?.[0]),
			['You have 1', 'You have 3'],
		);
	});

	it('is not asked about without chats, nor where the setting is off', async () => {
		const asked = stubQuestions(false);
		await run('toggleMyStatus');
		await run('toggleMyStatus');
		await withChats(2);
		await setSetting('status.confirmAwayWhileChatting', false);
		await run('toggleMyStatus');
		assert.equal(mine(), 'Away');
		assert.equal(asked.length, 0);
	});
});

describe('Away For…', () => {
	beforeEach(signIn);

	it('sets the away status used last, counts down in the status bar, and ends with another status', async () => {
		await run('awayFor', { minutes: 15 });
		assert.equal(mine(), 'Away');
		assert.match(shown().tooltip, /You planned to be away until/);
		assert.match(shown().tooltip, /15 min left/);
		assert.equal(open.desk.state.awayTimer?.status, 'Away');
		await run('setMyStatus', { status: 'Online' });
		// A read soon after the start of a timer doesn't cancel it: the service caches.
		await until('no countdown', () => !/planned/.test(shown().tooltip), 15_000);
		assert.equal(writes(), 2);
	});

	it('keeps an away status that is set', async () => {
		await run('setMyStatus', { status: 'Lunch' });
		await run('awayFor', { until: '13:30' });
		assert.equal(open.desk.state.awayTimer?.status, 'Lunch');
		assert.equal(writes(), 1);
	});
});

describe("Set Agent's Status…", () => {
	beforeEach(signIn);
	afterEach(() => setSetting('status.allowSettingOthers', undefined));

	/** The row of an agent who is online and not me. */
	async function row() {
		await showViews(open.inspection);
		await until('rows', () => rowsOf(open.inspection.agents.tree).length > 1);
		const found = rowsOf(open.inspection.agents.tree).find(
			({ id, ariaLabel }) => id !== me && /Online/.test(ariaLabel),
		);
		assert.ok(found);
		return found;
	}

	function pick(status: string): void {
		stub(vscode.window, 'showQuickPick', async (items: readonly { readonly status: string }[]) =>
			items.find((item) => item.status === status),
		);
	}

	it('is off by default: it says which setting allows it, and sends nothing', async () => {
		const errors = stubErrorMessages();
		await run('setAgentStatus', await row());
		assert.match(errors[0] ?? '', /frontdesk\.status\.allowSettingOthers/);
		assert.equal(writes(), 0);
	});

	it('asks with the names of agent and status, and sets it after a yes', async () => {
		await setSetting('status.allowSettingOthers', true);
		const agent = await row();
		pick('Lunch');
		const refused = stubQuestions(false);
		await run('setAgentStatus', agent);
		assert.equal(writes(), 0);
		assert.ok(refused[0]?.message.includes(agent.label) && refused[0].message.includes('Lunch'));
		restoreAll();
		pick('Lunch');
		stubQuestions(true);
		await run('setAgentStatus', agent);
		assert.equal(open.sandbox.world.agent(agent.id)?.status, 'Lunch');
		assert.equal(mine(), 'Online');
	});

	it('for myself asks as every other way to go away does', async () => {
		await setSetting('status.allowSettingOthers', true);
		await withChats(2);
		stub(vscode.window, 'showQuickPick', async (items: readonly { agentId?: string; status?: string }[]) =>
			items.find((item) => item.agentId === me || item.status === 'Lunch'),
		);
		const asked = stubQuestions(false);
		await run('setAgentStatus');
		assert.match(asked[0]?.detail ?? '', /^You have 2 chats/);
		assert.equal(asked.length, 1);
		assert.equal(writes(), 0);
	});

	it('names a hostile agent and status as one line, and no icon', async () => {
		await setSetting('status.allowSettingOthers', true);
		const agent = await row();
		await setSetting('agents.aliases', { [agent.id]: 'A\u202Eb\n$(zap)](command:x)' });
		const titles: (string | undefined)[] = [];
		stub(
			vscode.window,
			'showQuickPick',
			async (items: readonly { status: string }[], { title }: vscode.QuickPickOptions) => {
				titles.push(title);
				return { ...items[0], status: 'L\u202Eu\nnch' };
			},
		);
		const asked = stubQuestions(false);
		await run('setAgentStatus', agent);
		await setSetting('agents.aliases', undefined);
		assert.match(titles[0] ?? '', /Ab \$\(zap\)/, 'VS Code shows a title as it is');
		for (const text of [titles[0], asked[0]?.message]) {
			assert.match(text ?? '', /Ab/);
			assert.doesNotMatch(text ?? '', /[\u202E\n]/);
		}
	});

	it('explains a 403', async () => {
		await setSetting('status.allowSettingOthers', true);
		open.sandbox.behaviour.statusWrites = 'forbid';
		pick('Lunch');
		stubQuestions(true);
		const errors = stubErrorMessages();
		await run('setAgentStatus', await row());
		assert.match(errors[0] ?? '', /permission to set the status of other agents \(403\)/);
	});
});

describe('The order of agents', () => {
	beforeEach(signIn);
	afterEach(() => setSetting('agents.sortBy', undefined));

	it('is what the menu of the view says', async () => {
		await showViews(open.inspection);
		const chats = () => {
			const [group] = open.inspection.agents.tree.nodes;
			return (group?.children ?? [])
				.filter(({ id }) => id !== me)
				.map(({ id }) => open.desk.state.agents?.find((agent) => agent.id === id)?.ongoingChats ?? 0);
		};
		await run('sortAgentsByChats');
		await until('most chats first', () => {
			const numbers = chats();
			const isTold = numbers.length > 2 && new Set(numbers).size > 1;
			return isTold && numbers.every((count, n) => n === 0 || count <= (numbers[n - 1] ?? 0));
		});
		assert.equal(vscode.workspace.getConfiguration('frontdesk').get('agents.sortBy'), 'chats');
	});
});
