// Signing in and out against a real server: a secret is verified before it is stored, bound to its address, and removed completely.
import assert from 'node:assert/strict';
import type { Site } from '../../src/desk/state';
import type { Sites } from '../../src/host/sites/sites';
import type { Verified } from '../../src/host/sites/verifySignIn';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { deskOf, inspect, me, rowsOf, run, setSetting, showViews, signOutOfAll, until } from './host';
import { pollTwice } from './otherMachine';

const token = 'a-token-that-must-stay-secret';

/** A token with the id of its agent, like the vendor's own tokens. */
function speakingToken(agentId: string): string {
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return [part({ alg: 'none' }), part({ agentId, siteId: 7, exp: 4102444800 }), 'signature'].join('.');
}

const lastOfNames = /\/customVariables$/;

let server: SandboxServer;
let sites: Sites;
const agentToken = speakingToken(me);
const tokens = [token, agentToken];

async function startServer(): Promise<void> {
	server = await startSandboxServer({ credentials: { tokens }, frozen: true });
	sites = (await inspect()).sites;
}

function verified(accessToken: string): Promise<Verified> {
	return sites.verify({ baseUrl: server.baseUrl, controlPanelUrl: undefined }, { kind: 'accessToken', accessToken });
}

/** Resolves after the names were read too, which is once per sign-in and after the first poll. */
async function signIn(siteId?: string): Promise<Site> {
	const from = server.received.length;
	const site = await sites.add(await verified(token), siteId);
	await until('the first poll', () => sites.desk?.state.visitors);
	await until('the last of the names', () => server.received.slice(from).some(({ url }) => lastOfNames.test(url)));
	return site;
}

async function kindOf(failure: Promise<unknown>): Promise<unknown> {
	return await failure.then(
		() => 'none',
		(error: { kind?: unknown }) => error.kind,
	);
}

