// Renewal of a sign-in by several windows, over real sockets and a real folder.

import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createDesk } from '../../src/desk/createDesk';
import type { Desk } from '../../src/desk/desk';
import { createSession, type DeskSession, type Secret } from '../../src/desk/session';
import { createUndoStack } from '../../src/desk/variables/undoStack';
import { createCallRecord } from '../../src/desk/windows/callRecord';
import { createShare, type Share } from '../../src/desk/windows/share';
import { createUseRecord } from '../../src/desk/windows/useRecord';
import { createFileStore } from '../../src/node/fileStore';
import type { ChatClient } from '../../src/service/chatClient';
import { createClient } from '../../src/service/client';
import type { OAuthTokens } from '../../src/service/credentials';
import { type ApiErrorKind, isApiError } from '../../src/service/errors';
import { refreshTokens } from '../../src/service/oauth';
import { testActivity, testEnv } from '../fixtures/deskParts';
import { nodePorts } from '../fixtures/nodePorts';
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from '../sandboxServer';
import { sandboxClientId, sandboxSiteId } from '../sandboxServer/identity';
import { removeFolder } from './removeFolder';

const signal = new AbortController().signal;
setMaxListeners(40, signal); // thirty calls at once add listeners
const hour = 3_600_000;

interface OpenWindow {
	readonly client: ChatClient;
	readonly session: DeskSession;
	readonly share: Share;
	readonly desk: Desk;
	/** Messages to the user. */
	readonly messages: readonly string[];
	readonly log: { readonly lines: readonly string[] };
	close(keeps: boolean): Promise<void>;
}

let server: SandboxServer;
let folder: string;
let windows: OpenWindow[] = [];
/** The secret storage that all windows of a desktop VS Code share. */
let storedSecret: string | undefined;
let store: 'works' | 'cannotWrite' | 'isLocked' = 'works';
/** Runs between the read of that store and the renewal. */
let beforeRefresh: (() => Promise<void>) | undefined;

async function start(options: SandboxServerOptions = {}): Promise<void> {
	server = await startSandboxServer({ frozen: true, ownControlPanel: true, ...options });
	folder = mkdtempSync(path.join(os.tmpdir(), 'frontdesk-'));
	storedSecret = JSON.stringify({ credentials: tokens(), secretVersion: 1 });
	store = 'works';
	beforeRefresh = undefined;
}

async function stop(): Promise<void> {
	await Promise.all(windows.map((window) => window.close(true)));
	windows = [];
	await server.close();
	await removeFolder(folder);
}

/** The tokens of a browser sign-in that has just ended. */
function tokens(life = 12 * hour): OAuthTokens {
	const { accessToken, refreshToken } = server.sandbox.oauth.issueTokens();
	return {
		kind: 'oauth',
		controlPanelUrl: server.controlPanelUrl,
		...{ siteId: String(sandboxSiteId), clientId: sandboxClientId, clientSecret: undefined },
		...{ accessToken, refreshToken },
		renewAt: Date.now() + life - 300_000,
	};
}

function keptSecret(): Secret {
	assert.ok(storedSecret);
	return JSON.parse(storedSecret) as Secret;
}

/** @param ahead by how much (ms) this machine's clock is fast @param sees `own` for a secret storage that shows other windows' secrets after a reload only */
async function openWindow({
	ahead = 0,
	sees = 'all',
}: {
	ahead?: number;
	sees?: 'all' | 'own';
} = {}): Promise<OpenWindow> {
	const system = nodePorts();
	const ports = { ...system, now: () => Date.now() + ahead };
	const windowId = `w${windows.length}`;
	const messages: string[] = [];
	let own = storedSecret;
	const share = createShare({
		store: createFileStore(folder),
		name: 'site',
		clock: ports,
		log: ports.log,
		onEnd: (why) => messages.push(why),
	});
	const session = createSession({
		share,
		windowId,
		first: keptSecret(),
		clock: ports,
		log: ports.log,
		secret: {
			async read() {
				if (store === 'isLocked') {
					throw new Error('the key ring is locked, password hunter2');
				}
				const text = sees === 'all' ? storedSecret : own;
				return text === undefined ? undefined : (JSON.parse(text) as Secret);
			},
			async write(secret) {
				if (store !== 'works') {
					throw new Error('the key ring is locked, password hunter2');
				}
				storedSecret = JSON.stringify(secret);
				own = storedSecret;
			},
		},
		async refresh(old, abort) {
			await beforeRefresh?.();
			return await refreshTokens(ports, old, abort);
		},
		onUnstored: () => messages.push('unstored'),
	});
	const client = createClient(ports, server.baseUrl, session);
	const desk = createDesk({
		site: { id: 'site', name: 'Site', baseUrl: server.baseUrl, sandbox: false },
		client,
		session,
		share,
		env: testEnv(ports, ports.log, windowId),
		callRecord: createCallRecord({ store: createFileStore(folder), clock: ports, log: ports.log }),
		useRecord: createUseRecord({ store: createFileStore(folder), clock: ports, log: ports.log }),
		myAgentId: undefined,
		lastAway: 'Away',
		undoStack: createUndoStack(),
		activity: testActivity({
			attention: () => 'unfocused',
			intervals: () => ({ focused: 60_000, unfocused: 60_000, inactive: 60_000 }),
			budget: () => 300,
		}),
	});
	let isOpen = true;
	const window: OpenWindow = {
		...{ client, session, share, desk, messages, log: ports.log },
		async close(keeps: boolean) {
			if (isOpen) {
				isOpen = false;
				await Promise.all([session.close(keeps), desk.dispose()]);
			}
		},
	};
	windows.push(window);
	desk.start();
	await until('the window looks', () => share.current.lease !== undefined);
	return window;
}

