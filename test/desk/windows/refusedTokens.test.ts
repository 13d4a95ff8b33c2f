// 401s for each way to sign in, through the whole client, in two windows: new tokens that aren't valid yet, and a network in between that answers.
import assert from 'node:assert/strict';
import { createDesk } from '../../../src/desk/createDesk';
import { createSession, type Secret } from '../../../src/desk/session';
import { createUndoStack } from '../../../src/desk/variables/undoStack';
import { createCallRecord } from '../../../src/desk/windows/callRecord';
import { createShare } from '../../../src/desk/windows/share';
import { createUseRecord } from '../../../src/desk/windows/useRecord';
import { createClient } from '../../../src/service/client';
import type { Credentials } from '../../../src/service/credentials';
import { refreshTokens } from '../../../src/service/oauth';
import type { Fetch } from '../../../src/service/ports';
import { testActivity, testEnv } from '../../fixtures/deskParts';
import { manualClock } from '../../fixtures/manualClock';
import { recordingLog } from '../../fixtures/recordingLog';
import { tokens } from '../../fixtures/sharedSignIn';
import { sharedDisk } from '../../fixtures/sharedStore';

const second = 1_000;
const minute = 60 * second;

const methods: Readonly<Record<string, Credentials>> = {
	'a pasted token': { kind: 'accessToken', accessToken: 'first' },
	'an API key': { kind: 'apiKey', email: 'a@example.com', key: 'first', siteId: '1' },
	'a browser sign-in': tokens('first'),
};

/** Two windows that poll with these credentials, and a service that accepts them from the start. */
async function atWork(credentials: Credentials) {
	const clock = manualClock();
	const disk = sharedDisk(clock);
	let secret: Secret = { credentials, secretVersion: 1 };
	const service = {
		/** Instant (ms) until which a network in between answers 401 to everything. */
		portalUntil: 0,
		/** How long (ms) after it was issued a new token is accepted. */
		notBefore: 0,
		/** The token that is accepted, and since when (ms). */
		valid: 'first',
		validFrom: 0,
		renewals: 0,
		calls: 0,
		unauthorized: 0,
	};
	const answer = (status: number, body: string) => ({ status, headers: { get: () => null }, text: async () => body });
	const fetch: Fetch = async (url, { headers }) => {
		service.calls++;
		if (clock.now() < service.portalUntil) {
			return answer(401, '<html>Welcome to the hotel</html>');
		}
		if (url.includes('/oauth/token')) {
			service.renewals++;
			const name = `renewed-${service.renewals}`;
			[service.valid, service.validFrom] = [name, clock.now() + service.notBefore];
			return answer(200, JSON.stringify({ access_token: name, refresh_token: `${name}-refresh`, expires_in: 43_199 }));
		}
		const isOurs = credentials.kind === 'apiKey' || headers.Authorization === `Bearer ${service.valid}`;
		if (!isOurs || clock.now() < service.validFrom) {
			service.unauthorized++;
			return answer(401, '{"code":401000,"message":"No."}');
		}
		return answer(200, url.includes('/agents') ? '[{"id":"a1","status":"Online"}]' : '[]');
	};
	const desks = ['w0', 'w1'].map((windowId) => {
		const log = recordingLog();
		const ports = { ...clock, fetch, random: () => 0.5, log };
		const shared = { store: disk.window().store, clock, log };
		const share = createShare({ ...shared, name: 's', onEnd: () => undefined });
		const session = createSession({
			...{ share, windowId, clock, log, first: secret, onUnstored: () => undefined },
			secret: {
				read: async () => secret,
				write: async (next) => {
					secret = next;
				},
			},
			refresh: (old, signal) => refreshTokens(ports, old, signal),
		});
		const desk = createDesk({
			site: { id: 's', name: 'Site', baseUrl: 'https://api.example/v4', sandbox: false },
			client: createClient(ports, 'https://api.example/v4', session),
			...{ session, share, env: testEnv(clock, log, windowId), callRecord: createCallRecord(shared) },
			useRecord: createUseRecord(shared),
			...{ myAgentId: 'a1', lastAway: 'Away', undoStack: createUndoStack() },
			activity: testActivity({ attention: () => 'unfocused', alerts: () => false }),
		});
		desk.start();
		return desk;
	});
	await clock.advance(minute);
	const asks = () => desks.filter(({ state }) => state.pollError?.kind === 'unauthorized').length;
	/** How many windows ever asked to sign in, in that time (ms). */
	async function asked(span: number): Promise<number> {
		let most = 0;
		for (let ms = 0; ms < span; ms += 250) {
			await clock.advance(250);
			most = Math.max(most, asks());
		}
		return most;
	}
	return { clock, service, desks, asks, asked };
}

for (const [name, credentials] of Object.entries(methods)) {
	describe(`With ${name}`, () => {
		it('one 401 of a network on the way asks nobody to sign in, and the data is read on', async () => {
			const { clock, service, desks, asked } = await atWork(credentials);
			service.portalUntil = Number.POSITIVE_INFINITY;
			for (const { calls } = service; service.calls === calls; ) {
				await clock.advance(50);
			}
			service.portalUntil = 0;
			assert.equal(await asked(20 * second), 0);
			assert.ok(desks.every(({ state }) => clock.now() - (state.agentsAsOf ?? 0) < 20 * second));
		});

		it('an hour of them asks in both windows, costs an attempt in five minutes, and is over by itself', async () => {
			const { clock, service, asks, asked } = await atWork(credentials);
			service.portalUntil = clock.now() + 60 * minute;
			assert.equal(await asked(5 * minute), 2);
			const { calls } = service;
			await clock.advance(50 * minute);
			// With a browser sign-in a renewal is asked for as well.
			assert.ok(service.calls - calls <= 2 * 11, `${service.calls - calls} calls`);
			assert.equal(asks(), 2);
			await clock.advance(11 * minute);
			assert.equal(asks(), 0);
			const recovered = service.calls;
			await clock.advance(5 * minute);
			assert.ok(service.calls - recovered >= 4, 'polls go on');
		});
	});
}

describe('With a browser sign-in', () => {
	const browser = tokens('first');

	it('new tokens that are refused for three seconds ask nobody to sign in, and cost one renewal', async () => {
		const { service, asked } = await atWork(browser);
		[service.valid, service.notBefore] = ['expired', 3 * second];
		assert.equal(await asked(10 * minute), 0);
		assert.equal(service.renewals, 1);
		assert.equal(service.unauthorized, 2);
	});

	it('new tokens that are refused for a minute are tried again, not renewed again and again', async () => {
		const { service, asked, asks } = await atWork(browser);
		[service.valid, service.notBefore] = ['expired', minute];
		assert.equal(await asked(5 * minute), 2);
		await asked(2 * minute);
		assert.equal(asks(), 0);
		assert.equal(service.renewals, 1);
	});

	it('that ended behind a network that answers 401 to everything is renewed once that lets it through', async () => {
		const { clock, service, asked, asks } = await atWork(browser);
		[service.valid, service.portalUntil] = ['expired', clock.now() + 20 * minute];
		assert.equal(await asked(20 * minute), 2);
		await clock.advance(6 * minute);
		assert.equal(asks(), 0);
		assert.equal(service.renewals, 1);
	});
});
