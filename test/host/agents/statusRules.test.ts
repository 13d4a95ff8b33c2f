// The rules of my status in a real host: the question of a timer as a notification, and what its buttons do.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { me, type OpenSandbox, openSandbox, run, signOutOfAll, until } from '../host';
import { restoreAll, stub } from '../stubs';

interface Asked {
	readonly message: string;
	readonly titles: readonly string[];
	/** Undefined closes the notification. */
	readonly press: (title: string | undefined) => void;
}

let open: OpenSandbox;
let asked: Asked[];
/** The writes before the test. */
let before: number;

const mine = () => open.sandbox.world.agent(me)?.status;
const writes = () => open.sandbox.requests.filter(({ method }) => method === 'PUT').length;

/** Away with a timer that is over at once. */
async function timeIsUp(): Promise<void> {
	await run('awayFor', { minutes: 15 });
	await open.desk.duty.change((duty, now) => [
		{ ...duty, timer: duty.timer && { ...duty.timer, endsAt: now } },
		undefined,
	]);
	await until('the question', () => asked.length === 1, 15_000);
}

describe('The question at the end of Away For…', () => {
	beforeEach(async () => {
		asked = [];
		stub(
			vscode.window,
			'showInformationMessage',
			(message: string, ...buttons: readonly { readonly title: string }[]) =>
				new Promise((resolve) => {
					const titles = buttons.map(({ title }) => title);
					asked.push({ message, titles, press: (title) => resolve(buttons.find((each) => each.title === title)) });
				}),
		);
		open = await openSandbox('calm');
		await until('my status', () => open.desk.state.me.agent?.status === 'Online');
		await run('setMyStatus', { status: 'Away' }); // is the away status used last
		await run('setMyStatus', { status: 'Online' });
		before = writes();
	});
	afterEach(restoreAll);
	after(signOutOfAll);

	it('is a notification with three buttons, and Go Online sets the status', async () => {
		await timeIsUp();
		assert.match(asked[0]?.message ?? '', /Your status is still Away\.$/);
		assert.deepEqual(asked[0]?.titles, ['Go Online', '10 More Minutes', 'Stay Away']);
		assert.equal(writes(), before + 1);
		asked[0]?.press('Go Online');
		await until('online', () => mine() === 'Online');
	});

	it('that is closed sets nothing', async () => {
		await timeIsUp();
		asked[0]?.press(undefined);
		await until('the answer', () => open.desk.duty.current.timer?.shownAt === undefined);
		assert.equal(mine(), 'Away');
		assert.equal(writes(), before + 1);
	});

	it('adds ten minutes', async () => {
		await timeIsUp();
		asked[0]?.press('10 More Minutes');
		await until('the new end', () => (open.desk.state.awayTimer?.endsAt ?? 0) > Date.now() + 500_000);
		assert.equal(writes(), before + 1);
	});

	it('says that nothing was set if the user has signed out meanwhile', async () => {
		await timeIsUp();
		await signOutOfAll();
		asked[0]?.press('Go Online');
		await until('the message', () => asked.some(({ message }) => message.startsWith('No status was set')));
		assert.equal(writes(), before + 1);
	});
});
