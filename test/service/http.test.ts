// One HTTP request: error answers, Retry-After, redirects, and calls without an answer.
import assert from 'node:assert/strict';
import { authorization, isAccessToken, tokenClaims } from '../../src/service/credentials';
import { errorOfAnswer, parseRetryAfter } from '../../src/service/errorAnswer';
import { type ApiError, type ApiErrorKind, isApiError } from '../../src/service/errors';
import { requestTimeout, send } from '../../src/service/http';
import type { Fetch, FetchResponse } from '../../src/service/ports';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

function answer(status: number, body = '', headers: Record<string, string> = {}): FetchResponse {
	return { status, headers: { get: (name) => headers[name.toLowerCase()] ?? null }, text: async () => body };
}

async function failureOf(fetch: Fetch, method: 'GET' | 'PUT' = 'GET'): Promise<ApiError> {
	const clock = manualClock();
	const ports = { ...clock, fetch, random: () => 0, log: recordingLog() };
	try {
		await send(ports, {
			method,
			url: 'https://api.example/v4/x',
			headers: authorization({ kind: 'accessToken', accessToken: 'secret' }),
			signal: new AbortController().signal,
		});
	} catch (error) {
		assert.ok(isApiError(error));
		return error;
	}
	throw new Error('did not fail');
}

