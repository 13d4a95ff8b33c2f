// The text of the notification about waiting visitors.
import assert from 'node:assert/strict';
import { waitingAlertText } from '../../../src/present/alerts/alertTexts';
import { minute, now, wait } from '../worlds';

describe('The notification about waiting visitors', () => {
	it('has their number and the longest wait to the second, and says if it may be longer', () => {
		const text = (count: number, ms: number, atLeast = false) =>
			waitingAlertText({ count, longest: wait(now - ms, atLeast) }, now);
		assert.equal(text(3, 130_000), '3 visitors waiting, longest 2:10');
		assert.equal(text(3, 130_000, true), '3 visitors waiting, longest ≥ 2:10');
		assert.equal(text(1, 61 * minute + 5_000), '1 visitor waiting, longest 1:01:05');
		assert.equal(text(10, 9_999), '10 visitors waiting');
		assert.equal(text(2, -minute), '2 visitors waiting', 'the clock was set back');
	});
});
