// Combining calls that follow each other quickly.
import { strict as assert } from 'node:assert';
import { createCoalescer } from '../../../src/host/views/coalesce';
import { manualClock } from '../../fixtures/manualClock';

describe('Coalescing', () => {
	it('acts at once, then once for all that came within the window, then at once again', async () => {
		const clock = manualClock();
		let acts = 0;
		const coalescer = createCoalescer(() => acts++, 200, clock.setTimer);
		coalescer.request();
		assert.equal(acts, 1);
		coalescer.request();
		coalescer.request();
		await clock.advance(199);
		assert.equal(acts, 1);
		await clock.advance(1);
		assert.equal(acts, 2);
		await clock.advance(1000);
		assert.equal(acts, 2);
		coalescer.request();
		assert.equal(acts, 3);
	});

	it('acts at once again after an act without effect', () => {
		const clock = manualClock();
		let acts = 0;
		const coalescer = createCoalescer(() => acts++, 200, clock.setTimer);
		coalescer.request();
		coalescer.release();
		coalescer.request();
		assert.equal(acts, 2);
		coalescer.request();
		coalescer.release();
		assert.equal(acts, 3, 'what was asked for meanwhile is done');
		coalescer.dispose();
		coalescer.release();
		coalescer.request();
		assert.deepEqual([acts, clock.timers], [3, 0]);
	});

	it('loses nothing that is asked for while it acts', async () => {
		const clock = manualClock();
		let acts = 0;
		const coalescer = createCoalescer(
			() => {
				acts++;
				if (acts === 1) {
					coalescer.request();
				}
			},
			200,
			clock.setTimer,
		);
		coalescer.request();
		await clock.advance(200);
		assert.equal(acts, 2);
	});

	it('never acts again after its end, and leaves no timer', async () => {
		const clock = manualClock();
		let acts = 0;
		const coalescer = createCoalescer(() => acts++, 200, clock.setTimer);
		coalescer.request();
		coalescer.request();
		coalescer.dispose();
		coalescer.request();
		await clock.advance(1000);
		assert.deepEqual([acts, clock.timers], [1, 0]);
	});
});
