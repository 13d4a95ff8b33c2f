// A sign-in that several windows share is renewed once, whatever happens between the steps of a renewal.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { randomOf } from '../../src/sandbox/random';
import { ApiError } from '../../src/service/errors';
import { machine, type OpenWindow, tokens } from '../fixtures/sharedSignIn';

const second = 1_000;
const minute = 60_000;

type World = ReturnType<typeof machine>;

describe('A sign-in is renewed once, and each refresh token is sent once,', () => {
	/** Begins a sync that takes so long (ms). */
	async function beginSync({ disk, clock }: World, { share, session }: OpenWindow, span: number): Promise<void> {
		disk.latency = span;
		void share.sync().then(() => session.sync());
		await clock.advance(0);
		disk.latency = 0;
	}

	it('where a window learns of the new secret while its request to the polling window waits for the disk', async () => {
		const world = machine();
		const [holder, other] = [world.open(), world.open()];
		await world.follow(holder);
		await world.follow(other);
		await world.shared({ lease: world.lease('w0') });
		await beginSync(world, other, 300);
		const calls = [other.refused(), holder.refused()];
		await world.clock.advance(second);
		await world.follow(holder, 2);
		assert.deepEqual(await world.done(Promise.all(calls)), ['first+', 'first+']);
		assert.equal(world.authority.asked, 1);
	});

	it('where a window learns of the new secret while its claim waits for the disk', async () => {
		const world = machine();
		const [a, b] = [world.open(), world.open()];
		await world.follow(a);
		await world.follow(b);
		await beginSync(world, b, 300);
		const calls = [b.refused(), a.refused()];
		assert.deepEqual(await world.done(Promise.all(calls)), ['first+', 'first+']);
		assert.deepEqual(world.authority.sent, ['first-refresh']);
	});

	it('where another window stores the new secret while the claim waits for the disk, and can’t tell the others', async () => {
		const { disk, clock, vault, authority, open, done } = machine();
		const window = open();
		disk.latency = 300;
		const call = window.refused();
		await clock.advance(100);
		vault.secret = { credentials: tokens('second'), secretVersion: 2 };
		assert.equal(await done(call), 'second');
		assert.equal(authority.asked, 0);
		assert.equal(window.share.current.renewal, undefined);
	});

	it('where the user signs in again before the polling window hears of the request', async () => {
		const { clock, vault, authority, open, done, shared, lease, follow } = machine();
		const [holder, other] = [open(), open()];
		await shared({ lease: lease('w0') });
		const call = other.refused();
		await clock.advance(100);
		vault.secret = { credentials: tokens('of the new sign-in'), secretVersion: 1_000 };
		await shared({ secretVersion: 1_000 }, other);
		await follow(holder, 2);
		assert.equal(await done(call), 'of the new sign-in');
		assert.equal(authority.asked, 0);
	});

	it('where a request is left in the file by a window that was closed long ago', async () => {
		const { clock, authority, open, shared, lease, follow } = machine();
		const holder = open();
		await shared({ renewal: { by: undefined, at: clock.now() - 60 * minute, secretVersion: 1 }, lease: lease('w0') });
		await follow(holder, 2);
		assert.equal(authority.asked, 0);
	});

	it('where a window that was suspended over its renewal fails while another one has taken over', async () => {
		const { clock, authority, open, done } = machine();
		const [suspended, next, last] = [open(), open(), open()];
		const from = clock.now();
		authority.answer = (old) => {
			if (clock.now() - from < 45 * second) {
				throw new ApiError('network');
			}
			return tokens(`${old.accessToken}+`);
		};
		authority.takes = 40 * second;
		const first = suspended.refused();
		await clock.advance(31 * second);
		authority.takes = 20 * second;
		const calls = [next.refused()];
		assert.equal(await done(first), 'network');
		calls.push(last.refused());
		assert.deepEqual(await done(Promise.all(calls)), ['first+', 'first+']);
		assert.equal(authority.asked, 2);
	});

	it('however long the disk, the secret storage and the renewal take', async () => {
		const duration = fc.integer({ min: 0, max: 700 });
		const life = fc.record({
			calls: fc.array(fc.record({ window: fc.nat(2), pause: duration }), { minLength: 2, maxLength: 8 }),
			...{ disk: duration, lag: duration, stores: duration, renews: duration },
			...{ hasHolder: fc.boolean(), seed: fc.integer() },
		});
		const lives = fc.asyncProperty(life, async ({ calls, disk, lag, stores, renews, hasHolder, seed }) => {
			const random = randomOf(seed);
			const { clock, vault, authority, open, done, lease, shared, sent } = machine({}, () => (random() * disk) / 4);
			const windows = [open(), open(), open()] as const;
			await (hasHolder && shared({ lease: lease('w0') }));
			Object.assign(vault, { lag, takes: stores });
			authority.takes = renews;
			const refused = await sent(windows[0]);
			let isOpen = true;
			const syncs = windows.map(async ({ share, session }) => {
				while (isOpen) {
					await share.sync();
					await session.sync();
					await new Promise<void>((resolve) => clock.setTimer(resolve, random() * 100));
				}
			});
			const ended: Promise<unknown>[] = [];
			for (const { window, pause } of calls) {
				ended.push((windows[window] ?? windows[0]).session.afterRefusal(refused, new AbortController().signal));
				await clock.advance(pause);
			}
			await done(Promise.all(ended));
			await clock.advance(5 * second);
			isOpen = false;
			await done(Promise.all(syncs));
			assert.deepEqual(authority.sent, ['first-refresh']);
		});
		await fc.assert(lives, { numRuns: 100, endOnFailure: true });
	});
});
