// Which window polls for all: how the lease is taken, kept and lost.
import assert from 'node:assert/strict';
import { deadAfter, isHeldByAnother, type Lease, leaseAfter } from '../../../src/desk/windows/lease';

const now = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

describe('The lease', () => {
	const lease: Lease = { holder: 'a', beat: now, usedAt: now - 60_000 };
	const me = { id: 'b', usedAt: undefined, refused: false };
	const rows: readonly (readonly [
		string,
		Lease | undefined,
		Partial<typeof me> | { usedAt: number },
		number,
		string | undefined,
	])[] = [
		['free', undefined, {}, now, 'b'],
		['free, but we are refused', undefined, { refused: true }, now, undefined],
		['another’s', lease, {}, now, 'a'],
		['another’s who has been silent for just under 10 s', lease, {}, now + deadAfter - 1, 'a'],
		['another’s who has been silent for 10 s', lease, {}, now + deadAfter, 'b'],
		['another’s, and we are in use since later', lease, { usedAt: now - 1_000 }, now, 'b'],
		['another’s, and we were in use before', lease, { usedAt: now - 90_000 }, now, 'a'],
		['silent, but we are refused', lease, { refused: true }, now + hour, 'a'],
		['our own', { ...lease, holder: 'b' }, {}, now + 5_000, 'b'],
		['our own, and we are refused', { ...lease, holder: 'b' }, { refused: true }, now, undefined],
	];
	for (const [name, before, candidate, instant, holder] of rows) {
		it(`${name}: ${holder === 'b' ? 'taken' : holder === 'a' ? 'left alone' : 'nobody’s'}`, () =>
			assert.equal(leaseAfter(before, { ...me, ...candidate }, instant)?.holder, holder));
	}

	it('says since when its holder is in use: at once when the user comes back, and still when the user has gone', () => {
		const used = leaseAfter(undefined, { ...me, usedAt: now }, now);
		assert.equal(leaseAfter(used, { ...me, usedAt: now + 1_000 }, now + 1_000)?.usedAt, now + 1_000);
		assert.equal(leaseAfter(used, me, now + 5_000)?.usedAt, now);
	});

	it('is held by another only while that one shows that it lives', () => {
		assert.equal(isHeldByAnother(lease, 'b', now + deadAfter - 1), true);
		assert.equal(isHeldByAnother(lease, 'b', now + deadAfter), false);
		assert.equal(isHeldByAnother(lease, 'a', now), false);
	});

	it('beats only when the last beat is old', () => {
		const own = leaseAfter(undefined, me, now);
		assert.equal(leaseAfter(own, me, now + 3_999), own);
		assert.equal(leaseAfter(own, me, now + 4_000)?.beat, now + 4_000);
	});
});
