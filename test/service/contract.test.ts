// How each answer of the service is interpreted, for each call (docs/decisions/17-conclusions-from-answers.md).
import assert from 'node:assert/strict';
import { createClient } from '../../src/service/client';
import type { OAuthTokens } from '../../src/service/credentials';
import { type ApiError, canMeanBadInput, conclusionOf, isApiError, isTokenRefusal } from '../../src/service/errors';
import { requestTimeout } from '../../src/service/http';
import { readUserInfo, refreshTokens } from '../../src/service/oauth';
import type { Fetch } from '../../src/service/ports';
import { fixedSession } from '../../src/service/session';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

/**
 * - `ok` the answer is read · `refused` the service refused, and nothing was done · `throttled` too many calls, nothing was done
 * - `notSent` the request didn't arrive · `unknown` a write may have been carried out, and the next call may succeed
 * - the second word is the kind of the error · `*` the value that was sent can be the reason
 *
 * A redirect within the origin is followed for reads, and leads to a good answer here.
 */
const contract = `
answer                      | list                    | item                    | status PUT              | variables PUT           | token                   | userinfo
200 list                    | ok                      | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer
200 wrapped list            | ok                      | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | ok
200 row                     | unknown notChatServer   | ok                      | ok                      | ok                      | unknown notChatServer   | ok
200 row with odd fields     | unknown notChatServer   | ok                      | ok                      | ok                      | unknown notChatServer   | ok
200 another row             | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | ok
200 row without id          | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | ok
200 tokens                  | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | ok                      | ok
200 OAuth error             | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | refused badRequest      | ok
200 HTML                    | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer
200 empty                   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer
200 cut JSON                | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer
200 broken off              | unknown network         | unknown network         | unknown network         | unknown network         | unknown network         | unknown network
204 empty                   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer
302 same origin             | ok                      | ok                      | unknown redirected      | unknown redirected      | unknown redirected      | ok
302 other origin            | unknown redirected      | unknown redirected      | unknown redirected      | unknown redirected      | unknown redirected      | unknown redirected
304 empty                   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer   | unknown notChatServer
400 JSON                    | refused badRequest      | refused badRequest      | refused badRequest *    | refused badRequest      | unknown server          | refused badRequest
400 OAuth error             | refused badRequest      | refused badRequest      | refused badRequest *    | refused badRequest      | refused badRequest      | refused badRequest
400 HTML                    | unknown badRequest      | unknown badRequest      | unknown badRequest *    | unknown badRequest      | unknown server          | unknown badRequest
401 JSON                    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized
401 HTML                    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized
401 empty                   | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized    | refused unauthorized
403 JSON                    | refused forbidden       | refused forbidden       | refused forbidden       | refused forbidden       | unknown server          | refused forbidden
403 for administrators      | refused forbidden       | refused forbidden       | refused forbidden       | refused forbidden       | unknown server          | refused forbidden
403 limit exceeded          | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled
403 HTML                    | unknown forbidden       | unknown forbidden       | unknown forbidden       | unknown forbidden       | unknown server          | unknown forbidden
403 empty                   | unknown forbidden       | unknown forbidden       | unknown forbidden       | unknown forbidden       | unknown server          | unknown forbidden
404 JSON                    | refused notFound        | refused notFound        | refused notFound        | refused notFound        | unknown server          | refused notFound
404 JSON of a gateway       | refused notFound        | refused notFound        | refused notFound        | refused notFound        | unknown server          | refused notFound
404 HTML                    | unknown notFound        | unknown notFound        | unknown notFound        | unknown notFound        | unknown server          | unknown notFound
404 empty                   | unknown notFound        | unknown notFound        | unknown notFound        | unknown notFound        | unknown server          | unknown notFound
405 JSON                    | refused badRequest      | refused badRequest      | refused badRequest      | refused badRequest      | unknown server          | refused badRequest
407 of a proxy              | notSent network         | notSent network         | notSent network         | notSent network         | notSent network         | notSent network
408 empty                   | unknown server          | unknown server          | unknown server          | unknown server          | unknown server          | unknown server
429 empty                   | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled
429 HTML                    | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled
500 JSON                    | unknown server          | unknown server          | unknown server *        | unknown server          | unknown server          | unknown server
500 OAuth error             | unknown server          | unknown server          | unknown server *        | unknown server          | refused server          | unknown server
500 empty                   | unknown server          | unknown server          | unknown server *        | unknown server          | unknown server          | unknown server
502 JSON of a gateway       | unknown server          | unknown server          | unknown server          | unknown server          | unknown server          | unknown server
502 HTML                    | unknown server          | unknown server          | unknown server          | unknown server          | unknown server          | unknown server
503 empty                   | unknown server          | unknown server          | unknown server          | unknown server          | unknown server          | unknown server
503 with Retry-After        | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled     | throttled throttled
504 HTML                    | unknown server          | unknown server          | unknown server          | unknown server          | unknown server          | unknown server
511 HTML                    | unknown server          | unknown server          | unknown server          | unknown server          | unknown server          | unknown server
hidden redirect             | unknown redirected      | unknown redirected      | unknown redirected      | unknown redirected      | unknown redirected      | unknown redirected
no connection               | notSent network         | notSent network         | notSent network         | notSent network         | notSent network         | notSent network
bad certificate             | notSent network         | notSent network         | notSent network         | notSent network         | notSent network         | notSent network
connection lost             | unknown network         | unknown network         | unknown network         | unknown network         | unknown network         | unknown network
connection closed when idle | ok, sent twice          | ok, sent twice          | ok, sent twice          | unknown network         | unknown network         | ok, sent twice
no answer in time           | unknown timeout         | unknown timeout         | unknown timeout         | unknown timeout         | unknown timeout         | unknown timeout
`;