describe('Signing in', () => {
	before(startServer);
	afterEach(signOutOfAll);
	after(() => server.close());

	it('proves address and token by a real call, and stores nothing before that', async () => {
		const verify = (baseUrl = server.baseUrl, accessToken = token) =>
			kindOf(sites.verify({ baseUrl, controlPanelUrl: undefined }, { kind: 'accessToken', accessToken }));
		assert.equal(await verify(server.baseUrl, 'another-token'), 'unauthorized');
		assert.equal(await verify(`${server.origin}/nowhere//`), 'notFound');
		assert.equal(await verify('http://127.0.0.1:9'), 'network');
		server.plan({ kind: 'html' });
		assert.equal(await verify(), 'notChatServer');
		server.plan({ kind: 'empty' });
		assert.equal(await verify(), 'notChatServer');
		server.plan({ kind: 'redirect', to: 'https://elsewhere.example/v4/livechat/agents' });
		assert.equal(await verify(), 'redirected');
		assert.equal(await verify(), 'none');
		assert.deepEqual(sites.list(), []);
		assert.equal(sites.desk, undefined);
	});

	it('shows the site, asks with the token and with nothing else', async () => {
		const from = server.received.length;
		const site = await signIn();
		assert.equal(site.name, new URL(server.baseUrl).host);
		const { agents, visitors } = await inspect();
		await showViews(await inspect());
		await until('rows', () => rowsOf(agents.tree).length === 12 && rowsOf(visitors.tree).length > 30);
		for (const { method, url, headers } of server.received.slice(from)) {
			assert.equal(method, 'GET');
			assert.match(
				url,
				/^\/v4\/(?:livechat\/(?:agents|visitors|customVariables)|global\/(?:agents|departments|agentAwayStatuses))$/,
			);
			assert.equal(headers.authorization, `Bearer ${token}`);
		}
	});

	it('takes who I am from a token that says it', async () => {
		await sites.add(await verified(speakingToken(me)));
		assert.equal(deskOf(await inspect()).state.me.id, me);
	});

	it('beside another site replaces nothing, and one can switch', async () => {
		const first = await signIn();
		deskOf(await inspect()).setMyAgent(me);
		const second = await signIn();
		assert.notEqual(first.id, second.id);
		assert.equal(sites.list().length, 2);
		assert.equal(deskOf(await inspect()).state.me.id, undefined);
		await sites.switchTo(first);
		assert.equal(deskOf(await inspect()).state.site.id, first.id);
		assert.equal(deskOf(await inspect()).state.me.id, me);
	});

	it('stays at work where the site to switch to has no secret any more', async () => {
		const site = await signIn();
		assert.equal(await sites.switchTo({ ...site, id: 'a-site-without-a-secret' }), false);
		assert.equal(deskOf(await inspect()).state.site.id, site.id);
	});

	it('lasts: the next start opens the same site with the same token', async () => {
		const site = await signIn();
		await sites.restore();
		const from = server.received.length;
		await until('a poll', () => server.received.length > from && sites.desk?.state.visitors);
		assert.equal(sites.desk?.state.site.id, site.id);
		assert.equal(server.received.at(-1)?.headers.authorization, `Bearer ${token}`);
	});

	it('that has run out is said, stops the polls, and is renewed with everything else kept', async () => {
		await setSetting('polling.focused', 5);
		const site = await signIn();
		const { statusBar, agents } = await inspect();
		await showViews(await inspect());
		deskOf(await inspect()).setMyAgent(me);
		tokens.splice(0, 1, 'the-next-token');
		try {
			await run('refresh');
			assert.equal(deskOf(await inspect()).state.pollError, undefined); // one 401 is none of the service's
			await until('the refusal', () => sites.desk?.state.pollError);
			const { pollError } = deskOf(await inspect()).state;
			assert.equal(pollError?.kind, 'unauthorized');
			assert.equal(pollError.retryAt, undefined);
			assert.equal(statusBar.content.command, 'frontdesk.signIn');
			assert.equal(statusBar.content.background, 'error');
			assert.doesNotMatch(statusBar.content.text, /Online/);
			await until('the welcome in place of the rows', () => agents.tree.nodes.length === 0);
			const from = server.received.length;
			await pollTwice({ baseUrl: server.baseUrl, accessToken: agentToken, interval: 5_000 });
			const tokensSent = server.received.slice(from).map(({ headers }) => headers.authorization);
			assert.deepEqual([...new Set(tokensSent)], [`Bearer ${agentToken}`]);
			await sites.add(await verified('the-next-token'), site.id);
			await until('agents again', () => sites.desk?.state.agents && !sites.desk.state.pollError);
			assert.equal(sites.list().length, 1);
			assert.equal(sites.desk?.state.me.id, me);
		} finally {
			tokens.splice(0, 1, token);
			await setSetting('polling.focused', undefined);
		}
	});
});

describe('Signing out', () => {
	before(startServer);
	afterEach(signOutOfAll);
	after(() => server.close());

	it('wipes the site, its secret and who I am there', async () => {
		const site = await signIn();
		deskOf(await inspect()).setMyAgent(me);
		await sites.signOut(site.id);
		assert.deepEqual(sites.list(), []);
		assert.equal(sites.desk, undefined);
		const from = server.received.length;
		await sites.restore();
		await sites.switchTo(site); // by an id that somebody kept: without a secret nothing opens
		assert.equal(sites.desk, undefined);
		assert.equal(server.received.length, from);
		await signIn(site.id);
		assert.equal(deskOf(await inspect()).state.me.id, undefined);
	});

	it('ends requests under way, and nothing is asked afterwards', async () => {
		const site = await signIn();
		server.plan({ kind: 'hang' }, 2);
		const desk = deskOf(await inspect());
		const refresh = kindOf(desk.refresh());
		const from = server.received.length;
		await until('both requests under way', () => server.received.length === from + 2);
		await sites.signOut(site.id);
		assert.equal(await refresh, 'aborted');
		assert.equal(server.received.length, from + 2);
		await verified(token); // a later call, which is a single one
		assert.equal(server.received.length, from + 3);
		assert.equal((await inspect()).statusBar.content.command, 'frontdesk.signIn');
	});

	it('of one site leaves the other alone', async () => {
		const first = await signIn();
		const second = await signIn();
		await sites.signOut(first.id);
		assert.deepEqual(
			sites.list().map(({ id }) => id),
			[second.id],
		);
		assert.equal(sites.desk?.state.site.id, second.id);
	});
});
