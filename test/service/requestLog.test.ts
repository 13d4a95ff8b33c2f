// The log of the last requests: no hosts, whole ids or values.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isApiError } from '../../src/service/errors';
import { send } from '../../src/service/http';
import type { Fetch, FetchResponse, RequestRecord } from '../../src/service/ports';
import { createRequestLog, requestLine, shortPath } from '../../src/service/requestLog';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

const agent = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

/** The allowed form of a path in the log: words of the service, short ids, and dots. */
const harmless = new RegExp(
	'^(?:/(?:v\\d{1,2}|livechat|global|agents|visitors|departments|agentAwayStatuses|customVariables|oauth|token|userinfo|[0-9a-f]{8}…|…|))*' +
		'(?:\\?(?:siteId=…|…)(?:&(?:siteId=…|…))?)?$|^…$',
);

/** Sends one request and returns its record and the log. */
async function recorded(fetch: Fetch, url = `https://api15.comm100.io/v4/livechat/agents/${agent}`) {
	const requests = createRequestLog();
	const log = recordingLog();
	const ports = { ...manualClock(), fetch, random: () => 0, log, recordRequest: requests.record };
	const headers = { Authorization: 'Bearer a-secret-token' };
	await send(ports, { method: 'GET', url, headers, signal: new AbortController().signal }).catch((error: unknown) =>
		assert.ok(isApiError(error)),
	);
	const [note] = requests.last;
	assert.ok(note && requests.last.length === 1);
	return { note, lines: log.lines, counts: requests.counts };
}

function answer(status: number, body = '[]'): Fetch {
	return async () => ({ status, headers: { get: () => null }, text: async () => body }) satisfies FetchResponse;
}

describe('A request in the log', () => {
	it('is method, path and how it ended, at debug level', async () => {
		const { note, lines } = await recorded(answer(200));
		assert.equal(requestLine(note), 'GET /v4/livechat/agents/c97a2afe… 200 in 0 ms');
		assert.deepEqual(lines, [`debug ${requestLine(note)}`]);
	});

	it('that failed has the kind of failure, and the status or the system’s code', async () => {
		const refused = await recorded(answer(403, '{"message":"Jane may not"}'));
		assert.match(requestLine(refused.note), / forbidden 403 in /);
		const lost = await recorded(() => Promise.reject(Object.assign(new Error('for Jane'), { code: 'ENOTFOUND' })));
		assert.match(requestLine(lost.note), / network ENOTFOUND in /);
		assert.deepEqual([...lost.counts], [['network', 1]]);
	});

	it('that a proxy refused without credentials is a network failure, not an answer of the service', async () => {
		const { note } = await recorded(answer(407));
		assert.deepEqual([note.kind, note.status, note.code], ['network', 407, 'ERR_PROXY_AUTH_REQUESTED']);
	});

	it('has ids cut to 8 characters, and no words that are not of the service', () => {
		const of = (path: string) => shortPath(`https://chat.example${path}`);
		assert.equal(of(`/v4/livechat/visitors/${agent.toUpperCase()}`), '/v4/livechat/visitors/c97a2afe…');
		assert.equal(of('/acme-corp/v4/livechat/agents?siteId=1234&token=abc&page=2'), '/…/v4/livechat/agents?siteId=…&…');
		assert.equal(of('/oauth/token?siteId=7'), '/oauth/token?siteId=…');
		assert.equal(of(`/${agent}x/agents`), '/…/agents');
		assert.equal(shortPath('no address'), '…');
	});

	it('has only known words, whatever the URL', () => {
		const part = fc.oneof(fc.webPath(), fc.string(), fc.constantFrom('visitors', agent, 'jane@example.com', '%2e%2e'));
		const query = fc.array(fc.tuple(fc.oneof(fc.string(), fc.constant('siteId')), fc.string()));
		fc.assert(
			fc.property(fc.webAuthority({ withUserInfo: true }), fc.array(part), query, (host, parts, pairs) => {
				const url = `https://${host}/${parts.map(encodeURIComponent).join('/')}?${new URLSearchParams(pairs)}`;
				assert.match(shortPath(url), harmless);
			}),
		);
	});

	it('contains nothing of a hostile error or answer', async () => {
		const secrets = /a-secret-token|Jane|evil/;
		const hostile: readonly Fetch[] = [
			answer(500, '{"message":"Jane a-secret-token"}'),
			answer(400, '<b>Jane</b>'),
			() => Promise.reject(Object.assign(new Error('Jane'), { code: 'a-secret-token Jane' })),
			() => Promise.reject(Object.assign(new TypeError('evil'), { cause: { code: 'Jane\nEVIL'.toLowerCase() } })),
			() => Promise.reject('Jane a-secret-token'),
		];
		for (const fetch of hostile) {
			const { note, lines } = await recorded(fetch, `https://evil.example/Jane/a-secret-token?Jane=a-secret-token`);
			assert.doesNotMatch([requestLine(note), JSON.stringify(note), ...lines].join('\n'), secrets);
		}
	});
});

describe('The last requests', () => {
	const note = (at: number, kind: RequestRecord['kind'] = 'ok'): RequestRecord => ({
		at,
		ms: 1,
		method: 'GET',
		path: '/v4/livechat/agents',
		kind,
		status: 200,
		code: undefined,
	});

	it('are twenty, the newest last; all are counted by how they ended', () => {
		const requests = createRequestLog();
		for (let at = 0; at < 50; at++) {
			requests.record(note(at, at % 5 === 0 ? 'timeout' : 'ok'));
		}
		assert.deepEqual(
			requests.last.map(({ at }) => at),
			Array.from({ length: 20 }, (_, index) => 30 + index),
		);
		assert.deepEqual(Object.fromEntries(requests.counts), { timeout: 10, ok: 40 });
	});
});
