// The client: refused tokens, other failures, what is written, and lists of several pages.
import assert from 'node:assert/strict';
import { createClient } from '../../src/service/client';
import type { Credentials } from '../../src/service/credentials';
import { ApiError, isApiError } from '../../src/service/errors';
import type { FetchRequest } from '../../src/service/ports';
import { fixedSession } from '../../src/service/session';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

const signal = new AbortController().signal;
const token = (accessToken: string): Credentials => ({ kind: 'accessToken', accessToken });
const [old, newer] = [token('old-token'), token('new-token')];

/** @param answers the statuses of successive requests @param renewal what the session returns after a refusal */
async function outcomeOf(
	answers: readonly number[],
	renewal: () => Promise<Credentials | undefined>,
	text = '{"id":"a1","status":"Away","ongoingChats":0}',
) {
	const sent: string[] = [];
	const refused: Credentials[] = [];
	const ports = {
		...manualClock(),
		async fetch(_: string, { method, headers, body = '' }: FetchRequest) {
			sent.push([method, headers.Authorization, body].join(' ').trim());
			const status = answers[sent.length - 1] ?? 599;
			return { status, headers: { get: () => null }, text: async () => text };
		},
		random: () => 0,
		log: recordingLog(),
	};
	const session = {
		credentials: async () => old,
		afterRefusal: async (credentials: Credentials) => {
			refused.push(credentials);
			return await renewal();
		},
	};
	const ended = await createClient(ports, 'https://api.example/v4', session)
		.setAgentStatus('a1', 'Away', signal)
		.then(
			() => 'ok',
			(error: unknown) => (isApiError(error) ? error.message : error),
		);
	return { ended, sent, refused };
}

describe('A call whose token is refused', () => {
	const put = (accessToken: string) => `PUT Bearer ${accessToken} {"id":"a1","status":"away"}`;

	it('is repeated unchanged with a newer one', async () => {
		const { ended, sent, refused } = await outcomeOf([401, 200], async () => newer);
		assert.equal(ended, 'ok');
		assert.deepEqual(sent, [put('old-token'), put('new-token')]);
		assert.deepEqual(refused, [old]);
	});

	it('is repeated only once, whatever the second answer is', async () => {
		for (const [status, message] of [
			[401, 'unauthorized 401'],
			[500, 'server 500'],
		] as const) {
			const { ended, sent, refused } = await outcomeOf([401, status], async () => newer);
			assert.equal(ended, message);
			assert.equal(sent.length, 2);
			assert.equal(refused.length, 1);
		}
	});

	it('is not repeated if there is no newer one, or the renewal fails', async () => {
		const nothing = await outcomeOf([401], async () => undefined);
		assert.deepEqual([nothing.ended, nothing.sent.length], ['unauthorized 401', 1]);
		const unclear = await outcomeOf([401], () => Promise.reject(new ApiError('server', { status: 500 })));
		assert.deepEqual([unclear.ended, unclear.sent.length], ['server 500', 1]);
	});
});

describe('A call that fails otherwise', () => {
	for (const status of [400, 403, 404, 429, 500, 503]) {
		it(`with ${status} is not repeated, and the token is not renewed`, async () => {
			const { sent, refused } = await outcomeOf([status], async () => newer);
			assert.deepEqual([sent.length, refused.length], [1, 0]);
		});
	}
});

describe('A write', () => {
	it('of a variable sends its name, value and link and nothing else', async () => {
		const bodies: unknown[] = [];
		const ports = {
			...manualClock(),
			async fetch(_: string, { body = '' }: FetchRequest) {
				bodies.push(JSON.parse(body));
				return { status: 200, headers: { get: () => null }, text: async () => '{"id":"v1","status":"chatting"}' };
			},
			random: () => 0,
			log: recordingLog(),
		};
		const row = { name: 'plan', value: 'gold', url: '', type: 'text' };
		await createClient(ports, 'https://api.example/v4', fixedSession(old)).putVariables('v1', [row], signal);
		assert.deepEqual(bodies, [[{ name: 'plan', value: 'gold', url: '' }]]);
	});

	it('of variables leaves the others exactly as the service sent them, numbers and half characters included', async () => {
		const variables =
			'[{"name":"account","value":12345678901234567890,"url":null},{"name":"price","value":1.50},{"name":"big","value":1e400},' +
			'{"name":"small","value":0.00000001},{"name":123456789012345678901,"value":true},{"name":"half","value":"a\\ud83d"}]';
		const sent: string[] = [];
		const ports = {
			...manualClock(),
			async fetch(_: string, { body = '' }: FetchRequest) {
				sent.push(body);
				const text = `{"id":"v1","status":"chatting","customVariableResults":${variables}}`;
				return { status: 200, headers: { get: () => null }, text: async () => text };
			},
			random: () => 0,
			log: recordingLog(),
		};
		const client = createClient(ports, 'https://api.example/v4', fixedSession(old));
		const { customVariableResults } = await client.getVisitor('v1', signal);
		await client.putVariables('v1', customVariableResults, signal);
		assert.deepEqual(JSON.parse(sent[1] ?? ''), [
			{ name: 'account', value: '12345678901234567890', url: '' },
			{ name: 'price', value: '1.50', url: '' },
			{ name: 'big', value: '1e400', url: '' },
			{ name: 'small', value: '0.00000001', url: '' },
			{ name: '123456789012345678901', value: 'true', url: '' },
			{ name: 'half', value: 'a\ud83d', url: '' },
		]);
	});

	it('fails if the answer is no row', async () => {
		const { ended } = await outcomeOf([200], async () => newer, '{}');
		assert.equal(ended, 'notChatServer');
	});
});