function failRenewal(status = 500): void {
	server.sandbox.plan({
		fault: { kind: 'answer', answer: { status, headers: {}, body: '' } },
		when: ({ path }) => path.includes('/oauth/token'),
	});
}

async function until(what: string, holds: () => unknown, limit = 8_000): Promise<void> {
	for (const deadline = Date.now() + limit; !holds(); await new Promise((done) => setTimeout(done, 20))) {
		assert.ok(Date.now() < deadline, `in vain: ${what}`);
	}
}

/** Waits until every window has synced with the shared file, which then has another instant of the last change. */
async function untilAllSync(): Promise<void> {
	const ports = nodePorts();
	const share = createShare({
		store: createFileStore(folder),
		name: 'site',
		clock: ports,
		log: ports.log,
		onEnd: () => undefined,
	});
	const changedAt = await share.change((shared, now) => [{ ...shared, changedAt: now }, now]);
	share.close();
	await until('all windows sync', () => windows.every((window) => window.share.current.changedAt === changedAt));
}

async function kindOf(call: Promise<unknown>): Promise<ApiErrorKind | 'none'> {
	return await call.then(
		() => 'none' as const,
		(error: unknown) => {
			assert.ok(isApiError(error));
			return error.kind;
		},
	);
}

function calls(path: RegExp): number {
	return server.received.filter(({ url }) => path.test(url)).length;
}

describe('A sign-in that has ended', () => {
	afterEach(stop);

	it('is renewed once for ten calls in each of three windows, and every call succeeds', async () => {
		await start();
		for (let n = 0; n < 3; n++) {
			await openWindow();
		}
		await until('the first poll', () => windows[0]?.desk.state.agents);
		server.sandbox.oauth.expireAccessTokens();
		const before = keptSecret();
		const made = windows.flatMap(({ client }) =>
			Array.from({ length: 10 }, (_, n) => (n % 2 ? client.listAgents(signal) : client.listVisitors(signal))),
		);
		await Promise.all(made);
		assert.equal(server.sandbox.oauth.refreshes, 1);
		const after = keptSecret();
		assert.ok(before.credentials.kind === 'oauth' && after.credentials.kind === 'oauth');
		assert.notEqual(after.credentials.accessToken, before.credentials.accessToken);
		assert.notEqual(after.credentials.refreshToken, before.credentials.refreshToken);
		assert.equal(after.secretVersion, before.secretVersion + 1);
		assert.equal(windows.flatMap(({ messages }) => messages).length, 0);
	});

	it('is renewed by the polling window if another one gets the 401', async () => {
		await start();
		const holder = await openWindow();
		const other = await openWindow();
		await until('the first poll', () => holder.desk.state.agents);
		server.sandbox.oauth.expireAccessTokens();
		await other.client.listAgents(signal);
		assert.equal(server.sandbox.oauth.refreshes, 1);
		assert.ok(holder.log.lines.includes('info the sign-in was renewed'));
		assert.ok(other.log.lines.includes('info the sign-in was renewed in another window'));
	});

	it('is renewed by another window if the polling one was killed', async () => {
		await start();
		const holder = await openWindow();
		const other = await openWindow();
		await until('the first poll', () => holder.desk.state.agents && holder.desk.state.visitors);
		await holder.session.close(true); // it still has the lease, but does nothing more
		await holder.share.change((shared) => [shared, undefined]);
		server.sandbox.oauth.expireAccessTokens();
		await other.client.listAgents(signal);
		assert.equal(server.sandbox.oauth.refreshes, 1);
	});

	it('repeats a refused request once, also a write', async () => {
		await start();
		const { client } = await openWindow();
		const [agent] = (await client.listAgents(signal)).rows;
		assert.ok(agent);
		server.sandbox.oauth.expireAccessTokens();
		const from = server.received.length;
		await client.setAgentStatus(agent.id, 'Away', signal);
		// The reads of this window's own polls are repeated too.
		const methods = server.received.slice(from).flatMap(({ method }) => (method === 'GET' ? [] : [method]));
		assert.deepEqual(methods, ['PUT', 'POST', 'PUT']);
	});

	it('is renewed before it expires, without a failed call', async () => {
		await start();
		storedSecret = JSON.stringify({ credentials: tokens(60_000), secretVersion: 1 });
		const { client } = await openWindow();
		await client.listAgents(signal);
		assert.equal(server.sandbox.oauth.refreshes, 1);
		assert.equal(server.sandbox.requests.filter(({ status }) => status === 401).length, 0);
	});
});

