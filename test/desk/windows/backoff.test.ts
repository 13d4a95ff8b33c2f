// The backoff after throttling: until when nothing is sent, and by how much polls are slowed down.
import assert from 'node:assert/strict';
import { afterThrottled, clampedBackoff, factorNow, noBackoff, silentUntil } from '../../../src/desk/windows/backoff';

const now = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

describe('Throttling', () => {
	it('is obeyed until the instant named, the latest of several', () => {
		const twice = afterThrottled(afterThrottled(noBackoff, now + 60_000, now), now + 30_000, now + 1_000);
		assert.equal(silentUntil(twice, now + 59_999), now + 60_000);
		assert.equal(silentUntil(twice, now + 60_000), undefined);
	});

	it('without an instant silences nobody, but teaches', () => {
		const after = afterThrottled(noBackoff, undefined, now);
		assert.equal(silentUntil(after, now), undefined);
		assert.ok(factorNow(after, now) > 1.2);
	});

	it('teaches once a moment, up to a limit, and recovers by half in an hour', () => {
		const once = afterThrottled(noBackoff, undefined, now);
		assert.equal(factorNow(afterThrottled(once, undefined, now + 1_000), now), factorNow(once, now));
		let many = once;
		for (let n = 1; n < 100; n++) {
			many = afterThrottled(many, undefined, now + n * 60_000);
		}
		const last = now + 99 * 60_000;
		const most = factorNow(many, last);
		assert.ok(most > 20 && most <= 30);
		assert.ok(Math.abs(factorNow(many, last + hour) - most / 2) < 1);
		assert.equal(factorNow(many, last + 24 * hour), 1);
	});

	it('lasts as long as it was asked for where the clock goes back', () => {
		const after = clampedBackoff(afterThrottled(noBackoff, now + 60_000, now), now - hour);
		assert.equal(silentUntil(after, now - hour), now - hour + 60_000);
		assert.equal(clampedBackoff(after, now - hour), after);
	});
});