const answer = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Fetch => {
	return async () => ({
		status,
		headers: { get: (name) => headers[name.toLowerCase()] ?? null },
		text: async () => body,
	});
};
const failure = (code: string): Fetch => {
	return () => Promise.reject(Object.assign(new Error('at 10.0.0.1'), { code }));
};
const html = '<!DOCTYPE html><html><body>Request blocked: limit exceeded</body></html>';
const json = '{"code":400000,"message":"No."}';
const oauthError = '{"error":"invalid_grant","error_description":"No."}';
const row = '{"id":"a1","status":"Online","agentId":"a1"}';

/** The first answer to a call. */
const answers: Readonly<Record<string, Fetch>> = {
	'200 list': answer(200, `[${row}]`),
	'200 wrapped list': answer(200, `{"agents":[${row}],"visitors":[${row}],"nextPage":null,"total":1}`),
	'200 row': answer(200, row),
	'200 row with odd fields': answer(
		200,
		'{"id":"{A1}","status":{},"ongoingChats":[],"customFields":[{"name":"x","value":["y"]}],"name":{}}',
	),
	'200 another row': answer(200, '{"id":"a2","status":"Online"}'),
	'200 row without id': answer(200, '{"status":"Online"}'),
	'200 tokens': answer(200, '{"access_token":"new","token_type":"","expires_in":43199,"refresh_token":"newer"}'),
	'200 OAuth error': answer(200, oauthError),
	'200 HTML': answer(200, html),
	'200 empty': answer(200),
	'200 cut JSON': answer(200, '[{"id":"a1","sta'),
	'200 broken off': async () => ({
		status: 200,
		headers: { get: () => null },
		text: () => Promise.reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
	}),
	'204 empty': answer(204),
	'302 same origin': answer(302, '', { location: '/moved' }),
	'302 other origin': answer(302, html, { location: 'https://portal.example/terms' }),
	'304 empty': answer(304),
	'400 JSON': answer(400, json),
	'400 OAuth error': answer(400, oauthError),
	'400 HTML': answer(400, html),
	'401 JSON': answer(401, json),
	'401 HTML': answer(401, html),
	'401 empty': answer(401),
	'403 JSON': answer(403, json),
	'403 for administrators': answer(403, '{"message":"Access to this resource is limited to administrators."}'),
	'403 limit exceeded': answer(403, '{"code":403000,"message":"Request limit exceeded."}'),
	'403 HTML': answer(403, html),
	'403 empty': answer(403),
	'404 JSON': answer(404, json),
	'404 JSON of a gateway': answer(404, '{"error":"not_found"}'),
	'404 HTML': answer(404, html),
	'404 empty': answer(404),
	'405 JSON': answer(405, json),
	'407 of a proxy': answer(407, html),
	'408 empty': answer(408),
	'429 empty': answer(429),
	'429 HTML': answer(429, html),
	'500 JSON': answer(500, json),
	'500 OAuth error': answer(500, oauthError),
	'500 empty': answer(500),
	'502 JSON of a gateway': answer(502, '{"error":"bad_gateway"}'),
	'502 HTML': answer(502, html),
	'503 empty': answer(503),
	'503 with Retry-After': answer(503, html, { 'retry-after': '30' }),
	'504 HTML': answer(504, html),
	'511 HTML': answer(511, html),
	'hidden redirect': answer(0),
	'no connection': failure('ECONNREFUSED'),
	'bad certificate': failure('CERT_HAS_EXPIRED'),
	'connection lost': failure('ECONNRESET'),
	'connection closed when idle': () =>
		Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', isUnanswered: true })),
	'no answer in time': (_, { signal }) =>
		new Promise((_resolve, reject) =>
			signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
		),
};

