// Rules for painting at once, then gathering.
import { strict as assert } from 'node:assert';
import { createCoalescer } from '../../../src/host/views/coalesce';
import { manualClock } from '../../fixtures/manualClock';

describe('gathering', () => {
	it('acts at once, then once for all that came within the window, then at once again', async () => {
		const clock = manualClock();
		let acts = 0;
		const gather = createCoalescer(() => acts++, 200, clock.setTimer);
		gather.ask();
		assert.equal(acts, 1);
		gather.ask();
		gather.ask();
		await clock.advance(199);
		assert.equal(acts, 1);
		await clock.advance(1);
		assert.equal(acts, 2);
		await clock.advance(1000);
		assert.equal(acts, 2);
		gather.ask();
		assert.equal(acts, 3);
	});

	it('loses nothing that is asked for while it acts', async () => {
		const clock = manualClock();
		let acts = 0;
		const gather = createCoalescer(
			() => {
				acts++;
				if (acts === 1) {
					gather.ask();
				}
			},
			200,
			clock.setTimer,
		);
		gather.ask();
		await clock.advance(200);
		assert.equal(acts, 2);
	});

	it('never acts again after its end, and leaves no timer', async () => {
		const clock = manualClock();
		let acts = 0;
		const gather = createCoalescer(() => acts++, 200, clock.setTimer);
		gather.ask();
		gather.ask();
		gather.dispose();
		gather.ask();
		await clock.advance(1000);
		assert.deepEqual([acts, clock.timers], [1, 0]);
	});
});
