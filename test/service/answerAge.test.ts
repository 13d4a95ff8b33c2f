// Rules for answers of a cache on the way: which `Age` counts, which answers are used, and when no cache may answer.
import assert from 'node:assert/strict';
import { ageOf, maxAnswerAge, oldAnswer, showsUntil } from '../../src/service/answerAge';
import { createClient } from '../../src/service/client';
import { isApiError } from '../../src/service/errors';
import type { FetchRequest } from '../../src/service/ports';
import { createRequestLog, requestLine } from '../../src/service/requestLog';
import { fixedSession } from '../../src/service/session';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

const signal = new AbortController().signal;
const row = '{"id":"a1","status":"Away","ongoingChats":0}';

/** A client whose every answer has that `Age`; for several pages one each. */
function behindCache(...ages: readonly (string | null)[]) {
	const sent: FetchRequest[] = [];
	const requests = createRequestLog();
	const ports = {
		...manualClock(),
		async fetch(url: string, request: FetchRequest) {
			sent.push(request);
			const page = sent.length - 1;
			const next = page < ages.length - 1 ? `,"nextPage":"https://api.example/v4/livechat/agents?page=${page}"` : '';
			return {
				status: 200,
				headers: { get: (name: string) => (name === 'age' ? (ages[page] ?? null) : null) },
				text: async () => (/agents\/|visitors\//.test(url) ? row : `{"agents":[${row}]${next}}`),
			};
		},
		recordRequest: requests.record,
		random: () => 0,
		log: recordingLog(),
	};
	const session = fixedSession({ kind: 'accessToken', accessToken: 'secret-token' });
	return { client: createClient(ports, 'https://api.example/v4', session), sent, requests };
}

async function failureOf(reading: Promise<unknown>): Promise<string> {
	return await reading.then(
		() => 'none',
		(error: unknown) => (isApiError(error) ? `${error.kind} ${error.code}` : 'not an ApiError'),
	);
}

describe('The age of an answer', () => {
	it('is the number of seconds in Age; what is no such number says nothing', () => {
		const ages: readonly (readonly [string | null, number | undefined])[] = [
			[null, undefined],
			['', undefined],
			['0', 0],
			['7', 7_000],
			[' 12 ', 12_000],
			['7, 3', 7_000],
			['-5', undefined],
			['1.5', undefined],
			['1e3', undefined],
			['soon', undefined],
			['7 s', undefined],
			['NaN', undefined],
		];
		for (const [header, age] of ages) {
			assert.equal(ageOf(header), age, String(header));
		}
	});

	it('is that of the oldest page of a list', async () => {
		assert.equal((await behindCache('3', '9', null).client.listAgents(signal)).age, 9_000);
	});

	it('is missing where the service itself answers, and the list is then the same object for an equal answer', async () => {
		const { client } = behindCache(null);
		const list = await client.listAgents(signal);
		assert.equal('age' in list, false);
		assert.equal(await client.listAgents(signal), list);
	});

	it('is in the lines that Copy Diagnostics shows', async () => {
		const { client, requests } = behindCache('5');
		await client.listAgents(signal);
		const [request] = requests.last;
		assert.ok(request);
		assert.match(requestLine(request), /^GET \/v4\/livechat\/agents 200 in 0 ms, from a cache, 5 s old$/);
	});

	it('bounds what an answer can show to the time before its request, and a second less for caches that round down', () => {
		assert.equal(showsUntil(100_000, undefined), undefined);
		assert.equal(showsUntil(100_000, 0), 99_000);
		assert.equal(showsUntil(100_000, 7_000), 92_000);
	});
});

describe('An answer that is too old', () => {
	const most = maxAnswerAge / 1000;

	it('is an error with a name of its own, however huge the age', async () => {
		assert.equal(await failureOf(behindCache(String(most)).client.listAgents(signal)), 'none');
		for (const age of [String(most + 1), '2147483648', '9'.repeat(400)]) {
			assert.equal(await failureOf(behindCache(age).client.listAgents(signal)), `server ${oldAnswer}`, age);
		}
	});

	it('is one of more than two seconds where the service had to be asked: for a row by ID, and for a fresh list', async () => {
		for (const [age, expected] of [
			['2', 'none'],
			['3', `server ${oldAnswer}`],
		] as const) {
			assert.equal(await failureOf(behindCache(age).client.getAgent('a1', signal)), expected);
			assert.equal(await failureOf(behindCache(age).client.getVisitor('a1', signal)), expected);
			assert.equal(await failureOf(behindCache(age).client.listAgents(signal, true)), expected);
			assert.equal(await failureOf(behindCache(age).client.listAgents(signal)), 'none');
		}
	});
});

describe('Caches are told to ask the service', () => {
	it('for rows by ID and for fresh lists, and for nothing else', async () => {
		const { client, sent } = behindCache(null);
		await client.listAgents(signal);
		await client.listAgents(signal, true);
		await client.getAgent('a1', signal);
		await client.getVisitor('a1', signal);
		await client.setAgentStatus('a1', 'Away', signal);
		assert.deepEqual(
			sent.map(({ cache }) => cache),
			[undefined, 'reload', 'reload', 'reload', undefined],
		);
	});
});