const { signal } = new AbortController();
const tokens: OAuthTokens = {
	kind: 'oauth',
	controlPanelUrl: 'https://dash.example',
	siteId: '1',
	clientId: 'desk',
	clientSecret: undefined,
	accessToken: 'old',
	refreshToken: 'old-refresh',
	renewAt: undefined,
};

const calls: Readonly<Record<string, (fetch: Fetch) => Promise<unknown>>> = {
	list: async (fetch) => await Promise.all([client(fetch).listAgents(signal), client(fetch).listVisitors(signal)]),
	item: async (fetch) =>
		await Promise.all([client(fetch).getAgent('a1', signal), client(fetch).getVisitor('a1', signal)]),
	'status PUT': (fetch) => client(fetch).setAgentStatus('a1', 'away', signal),
	'variables PUT': (fetch) => client(fetch).putVariables('a1', [], signal),
	token: (fetch) => refreshTokens(ports(fetch), tokens, signal),
	userinfo: (fetch) => readUserInfo(ports(fetch), 'https://dash.example', { accessToken: 'old', siteId: '1' }, signal),
};

const clock = manualClock();

function ports(fetch: Fetch) {
	return { ...clock, fetch, random: () => 0, log: recordingLog() };
}

function client(fetch: Fetch) {
	const session = fixedSession({ kind: 'accessToken', accessToken: 'the-token' });
	return createClient(ports(fetch), 'https://api.example/v4', session);
}

/** The outcome in the words of the table. */
async function outcomeOf(first: Fetch, call: string): Promise<string> {
	const run = calls[call];
	const good = answers[call === 'list' ? '200 list' : '200 row'];
	assert.ok(run && good);
	const met = new Set<string>();
	let isSentTwice = false;
	const ended = run((url, request) => {
		const isFirst = !met.has(url) && !url.endsWith('/moved');
		isSentTwice ||= met.has(url) && !url.endsWith('/moved');
		met.add(url);
		return (isFirst ? first : good)(url, request);
	}).then(
		() => (isSentTwice ? 'ok, sent twice' : 'ok'),
		(error: unknown) => {
			assert.ok(isApiError(error), String(error));
			return `${conclusionIn(call, error)} ${error.kind}${call === 'status PUT' && canMeanBadInput(error) ? ' *' : ''}`;
		},
	);
	await clock.advance(requestTimeout);
	return await ended;
}

function conclusionIn(call: string, error: ApiError): string {
	return call === 'token' && isTokenRefusal(error) ? 'refused' : conclusionOf(error);
}

const [header = [], ...lines] = contract
	.trim()
	.split('\n')
	.map((line) => line.split('|').map((cell) => cell.trim()));

describe('The contract', () => {
	it('covers each answer and each call', () => {
		assert.deepEqual(
			lines.map(([name]) => name),
			Object.keys(answers),
		);
		assert.deepEqual(header.slice(1), Object.keys(calls));
	});

	for (const [name = '', ...cells] of lines) {
		it(`of ${name}`, async () => {
			const first = answers[name];
			assert.ok(first);
			const outcomes = await Promise.all(header.slice(1).map((call) => outcomeOf(first, call)));
			assert.deepEqual(outcomes, cells);
		});
	}

	it('has only errors of its own: a failure that nobody thought of is one of the network', async () => {
		for (const thrown of ['text', undefined, new TypeError('Failed to fetch'), { code: 7 }]) {
			const outcome = await outcomeOf(() => Promise.reject(thrown), 'item');
			assert.equal(outcome, 'unknown network');
		}
	});
});