describe('An error answer', () => {
	const limit = '{"code":403000,"message":"Request limit exceeded"}';
	const kinds: readonly (readonly [string, FetchResponse, ApiErrorKind])[] = [
		['400', answer(400, '{"code":400000,"message":"bad status"}'), 'badRequest'],
		['401', answer(401), 'unauthorized'],
		['403', answer(403, '{"error":{"code":"x","message":"no permission"}}'), 'forbidden'],
		['403 that mentions a limit', answer(403, limit), 'throttled'],
		['404', answer(404, '<html>'), 'notFound'],
		['429', answer(429), 'throttled'],
		['500', answer(500, '<html>secret</html>'), 'server'],
		['503', answer(503), 'server'],
		['304', answer(304), 'notChatServer'],
		['408', answer(408), 'server'],
		['425', answer(425), 'server'],
		['511', answer(511, '<html>'), 'server'],
		['503 with Retry-After', answer(503, '', { 'retry-after': '7' }), 'throttled'],
	];
	for (const [name, response, kind] of kinds) {
		it(`${name} is ${kind}`, async () => {
			const error = await failureOf(async () => response);
			assert.equal(error.kind, kind);
			assert.equal(error.status, response.status);
		});
	}

	it('keeps the text of the service for the user, and out of the message that is logged', async () => {
		const error = await failureOf(async () => answer(400, '{"message":"visitor Jane is unknown"}'));
		assert.equal(error.serverMessage, 'visitor Jane is unknown');
		assert.doesNotMatch(error.message, /Jane/);
	});

	const errorOf = (body: string, secrets: readonly string[] = [], status = 400) =>
		errorOfAnswer({ status, body, retryAfter: null, date: null, secrets }, 0);
	const textOf = (body: string, secrets?: readonly string[]) => errorOf(body, secrets).serverMessage;

	it('is understood in all its shapes, and its text is cut', () => {
		assert.equal(textOf('{"code":400000,"message":"a"}'), 'a');
		assert.equal(textOf('{"error":{"code":"1","message":"b","target":"t","details":[]}}'), 'b');
		assert.equal(textOf('{"error":"invalid_grant","error_description":"c"}'), 'c');
		assert.equal(textOf('{"error":"invalid_grant"}'), 'invalid_grant');
		assert.equal(textOf('{"title":"Bad Request","status":400,"detail":"d"}'), 'd');
		assert.equal(textOf('{"title":"Bad Request","status":400}'), 'Bad Request');
		for (const body of ['', '<html>', 'null', '7', '[]', '{"message":{}}']) {
			assert.equal(textOf(body), undefined);
		}
		assert.equal(textOf(JSON.stringify({ message: 'x'.repeat(20_000) }))?.length, 300);
	});

	it('is of the service only if its body is a JSON object', () => {
		for (const body of ['{"code":404000,"message":"x"}', '{}', '{"error":{}}', '{"type":"about:blank","status":404}']) {
			assert.equal(errorOf(body).isServiceAnswer, true, body);
		}
		for (const body of ['', '<html>', '{"code":404', 'null', '7', '[]', '"text"']) {
			assert.equal(errorOf(body).isServiceAnswer, false, body);
		}
	});

	it('never repeats a secret of the request, not even cut', () => {
		const body = JSON.stringify({ message: `${'x'.repeat(290)} the-secret-token is not valid` });
		assert.equal(textOf(body, ['the-secret-token', '']), `${'x'.repeat(290)} … is not `);
	});

	for (const text of [
		'Request limit exceeded',
		'API calls quota exceeded! maximum admitted 300 per 5 minutes.',
		'Rate limit exceeded.',
		'rate-limited',
		'You have exceeded the limit of 300 calls in 5 minutes.',
		'The limit of calls has been reached',
		'You are over the limit',
		'Too many requests',
		'Too many API calls',
		'TooManyRequests',
		'rate_limit_exceeded',
		'RateLimitExceeded',
		'Request was throttled.',
		'Maximum number of requests exceeded',
		'The number of API calls exceeds the maximum',
		'You have exceeded 300 requests per 5 minutes',
		'API call frequency exceeded',
		'Over 300 calls per 5 minutes',
		"Your plan's request limit was reached",
		'Maximum requests per minute reached',
		'Request rate too high',
		'ThrottlingException',
		'rate_limit',
		'User rate limit exceeded',
	]) {
		it(`403 with ${JSON.stringify(text)} is throttled, whatever its shape`, () => {
			for (const body of [
				{ message: text },
				{ Message: text },
				{ type: 'about:blank', title: 'Forbidden', status: 403, detail: text },
				{ title: text },
				{ error: { code: 'x', message: text } },
				{ error: { code: text } },
				{ error: text },
			]) {
				assert.equal(errorOf(JSON.stringify(body), [], 403).kind, 'throttled');
			}
		});
	}

	for (const text of [
		'Access to this resource is limited to administrators.',
		'License limit: agents are not included in your plan.',
		'This feature is limited.',
		'Your role has limited access and no limit can be changed.',
		'Unlimited access is required',
		'Too many agents are online',
		'Not permitted at this rate plan',
		'Off limits',
		'License limit exceeded',
		'Your agent quota has been exceeded',
		'You have reached the limit of administrators',
		'This request exceeds your role',
		'Only administrators may change rate limits.',
		'Rate limiting is not available for your role',
		'Throttling is an administrator setting',
		'This is over the limit of your license',
		'Chat limit reached',
		'Visitors limit exceeded',
	]) {
		it(`403 with ${JSON.stringify(text)} is forbidden`, () => {
			assert.equal(errorOf(JSON.stringify({ message: text }), [], 403).kind, 'forbidden');
		});
	}
});