describe('A list of several pages', () => {
	const page = (nextPage: unknown, n = 1, total?: number) =>
		JSON.stringify({ agents: [{ id: `a${n}`, status: 'Away' }], nextPage, total });

	/** @param answer by the number of the request */
	async function readPages(answer: (n: number) => string, credentials: Credentials = old) {
		const urls: string[] = [];
		const ports = {
			...manualClock(),
			async fetch(url: string) {
				urls.push(url);
				return { status: 200, headers: { get: () => null }, text: async () => answer(urls.length) };
			},
			random: () => 0,
			log: recordingLog(),
		};
		const list = await createClient(ports, 'https://api.example/v4', fixedSession(credentials)).listAgents(signal);
		return { urls, list };
	}

	it('is read to its end, with the site ID if an API key requires it', async () => {
		const answer = (n: number) => page(n === 1 ? '/v4/livechat/agents?page=2' : null);
		const first = 'https://api.example/v4/livechat/agents';
		assert.deepEqual((await readPages(answer)).urls, [first, `${first}?page=2`]);
		const key = { kind: 'apiKey', email: 'a@b.example', key: 'the-key', siteId: '7' } as const;
		assert.deepEqual((await readPages(answer, key)).urls, [`${first}?siteId=7`, `${first}?page=2&siteId=7`]);
	});

	for (const nextPage of [
		'https://evil.example/v4/livechat/agents?page=2',
		'//evil.example/',
		'http://api.example:8080/v4/livechat/agents',
		'ftp://api.example/v4/livechat/agents',
		'https://api.example:444/',
		'https://api.example@evil.example/',
		'javascript:1',
		':::',
		7,
	]) {
		it(`ends before ${JSON.stringify(nextPage)}: the secret is sent to no other origin`, async () => {
			const { urls } = await readPages((n) => page(n === 1 ? nextPage : null));
			assert.ok(urls.every((url) => new URL(url).origin === 'https://api.example'));
		});
	}

	it('that never ends is cut off after 50 pages', async () => {
		const { urls, list } = await readPages((n) => page(`/v4/livechat/agents?page=${n}`));
		assert.deepEqual([urls.length, list.missing], [50, 'unknown']);
	});

	it('is read to its end on a server behind TLS that names its pages with http', async () => {
		const first = 'https://api.example/v4/livechat/agents';
		for (const host of ['api.example', 'api.example:80', 'api.example:443']) {
			const { urls, list } = await readPages((n) =>
				page(n < 3 ? `http://${host}/v4/livechat/agents?page=${n + 1}` : null, n, 3),
			);
			assert.deepEqual(urls, [first, `${first}?page=2`, `${first}?page=3`]);
			assert.deepEqual([list.rows.length, list.missing], [3, undefined]);
		}
	});

	it('that ends early says how many rows are missing', async () => {
		const elsewhere = 'https://other.example/agents?page=2';
		assert.equal((await readPages(() => page(elsewhere, 1, 3))).list.missing, 2);
		assert.equal((await readPages(() => page(elsewhere))).list.missing, 'unknown');
		assert.equal((await readPages(() => page(null, 1, 3))).list.missing, 2);
	});

	it('of which the service does not know the next page ends there; any other failure is one of the list', async () => {
		const answers = (status: number) => async (url: string) => ({
			status: url.includes('page') ? status : 200,
			headers: { get: () => null },
			text: async () => (url.includes('page') ? '{"code":404000,"message":"no"}' : page('?page=2', 1, 3)),
		});
		const read = (status: number) =>
			createClient(
				{ ...manualClock(), fetch: answers(status), random: () => 0, log: recordingLog() },
				'https://api.example/v4',
				fixedSession(old),
			).listAgents(signal);
		const { rows, missing } = await read(404);
		assert.deepEqual([rows.length, missing], [1, 2]);
		await assert.rejects(read(500), { kind: 'server' });
	});

	it('that refers to a page that was read already is not read again', async () => {
		const { urls, list } = await readPages(() => page('/v4/livechat/agents'));
		assert.deepEqual([urls.length, list.missing], [1, 'unknown']);
	});
});
