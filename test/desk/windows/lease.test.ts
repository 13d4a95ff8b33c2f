// Which window polls for all: how the lease is taken, kept and lost.
import assert from 'node:assert/strict';
import { isHeldByAnother, type Lease, leaseAfter } from '../../../src/desk/windows/lease';

const now = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

describe('The lease', () => {
	const lease: Lease = { holder: 'a', beat: now, usedAt: now - 60_000, beatEvery: 4_000 };
	const inactive: Lease = { ...lease, beatEvery: 20_000 };
	const me = { id: 'b', usedAt: undefined, refused: false, isInactive: false };
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
		['another’s who has been silent for just under 10 s', lease, {}, now + 9_999, 'a'],
		['another’s who has been silent for 10 s', lease, {}, now + 10_000, 'b'],
		[
			'another’s who has been silent for just under 50 s, and nobody was at the machine',
			inactive,
			{},
			now + 49_999,
			'a',
		],
		['another’s who has been silent for 50 s, and nobody was at the machine', inactive, {}, now + 50_000, 'b'],
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
		assert.equal(isHeldByAnother(lease, 'b', now + 9_999), true);
		assert.equal(isHeldByAnother(lease, 'b', now + 10_000), false);
		assert.equal(isHeldByAnother(lease, 'a', now), false);
	});

	it('beats only when the last beat is old', () => {
		const own = leaseAfter(undefined, me, now);
		assert.equal(leaseAfter(own, me, now + 3_999), own);
		assert.equal(leaseAfter(own, me, now + 4_000)?.beat, now + 4_000);
	});

	it('beats less often while nobody is at the machine, and says so at once, as also when somebody comes back', () => {
		const gone = leaseAfter(leaseAfter(undefined, me, now), { ...me, isInactive: true }, now + 1_000);
		assert.deepEqual([gone?.beat, gone?.beatEvery], [now + 1_000, 20_000]);
		assert.equal(leaseAfter(gone, { ...me, isInactive: true }, now + 20_999), gone);
		const back = leaseAfter(gone, me, now + 5_000);
		assert.deepEqual([back?.beat, back?.beatEvery], [now + 5_000, 4_000]);
	});
});
