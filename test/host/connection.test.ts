// The connection in a real extension host: proxies and private authorities through VS Code's own settings, and the text of every failure.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Sites } from '../../src/host/sites/sites';
import { classify, errorText } from '../../src/present/errorTexts';
import { isApiError } from '../../src/service/errors';
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from '../sandboxServer';
import { startProxy, type TestProxy } from '../sandboxServer/proxy';
import { inspect, me, signOutOfAll, until } from './host';

/** VS Code uses no proxy for loopback, so the server behind one has a name that only the proxy knows. */
const name = 'elsewhere.example';
const token = 'a-token-that-must-stay-secret';
const secret = { kind: 'accessToken', accessToken: token } as const;

let sites: Sites;
const servers: SandboxServer[] = [];
const proxies: TestProxy[] = [];

async function serve(tls?: SandboxServerOptions['tls']): Promise<SandboxServer> {
	const server = await startSandboxServer({ token, frozen: true, ...(tls && { tls }) });
	servers.push(server);
	return server;
}

async function proxy(options: Omit<Parameters<typeof startProxy>[0] & object, 'hosts'> = {}): Promise<TestProxy> {
	const started = await startProxy({ ...options, hosts: { [name]: '127.0.0.1' } });
	proxies.push(started);
	return started;
}

/** The base URL of a server by another name for its host. */
function named(server: SandboxServer, host: string): string {
	const url = new URL(server.baseUrl);
	url.hostname = host;
	return url.href;
}

/** The message of an attempt to sign in there; '' for success. */
async function outcome(baseUrl: string): Promise<string> {
	try {
		await sites.verify({ baseUrl, controlPanelUrl: undefined }, secret);
		return '';
	} catch (error) {
		assert.ok(isApiError(error), String(error));
		assert.doesNotMatch(`${error.message} ${error.stack}`, /a-token|pass word|pass%20word/);
		return `${classify(error)}: ${errorText(error).what}`;
	}
}

/** Sets one of VS Code's own settings for the user until the end of the test. */
async function set(key: 'proxy' | 'proxyStrictSSL' | 'proxySupport' | 'noProxy', value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration('http').update(key, value, vscode.ConfigurationTarget.Global);
}

/** In each suite: a hook outside would run before the tests of the activation. */
async function findSites(): Promise<void> {
	sites = (await inspect()).sites;
}

async function cleanUp(): Promise<void> {
	await signOutOfAll();
	for (const key of ['proxy', 'proxyStrictSSL', 'proxySupport', 'noProxy'] as const) {
		await set(key, undefined);
	}
	await Promise.all([...servers.splice(0), ...proxies.splice(0)].map((each) => each.close()));
}

describe('A certificate', () => {
	before(findSites);
	afterEach(cleanUp);

	it('of an authority that the user added is trusted', async () => {
		const server = await serve('trusted');
		assert.equal(await outcome(named(server, 'localhost')), '');
	});

	for (const [tls, fault, words] of [
		[
			'stranger',
			'of an unknown authority',
			/^tls: The server's certificate is from an unknown authority \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
		],
		['expired', 'whose time is over', /^tls: The server's certificate has expired \(CERT_HAS_EXPIRED\)/],
		[
			'elsewhere',
			'for another host',
			/^tls: The server's certificate is for another host name \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
		],
	] as const) {
		it(`${fault} is called that, and nothing is sent`, async () => {
			const server = await serve(tls);
			assert.match(await outcome(named(server, 'localhost')), words);
			assert.equal(server.received.length, 0);
		});

		it(`${fault} is taken where the user switched off http.proxyStrictSSL, and only then`, async () => {
			const server = await serve(tls);
			await set('proxyStrictSSL', false);
			assert.equal(await outcome(named(server, 'localhost')), '');
			await set('proxyStrictSSL', undefined);
			assert.match(await outcome(named(server, 'localhost')), words);
			assert.equal(server.received.length, 1);
		});
	}

	it('is looked for in vain where nobody speaks https', async () => {
		const server = await serve();
		assert.match(
			await outcome(named(server, 'localhost').replace('http:', 'https:')),
			/^tls: A secure connection couldn't be made \((?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)\)/,
		);
	});
});

describe('A server', () => {
	before(findSites);
	afterEach(cleanUp);

	it('that nobody knows, or that does not listen, is called so', async () => {
		assert.match(await outcome('https://frontdesk.invalid/v4'), /^nameNotFound: /);
		assert.match(await outcome('https://localhost:9/v4'), /^refused: /);
	});
});

describe('A proxy', () => {
	before(findSites);
	afterEach(cleanUp);

	// For Basic, a desktop VS Code asks the user in a dialog of its own, which no test can answer. For Digest no VS Code asks.
	const schemes = vscode.env.appHost === 'desktop' ? (['Digest'] as const) : (['Basic', 'Digest'] as const);
	for (const scheme of schemes) {
		it(`that asks for credentials (${scheme}) is called that; it saw the target, and the service saw nothing`, async () => {
			const server = await serve('elsewhere');
			const { url, targets } = await proxy({ user: 'user', password: 'pass word', scheme });
			await set('proxy', url);
			const baseUrl = named(server, name);
			assert.match(await outcome(baseUrl), /^proxyCredentials: The proxy requires credentials \(407\)/);
			await set('proxy', url.replace('//', '//user:wrong@'));
			assert.match(await outcome(baseUrl), /^proxyCredentials: /);
			assert.deepEqual(new Set(targets), new Set([new URL(baseUrl).host]));
			assert.equal(server.received.length, 0);
		});
	}

	it('with the credentials in http.proxy carries everything: sign-in, lists and a status', async () => {
		const server = await serve('elsewhere');
		const { url, targets } = await proxy({ user: 'user', password: 'pass word' });
		await set('proxy', url.replace('//', '//user:pass%20word@'));
		const baseUrl = named(server, name);
		assert.equal(await outcome(baseUrl), '');
		await sites.add(await sites.verify({ baseUrl, controlPanelUrl: undefined }, secret));
		await until('the first poll', () => sites.desk?.state.agents);
		sites.desk?.setMyAgent(me);
		await sites.desk?.setMyStatus('Away');
		assert.ok(server.received.some(({ method }) => method === 'PUT'));
		// A request on its way may have reached the proxy and not the server yet.
		await until('everything went through it', () => targets.length === server.received.length);
		assert.deepEqual(new Set(targets), new Set([new URL(baseUrl).host]));
	});

	it('does not keep the certificate from being checked, and http.proxyStrictSSL holds through it too', async () => {
		const server = await serve('expired');
		const { url, targets } = await proxy();
		await set('proxy', url);
		assert.match(await outcome(named(server, name)), /^tls: /);
		await set('proxyStrictSSL', false);
		assert.equal(await outcome(named(server, name)), '');
		assert.equal(targets.length, 2);
	});

	it('that is not there is called that, and its password is told to nobody', async () => {
		await set('proxy', 'http://user:pass%20word@127.0.0.1:9');
		assert.equal(await outcome(`https://${name}/v4`), "proxyUnreachable: The proxy can't be reached.");
	});

	it('is left out where http.proxySupport is off or http.noProxy names the host', async () => {
		const { url, targets } = await proxy();
		await set('proxy', url);
		await set('noProxy', [name]);
		assert.match(await outcome(`https://${name}/v4`), /^nameNotFound: /);
		await set('noProxy', undefined);
		await set('proxySupport', 'off');
		assert.match(await outcome(`https://${name}/v4`), /^nameNotFound: /);
		assert.deepEqual(targets, []);
	});
});
