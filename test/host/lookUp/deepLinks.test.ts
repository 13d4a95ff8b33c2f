// Deep links open what they name once there is a site to open it in.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Desk } from '../../../src/desk/desk';
import type { Site } from '../../../src/desk/state';
import { createDeepLinks } from '../../../src/host/lookUp/deepLinks';
import { manualClock } from '../../fixtures/manualClock';
import { state } from '../../present/worlds';
import { restoreAll, stub } from '../stubs';

const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';
const uri = (path: string) => vscode.Uri.parse(`vscode://frontdesk.frontdesk${path}`);
const site = (name: string): Site => ({ id: name, name, baseUrl: `https://${name}/v4`, sandbox: false });
const deskOf = (one: Site) => ({ state: { ...state(), site: one } }) as unknown as Desk;
const settle = () => new Promise((resolve) => setImmediate(resolve));

function world(list: readonly Site[], first?: Site) {
	const changed = new vscode.EventEmitter<Desk | undefined>();
	const clock = manualClock();
	const acts: string[] = [];
	const sites = {
		desk: first && deskOf(first),
		list: () => list,
		onDidChange: changed.event,
		onDidChangeList: new vscode.EventEmitter<void>().event,
		async switchTo(to: Site) {
			sites.desk = deskOf(to);
			acts.push(`switch ${to.name}`);
			return true;
		},
	};
	const links = createDeepLinks({
		sites,
		clock,
		open: async (link) => void acts.push(`${sites.desk?.state.site.name}: ${link.kind} ${link.id}`),
		offerSignIn: async () => void acts.push('sign in?'),
		report: (error) => acts.push(String(error)),
	});
	return {
		acts,
		clock,
		links,
		signIn(to: Site) {
			sites.desk = deskOf(to);
			changed.fire(sites.desk);
		},
	};
}

describe('A deep link', () => {
	const one = site('one.example');
	const two = site('two.example');

	afterEach(restoreAll);

	it('opens at once in the only site', async () => {
		const { links, acts } = world([one], one);
		assert.ok(links.handle(uri(`/agent/${id.toUpperCase()}`)));
		await settle();
		assert.deepEqual(acts, [`one.example: agent ${id}`]);
	});

	it('offers to sign in, and opens after that; the newest, and each once', async () => {
		const { links, acts, signIn } = world([]);
		links.handle(uri(`/agent/${id}`));
		links.handle(uri(`/visitor/${id}`));
		await settle();
		assert.deepEqual(acts.splice(0), ['sign in?', 'sign in?']);
		signIn(one);
		signIn(one);
		await settle();
		assert.deepEqual(acts, [`one.example: visitor ${id}`]);
	});

	it('is forgotten when the sign-in comes ten minutes later', async () => {
		const { links, acts, clock, signIn } = world([]);
		links.handle(uri(`/visitor/${id}`));
		await settle();
		clock.jump(600_001);
		signIn(one);
		await settle();
		assert.deepEqual(acts, ['sign in?']);
	});

	it('waits for a site that is being opened, and offers to sign in where it does not open', async () => {
		const opening = world([one]);
		opening.links.handle(uri(`/visitor/${id}`));
		opening.signIn(one);
		await opening.clock.advance(20_000);
		assert.deepEqual(opening.acts, [`one.example: visitor ${id}`]);
		const locked = world([one]);
		locked.links.handle(uri(`/visitor/${id}`));
		await locked.clock.advance(9_000);
		assert.deepEqual(locked.acts, []);
		await locked.clock.advance(2_000);
		assert.deepEqual(locked.acts, ['sign in?']);
	});

	it('asks which of several sites, the current one first, and opens nothing without an answer', async () => {
		let choose = 0;
		const labels: string[] = [];
		stub(vscode.window, 'showQuickPick', async (items: readonly { readonly label: string }[]) => {
			labels.push(items.map(({ label }) => label).join());
			return items[choose];
		});
		const { links, acts } = world([one, two], two);
		links.handle(uri(`/visitor/${id}`));
		await settle();
		assert.deepEqual(acts.splice(0), [`two.example: visitor ${id}`]);
		choose = 1;
		links.handle(uri(`/visitor/${id}`));
		await settle();
		assert.deepEqual(acts.splice(0), ['switch one.example', `one.example: visitor ${id}`]);
		choose = 9;
		links.handle(uri(`/visitor/${id}`));
		await settle();
		assert.deepEqual(acts, []);
		assert.deepEqual(labels, ['two.example,one.example', 'two.example,one.example', 'one.example,two.example']);
	});

	it('of any other form is left to others', async () => {
		const { links, acts } = world([one], one);
		for (const path of [
			'/callback?code=1&state=2',
			`/visitor/${id}?status=Online`,
			`/visitor/${id}/x`,
			'/visitor/..',
		]) {
			assert.ok(!links.handle(uri(path)), path);
		}
		await settle();
		assert.deepEqual(acts, []);
	});
});
