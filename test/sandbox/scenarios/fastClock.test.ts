// The clock of a test that can't wait for minutes.
import assert from 'node:assert/strict';
import { fastClock } from '../../../src/sandbox/scenarios/fastClock';
import { manualClock } from '../../fixtures/manualClock';

describe('A fast clock', () => {
	it('shows and waits for ten minutes while one passes, alike in all windows', async () => {
		const system = manualClock(1_000_000);
		const early = fastClock(system, '10 1000000');
		assert.equal(early.now(), 1_000_000);
		let rings = 0;
		early.setTimer(() => rings++, 600_000);
		await system.advance(59_000);
		assert.equal(rings, 0);
		await system.advance(1_000);
		assert.equal(rings, 1);
		assert.equal(early.now(), 1_600_000);
		assert.equal(fastClock(system, '10 1000000').now(), early.now());
	});

	it('shows another time if told to, so that pictures have the same times', async () => {
		const system = manualClock(1_000_000);
		const clock = fastClock(system, '0.5 1000000 7000');
		assert.equal(clock.now(), 7000);
		await system.advance(100);
		assert.equal(clock.now(), 7050);
	});

	it('ends a timer that was cancelled', async () => {
		const system = manualClock();
		const cancel = fastClock(system, `10 ${system.now()}`).setTimer(() => assert.fail(), 1_000);
		cancel();
		await system.advance(1_000);
	});
});