describe('A renewal that fails', () => {
	afterEach(stop);

	it('with 500 fails the calls with 500, and the next call succeeds', async () => {
		await start();
		const { client, session, share } = await openWindow();
		await client.listAgents(signal);
		server.sandbox.oauth.expireAccessTokens();
		failRenewal();
		assert.equal(await kindOf(client.listAgents(signal)), 'server');
		assert.equal(session.isRefused(share.current), false);
		assert.equal(await kindOf(client.listAgents(signal)), 'none');
	});

	it('with 404 does not mean that a visitor has left or a list is forbidden', async () => {
		await start();
		const { client, session, share } = await openWindow();
		await client.listAgents(signal);
		server.sandbox.oauth.expireAccessTokens();
		failRenewal(404);
		assert.equal(await kindOf(client.listAgentNames(signal)), 'server');
		assert.equal(session.isRefused(share.current), false);
		assert.equal(await kindOf(client.listAgents(signal)), 'none');
	});

	it('with 500 before the expiry disturbs no call', async () => {
		await start();
		storedSecret = JSON.stringify({ credentials: tokens(60_000), secretVersion: 1 });
		failRenewal();
		const { client } = await openWindow();
		assert.equal(await kindOf(client.listAgents(signal)), 'none');
		assert.equal(await kindOf(client.listVisitors(signal)), 'none');
		assert.equal(calls(/oauth\/token/), 1); // and is not tried again with every call
	});

	it('because it was refused stops polling in all windows, which ask to sign in again', async () => {
		await start();
		for (let n = 0; n < 3; n++) {
			await openWindow();
		}
		await until('the first poll', () => windows[0]?.desk.state.agents);
		server.sandbox.oauth.expireAccessTokens();
		server.sandbox.oauth.revokeRefreshTokens();
		const results = await Promise.all(windows.map(({ desk }) => kindOf(desk.refresh())));
		assert.deepEqual(results, ['unauthorized', 'unauthorized', 'unauthorized']);
		await until('all know', () => windows.every(({ desk }) => desk.state.pollError?.kind === 'unauthorized'));
		assert.ok(calls(/oauth\/token/) <= 2, `${calls(/oauth\/token/)} renewals asked for`);
		const from = server.received.length;
		await untilAllSync();
		await untilAllSync();
		assert.equal(server.received.length, from);
		// The user signs in again in one window, and all windows continue.
		storedSecret = JSON.stringify({ credentials: tokens(), secretVersion: 10 });
		const renewed = await openWindow();
		await until('all go on', () =>
			windows.every(({ desk }) => desk.state.pollError === undefined && desk.state.agents),
		);
		await renewed.client.listAgents(signal);
	});

	it('because another window without a common lock was faster uses the tokens that it stored', async () => {
		await start();
		const { client } = await openWindow();
		await client.listAgents(signal);
		const { credentials } = keptSecret();
		assert.ok(credentials.kind === 'oauth');
		server.sandbox.oauth.expireAccessTokens();
		beforeRefresh = async () => {
			const rotated = await refreshTokens(nodePorts(), credentials, signal);
			storedSecret = JSON.stringify({ credentials: rotated, secretVersion: 2 });
		};
		assert.equal(await kindOf(client.listAgents(signal)), 'none');
		assert.equal(keptSecret().secretVersion, 2);
		assert.equal(server.sandbox.oauth.refreshes, 1);
		assert.equal(calls(/oauth\/token/), 2);
	});

	it('because the refresh token was used up elsewhere and secrets are not shared asks only that window to reload', async () => {
		await start();
		const [a, b] = [await openWindow({ sees: 'own' }), await openWindow({ sees: 'own' })];
		assert.ok(a && b);
		server.sandbox.oauth.expireAccessTokens();
		await a.client.listAgents(signal);
		assert.equal(await kindOf(b.client.listAgents(signal)), 'unauthorized');
		await b.desk.refresh().catch(() => undefined);
		assert.equal(b.desk.state.pollError?.code, 'SIGNED_IN_ELSEWHERE');
		assert.equal(server.sandbox.oauth.refreshes, 1);
		assert.equal(await kindOf(a.client.listAgents(signal)), 'none');
		assert.equal(a.desk.state.pollError, undefined);
	});
});

