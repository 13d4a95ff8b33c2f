// What a row was opened by: a click looks at it; a double click and Enter keep it.
import assert from 'node:assert/strict';
import { createRowGestures } from '../../../src/host/views/rowGestures';
import { manualClock } from '../../fixtures/manualClock';

function open({ opensOnDoubleClick = false } = {}) {
	const clock = manualClock();
	const gestures = createRowGestures(clock.now, () => opensOnDoubleClick);
	return { ...gestures, clock };
}

describe('A row of a view', () => {
	it('is looked at with a click, also with the click after one on another row, or on the same row much later', async () => {
		const { next, clock } = open();
		assert.equal(next('a'), 'preview');
		assert.equal(next('b'), 'preview');
		assert.equal(next('a'), 'preview');
		await clock.advance(1000);
		assert.equal(next('a'), 'preview');
	});

	it('is kept with a double click', async () => {
		const { next, clock } = open();
		next('a');
		await clock.advance(300);
		assert.equal(next('a'), 'keep');
	});

	it('is kept with Enter; the click after it is a click', async () => {
		const { enter, next, clock } = open();
		enter();
		await clock.advance(300);
		assert.equal(next('a'), 'keep');
		assert.equal(next('b'), 'preview');
	});

	it('is looked at with a click after Enter on a group, which opens nothing', async () => {
		const { enter, next, clock } = open();
		enter();
		await clock.advance(5000);
		assert.equal(next('a'), 'preview');
	});

	it('is kept with each click that counts where VS Code opens with a double click alone', () => {
		assert.equal(open({ opensOnDoubleClick: true }).next('a'), 'keep');
	});
});
