// When the user counts as having seen the marks of changes.
import assert from 'node:assert/strict';
import { watchSeen } from '../../src/panel/seen';
import { manualClock } from '../fixtures/manualClock';
import { fakeDocument } from './fakeDocument';

function open() {
	const clock = manualClock();
	const document = fakeDocument();
	let seen = 0;
	const watch = watchSeen(document.target, clock.setTimer, () => seen++);
	return { clock, document, watch, seen: () => seen };
}

describe('Marks of changes', () => {
	it('count as seen some seconds after an input event, once', async () => {
		const { clock, document, watch, seen } = open();
		watch.expect(true);
		document.fire('pointermove');
		await clock.advance(2000);
		document.fire('wheel');
		await clock.advance(1999);
		assert.equal(seen(), 0);
		await clock.advance(1);
		assert.equal(seen(), 1);
		await clock.advance(10_000);
		assert.equal(seen(), 1);
	});

	it("don't count as seen while there is no input: a visible page may have no one in front of it", async () => {
		const { clock, document, watch, seen } = open();
		document.fire('keydown');
		watch.expect(true);
		await clock.advance(60_000);
		assert.equal(seen(), 0);
	});

	it('that are gone before nobody needs to see', async () => {
		const { clock, document, watch, seen } = open();
		watch.expect(true);
		document.fire('keydown');
		watch.expect(false);
		await clock.advance(10_000);
		assert.equal(seen(), 0);
	});
});