describe('A clock two hours wrong', () => {
	afterEach(stop);

	for (const ahead of [-2 * hour, 2 * hour]) {
		it(`${ahead > 0 ? 'ahead' : 'behind'} costs at most one more renewal`, async () => {
			await start({ behaviour: { oauth: { jwt: true, clockSkew: -ahead } } });
			const { client } = await openWindow({ ahead });
			for (let n = 0; n < 5; n++) {
				await client.listAgents(signal);
			}
			assert.ok(server.sandbox.oauth.refreshes <= 1, `${server.sandbox.oauth.refreshes} renewals`);
			server.sandbox.oauth.expireAccessTokens();
			await client.listAgents(signal);
			await client.listAgents(signal);
			assert.ok(server.sandbox.oauth.refreshes <= 2, `${server.sandbox.oauth.refreshes} renewals`);
		});
	}
});

describe('A secret storage', () => {
	afterEach(stop);

	it('that can’t write: the renewed sign-in lasts while the window is open, and the user is told once', async () => {
		await start();
		const { client, messages, log } = await openWindow();
		store = 'cannotWrite';
		server.sandbox.oauth.expireAccessTokens();
		assert.equal(await kindOf(client.listAgents(signal)), 'none');
		assert.equal(await kindOf(client.listVisitors(signal)), 'none');
		assert.deepEqual(messages, ['unstored']);
		assert.doesNotMatch(log.lines.join(), /hunter2/);
	});

	it('that is locked fails the calls only while it is locked', async () => {
		await start();
		const { client, desk, session, share, log } = await openWindow();
		await until('the first poll', () => desk.state.agents);
		store = 'isLocked';
		server.sandbox.oauth.expireAccessTokens();
		assert.equal(await kindOf(client.listAgents(signal)), 'network');
		assert.equal(await kindOf(desk.refresh()), 'network');
		assert.equal(desk.state.pollError?.code, 'SECRET_STORE');
		assert.equal(session.isRefused(share.current), false);
		store = 'works';
		assert.equal(await kindOf(client.listAgents(signal)), 'none');
		assert.doesNotMatch(log.lines.join(), /hunter2/);
	});
});

describe('Signing out', () => {
	afterEach(stop);

	it('during a renewal stores neither the old nor the new tokens', async () => {
		await start();
		const window = await openWindow();
		await until('the first poll', () => window.desk.state.agents);
		server.sandbox.oauth.expireAccessTokens();
		server.sandbox.behaviour.latency = 200;
		const call = kindOf(window.client.listAgents(signal));
		await until('the renewal is under way', () => calls(/oauth\/token/) > 0);
		storedSecret = undefined;
		await window.close(false);
		assert.equal(await call, 'aborted');
		// Requests are delayed equally, so the renewal would be answered before this later one.
		await fetch(`${server.baseUrl}/livechat/agents`);
		assert.equal(storedSecret, undefined);
	});

	it('closing the window instead stores the new tokens: the old ones are invalid', async () => {
		await start();
		const window = await openWindow();
		await until('the first poll', () => window.desk.state.agents);
		server.sandbox.oauth.expireAccessTokens();
		server.sandbox.behaviour.latency = 200;
		void kindOf(window.client.listAgents(signal));
		await until('the renewal is under way', () => calls(/oauth\/token/) > 0);
		await window.close(true);
		assert.equal(keptSecret().secretVersion, 2);
	});
});

describe('Tokens and keys', () => {
	afterEach(stop);

	it('appear in no log line', async () => {
		await start();
		const window = await openWindow();
		server.sandbox.oauth.expireAccessTokens();
		await window.client.listAgents(signal);
		const lines = window.log.lines.join('\n');
		for (const { value } of server.sandbox.oauth.issued) {
			assert.ok(!lines.includes(value));
		}
		assert.ok(server.sandbox.oauth.issued.length >= 4 && lines.length > 0);
	});
});