describe('Retry-After', () => {
	const now = Date.UTC(2026, 0, 5, 9);
	it('is read in seconds and as a date, never before now and never beyond a day', () => {
		assert.equal(parseRetryAfter('120', null, now), now + 120_000);
		assert.equal(parseRetryAfter('0.5', null, now), now + 500);
		assert.equal(parseRetryAfter('Mon, 05 Jan 2026 09:01:00 GMT', null, now), now + 60_000);
		assert.equal(parseRetryAfter('Mon, 05 Jan 2015 09:01:00 GMT', null, now), now);
		assert.equal(parseRetryAfter('9'.repeat(400), null, now), now + 86_400_000);
		assert.equal(parseRetryAfter(null, null, now), undefined);
		assert.equal(parseRetryAfter('soon', null, now), undefined);
	});

	it('given twice counts once, and as the seconds of a clock it is a date', () => {
		assert.equal(parseRetryAfter('30, 120', null, now), now + 30_000);
		assert.equal(parseRetryAfter(String(now / 1000 + 60), null, now), now + 60_000);
		assert.equal(parseRetryAfter(String(now + 60_000), null, now), now + 60_000);
		for (const text of ['-5', '5 minutes', '30s']) {
			assert.equal(parseRetryAfter(text, null, now), undefined, text);
		}
	});

	it('as a date is measured against the clock of the server', () => {
		const header = 'Mon, 05 Jan 2026 10:01:00 GMT';
		assert.equal(
			parseRetryAfter(header, 'Mon, 05 Jan 2026 10:00:00 GMT', now),
			now + 60_000,
			'our clock is an hour behind',
		);
		assert.equal(parseRetryAfter(header, 'Mon, 05 Jan 2026 10:02:00 GMT', now), now);
		assert.equal(parseRetryAfter(header, 'no date', now), now + 3_660_000);
		assert.equal(parseRetryAfter('120', 'Mon, 05 Jan 2026 10:00:00 GMT', now), now + 120_000);
	});

	it('reaches the error with the date of its answer', async () => {
		const headers = { 'retry-after': 'Mon, 05 Jan 2026 10:01:00 GMT', date: 'Mon, 05 Jan 2026 10:00:00 GMT' };
		const error = await failureOf(async () => answer(429, '', headers));
		assert.equal(error.retryAt, now + 60_000);
	});
});

describe('A redirect', () => {
	it('within the origin is followed for a read', async () => {
		const seen: string[] = [];
		const fetch: Fetch = async (url) => {
			seen.push(url);
			return seen.length === 1 ? answer(302, '', { location: '/v5/x' }) : answer(200, 'ok');
		};
		const ports = { ...manualClock(), fetch, random: () => 0, log: recordingLog() };
		const { text } = await send(ports, {
			method: 'GET',
			url: 'https://api.example/v4/x',
			headers: {},
			signal: new AbortController().signal,
		});
		assert.equal(text, 'ok');
		assert.deepEqual(seen, ['https://api.example/v4/x', 'https://api.example/v5/x']);
	});

	for (const location of [
		'https://evil.example/v4/x',
		'http://api.example:8080/v4/x',
		'//evil.example',
		'https://api.example:444/',
		'https://api.example@evil.example/',
		'',
		':::',
	]) {
		it(`to ${JSON.stringify(location)} is refused before anything is sent there`, async () => {
			const seen: string[] = [];
			const error = await failureOf(async (url) => {
				seen.push(url);
				return answer(307, '', location === '' ? {} : { location });
			});
			assert.equal(error.kind, 'redirected');
			assert.ok(seen.every((url) => new URL(url).origin === 'https://api.example'));
		});
	}

	it('tells the origin that it leads to, for the user and not for the log', async () => {
		const location = 'https://Moved.example:444/v4/livechat/agents?token=1';
		const error = await failureOf(async () => answer(301, '', { location }));
		assert.equal(error.serverMessage, 'https://moved.example:444');
		assert.equal(error.message, 'redirected 301');
	});

	it('of a server behind TLS that names itself with http is followed with https', async () => {
		const seen: string[] = [];
		const fetch: Fetch = async (url) => {
			seen.push(url);
			return seen.length === 1 ? answer(302, '', { location: 'http://api.example/v5/x?y=1' }) : answer(200, 'ok');
		};
		const request = {
			method: 'GET',
			url: 'https://api.example/v4/x',
			headers: {},
			signal: new AbortController().signal,
		} as const;
		const { text } = await send({ ...manualClock(), fetch, random: () => 0, log: recordingLog() }, request);
		assert.equal(text, 'ok');
		assert.deepEqual(seen, ['https://api.example/v4/x', 'https://api.example/v5/x?y=1']);
	});

	it('of a write is always refused, and an endless one ends', async () => {
		assert.equal((await failureOf(async () => answer(307, '', { location: '/v5/x' }), 'PUT')).kind, 'redirected');
		let calls = 0;
		const error = await failureOf(async () => {
			calls++;
			return answer(302, '', { location: '/v4/x' });
		});
		assert.equal(error.kind, 'redirected');
		assert.ok(calls < 10);
	});

	it('that a browser hides is refused', async () => {
		assert.equal((await failureOf(async () => answer(0))).kind, 'redirected');
	});
});

