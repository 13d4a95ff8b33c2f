// Property: Retry-After counts for every window, and for calls of the user.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError } from '../../../src/service/errors';
import { days, live, randomMachine } from '../../fixtures/acts';

/** Time (ms) of a write to the disk: until then, other windows may not have the change. */
const disk = 60;

describe('Retry-After', () => {
	const day = days('refresh', 'setStatus', 'saveVariable', 'focus', 'showVisitors', 'open', 'close', 'leave');
	const refusal = fc.record({
		call: fc.constantFrom('listAgents', 'listVisitors', 'setAgentStatus', 'putVariables'),
		after: fc.nat(20),
		seconds: fc.integer({ min: 1, max: 400 }),
	});

	it('binds every window, whichever of them met it and whatever the user does', () =>
		fc.assert(
			fc.asyncProperty(day, fc.array(refusal, { minLength: 1, maxLength: 4 }), async (one, refusals) => {
				const world = randomMachine(one);
				const { clock, server } = world;
				const silences: { readonly from: number; readonly until: number }[] = [];
				for (const { call, after, seconds } of refusals) {
					let calls = 0;
					server.meets[call] = async () => {
						if (calls++ === after) {
							const retryAt = clock.now() + seconds * 1000;
							silences.push({ from: clock.now() + disk, until: retryAt });
							throw new ApiError('throttled', { status: 429, retryAt });
						}
					};
				}
				const early: number[] = [];
				world.onCall = () => {
					const now = clock.now();
					early.push(
						...silences.filter(({ from, until }) => now > from && now < until).map(({ until }) => until - now),
					);
				};
				await live(world, one, () => assert.deepEqual(early, [], 'called so long (ms) before Retry-After ended'));
			}),
			{ numRuns: 40 },
		));
});
