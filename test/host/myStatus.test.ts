// My status in a real host: what a click sets, what is shown until the answer, and after a refusal.
import assert from 'node:assert/strict';
import { statusChoices } from '../../src/desk/status/statusChoices';
import { me, type OpenSandbox, openSandbox, run, setSetting, signOutOfAll, until } from './host';
import { restoreAll, stubErrorMessages } from './stubs';

let open: OpenSandbox;

/** My status in the world of the service. */
const mine = () => open.sandbox.world.agent(me)?.status;
const shown = () => open.inspection.statusBar.content;
const writes = () => open.sandbox.requests.filter(({ method }) => method === 'PUT');

async function signIn(): Promise<void> {
	open = await openSandbox('calm');
	await until('my status', () => open.desk.state.me.agent?.status === 'Online');
}

describe('My status', () => {
	beforeEach(signIn);
	afterEach(restoreAll);
	after(signOutOfAll);

	it('toggles between Online and Away', async () => {
		await run('toggleMyStatus');
		assert.equal(mine(), 'Away');
		assert.match(shown().text, /^\$\([\w-]+\) Away/);
		await run('toggleMyStatus');
		assert.equal(mine(), 'Online');
		assert.match(shown().text, /^\$\([\w-]+\) Online/);
		assert.equal(writes().length, 2);
	});

	it('is pending before the request leaves, and what the service answers is what stays', async () => {
		open.sandbox.behaviour.latency = 300;
		const sentWhenPending: number[] = [];
		const stop = open.desk.onChange(({ me: { pending } }) => {
			if (pending !== undefined) {
				sentWhenPending.push(writes().length);
			}
		});
		const toggle = run('toggleMyStatus');
		await until('pending', () => open.desk.state.me.pending === 'Away');
		assert.match(shown().text, /^\$\(sync~spin\) Away…/);
		assert.match(shown().ariaLabel, /changing to Away/);
		await toggle;
		stop();
		assert.equal(sentWhenPending[0], 0);
		assert.equal(open.desk.state.me.pending, undefined);
		assert.match(shown().text, /^\$\([\w-]+\) Away/);
	});

	it('goes back to the away status used last', async () => {
		await run('setMyStatus', { status: 'lunch' });
		assert.equal(open.desk.state.me.agent?.status, 'Lunch'); // the service's spelling
		await run('toggleMyStatus');
		assert.equal(mine(), 'Online');
		await run('toggleMyStatus');
		assert.equal(mine(), 'Lunch');
	});

	it('toggles from Offline to Online', async () => {
		open.sandbox.world.setAgent(me, { status: 'Offline' });
		await run('refresh');
		assert.match(shown().text, /Offline/);
		await run('toggleMyStatus');
		assert.equal(mine(), 'Online');
	});

	for (const how of ['knows no such status', 'forbids it', 'breaks off'] as const) {
		it(`stays what it was where the service ${how}`, async () => {
			if (how === 'forbids it') {
				open.sandbox.behaviour.statusWrites = 'forbid';
			} else if (how === 'breaks off') {
				open.sandbox.plan({ kind: 'network', code: 'ECONNRESET' });
			}
			await run('setMyStatus', { status: how === 'knows no such status' ? 'Siesta' : 'Away' });
			assert.equal(writes().length, 1);
			assert.equal(open.desk.state.me.pending, undefined);
			assert.equal(open.desk.state.me.agent?.status, 'Online');
			assert.match(shown().text, /^\$\([\w-]+\) Online/);
			assert.equal(mine(), 'Online');
		});
	}

	it('that the service refuses is shown with its reason, without links, and is not offered afterwards', async () => {
		open.sandbox.behaviour.awayStatuses = ['[Lunch](command:frontdesk.signOut)'];
		const { lastAway } = open.desk.state.me;
		const errors = stubErrorMessages();
		await run('setMyStatus', { status: 'Siesta' });
		assert.match(errors[0] ?? '', /“Siesta” \(400\): “The status must be one of: Online, Away, \[Lunch\] \(command:/);
		assert.ok(!statusChoices(open.desk.state, []).includes('Siesta'));
		assert.equal(open.desk.state.me.lastAway, lastAway);
	});

	it('is not set by an argument that names none', async () => {
		await run('setMyStatus', { status: '   ' });
		assert.equal(writes().length, 0);
	});

	it('made in the console wins', async () => {
		open.sandbox.world.setAgent(me, { status: 'Meeting' });
		await run('refresh');
		assert.equal(open.desk.state.me.agent?.status, 'Meeting');
		assert.match(shown().text, /^\$\([\w-]+\) Meeting/);
		assert.equal(writes().length, 0);
	});
});

describe('The status bar item', () => {
	beforeEach(signIn);
	after(signOutOfAll);

	it('does on a click what the setting says', async () => {
		assert.equal(shown().command, 'frontdesk.toggleMyStatus');
		await setSetting('statusBar.click', 'pick');
		await until('the picker', () => shown().command === 'frontdesk.setMyStatus');
		await setSetting('statusBar.click', undefined);
		await until('the toggle', () => shown().command === 'frontdesk.toggleMyStatus');
	});

	it('shows as much as the setting says', async () => {
		await setSetting('statusBar.format', 'compact');
		await until('one fact', () => /^\$\([\w-]+\) \$\((?:bell|bell-dot|warning)\) \d+/.test(shown().text));
		await setSetting('statusBar.format', 'icon');
		await until('an icon', () => /^\$\([\w-]+\)(?: \$\([\w-]+\))?$/.test(shown().text));
		assert.match(shown().ariaLabel, /you are Online/); // for a screen reader it says all the same
		await setSetting('statusBar.format', 'off');
		await until('nothing', () => shown().hidden);
		await setSetting('statusBar.format', undefined);
		await until('everything', () => !shown().hidden && /Online (?:·|\$)/.test(shown().text));
	});

	it('asks who I am before it sets anything', async () => {
		open.desk.setMyAgent(undefined);
		assert.equal(shown().command, 'frontdesk.chooseMyAgent');
		assert.match(shown().text, /Select my agent/);
		assert.equal(writes().length, 0);
	});
});