describe('A call without an answer', () => {
	const hang: Fetch = (_url, { signal }) =>
		new Promise((_resolve, reject) =>
			signal.addEventListener('abort', () => reject(new DOMException('x', 'AbortError'))),
		);

	it('times out, and leaves no timer', async () => {
		const clock = manualClock();
		const failed = assert.rejects(
			send(
				{ ...clock, fetch: hang, random: () => 0, log: recordingLog() },
				{ method: 'GET', url: 'https://api.example/', headers: {}, signal: new AbortController().signal },
			),
			(error) => isApiError(error) && error.kind === 'timeout',
		);
		await clock.advance(requestTimeout);
		await failed;
		assert.equal(clock.timers, 0);
	});

	it('can be aborted by its caller, before and during the call', async () => {
		for (const early of [true, false]) {
			const abort = new AbortController();
			const clock = manualClock();
			if (early) {
				abort.abort();
			}
			const failed = assert.rejects(
				send(
					{ ...clock, fetch: hang, random: () => 0, log: recordingLog() },
					{ method: 'GET', url: 'https://api.example/', headers: {}, signal: abort.signal },
				),
				(error) => isApiError(error) && error.kind === 'aborted',
			);
			abort.abort();
			await failed;
			assert.equal(clock.timers, 0);
		}
	});

	it("keeps the system's code, from the error or from its cause, and nothing of its text", async () => {
		const direct = await failureOf(async () =>
			Promise.reject(Object.assign(new Error('at 10.0.0.1'), { code: 'ECONNREFUSED' })),
		);
		const caused = await failureOf(async () =>
			Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } })),
		);
		const none = await failureOf(async () =>
			Promise.reject(new TypeError('Failed to fetch https://api.example/?token=x')),
		);
		assert.deepEqual(
			[direct, caused, none].map(({ kind }) => kind),
			['network', 'network', 'network'],
		);
		assert.deepEqual(
			[direct, caused, none].map(({ message }) => message),
			['network ECONNREFUSED', 'network ENOTFOUND', 'network'],
		);
	});
});

describe('A token', () => {
	const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

	it('has agent and site as claims if it is a JWT of the vendor', () => {
		assert.deepEqual(
			tokenClaims(jwt({ agentId: 'C97A2AFE-A38F-46F8-A55B-8AC9F873CD09', siteId: 10_000, name: 'Zoë' })),
			{
				agentId: 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09',
				siteId: '10000',
			},
		);
		assert.deepEqual(tokenClaims(jwt({ agentId: '{C97A2AFE-A38F-46F8-A55B-8AC9F873CD09}' })), {
			agentId: 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09',
		});
	});

	for (const token of ['opaque', 'a.b.c', 'a..c', '.....', jwt(null), jwt({ agentId: '../x' })]) {
		it(`${token.slice(0, 12)} has no claims and does not throw`, () => assert.deepEqual(tokenClaims(token), {}));
	}

	it('can be sent in a header, or it is no token', () => {
		assert.ok(isAccessToken(jwt({})));
		for (const text of ['', 'short', 'two words of it', 'line\nbreak-line', 'ünïcödé-token']) {
			assert.ok(!isAccessToken(text), text);
		}
	});
});
