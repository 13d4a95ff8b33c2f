// What a client does with a refusal of its token: one question for something newer, one repetition, and nothing for any other failure.
import assert from 'node:assert/strict';
import { createClient } from '../../src/service/client';
import type { Credentials } from '../../src/service/credentials';
import { ApiError, isApiError } from '../../src/service/errors';
import type { FetchRequest } from '../../src/service/ports';
import { keptLog } from '../fixtures/keptLog';
import { manualClock } from '../fixtures/manualClock';

const signal = new AbortController().signal;
const token = (accessToken: string): Credentials => ({ kind: 'accessToken', accessToken });
const [old, newer] = [token('old-token'), token('new-token')];

/** @param answers the status of one request after the other @param renewal what the session has after a refusal */
async function outcomeOf(answers: readonly number[], renewal: () => Promise<Credentials | undefined>) {
	const sent: string[] = [];
	const refused: Credentials[] = [];
	const ports = {
		...manualClock(),
		async fetch(_: string, { method, headers, body = '' }: FetchRequest) {
			sent.push([method, headers.Authorization, body].join(' ').trim());
			const status = answers[sent.length - 1] ?? 599;
			return { status, headers: { get: () => null }, text: async () => '{"id":"a1","status":"Away","ongoingChats":0}' };
		},
		random: () => 0,
		log: keptLog(),
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

	it('is repeated as it was with a newer one', async () => {
		const { ended, sent, refused } = await outcomeOf([401, 200], async () => newer);
		assert.equal(ended, 'ok');
		assert.deepEqual(sent, [put('old-token'), put('new-token')]);
		assert.deepEqual(refused, [old]);
	});

	it('is repeated once, whatever comes then', async () => {
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

	it('is not repeated where there is nothing newer, or nobody can tell now', async () => {
		const nothing = await outcomeOf([401], async () => undefined);
		assert.deepEqual([nothing.ended, nothing.sent.length], ['unauthorized 401', 1]);
		const unclear = await outcomeOf([401], () => Promise.reject(new ApiError('server', { status: 500 })));
		assert.deepEqual([unclear.ended, unclear.sent.length], ['server 500', 1]);
	});
});

describe('A call that fails otherwise', () => {
	for (const status of [400, 403, 404, 429, 500, 503]) {
		it(`with ${status} asks for no newer token and is not repeated`, async () => {
			const { sent, refused } = await outcomeOf([status], async () => newer);
			assert.deepEqual([sent.length, refused.length], [1, 0]);
		});
	}
});
