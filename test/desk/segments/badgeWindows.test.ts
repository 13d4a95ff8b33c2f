// What all windows know of the visitors of a segment.
import assert from 'node:assert/strict';
import { createSegments, readSegments } from '../../../src/desk/segments/segments';
import { visitor } from '../../fixtures/fakeServer';
import { first, machine } from '../../fixtures/windows';

const minute = 60_000;

describe('The visitors whose segment is in the badge', () => {
	it('are counted for all windows by the one that polls, without visitor data on disk', async () => {
		const world = machine({ windows: 6 });
		const setting = [{ name: 'Acme', badge: true, rules: [{ field: 'email', contains: '@acme.example' }] }];
		world.segments = createSegments(readSegments(setting).segments, () => undefined);
		world.server.visitors = [
			visitor('v1', { email: 'mira@acme.example' }),
			visitor('v2', { email: 'jo@acme.example', status: 'waitingForChat' }),
			visitor('v3', { email: 'jo@other.example' }),
		];
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(30_000);
		const counts = () => world.windows.map((window) => world.state(window).segmentCount);
		assert.deepEqual(counts(), [1, 1, 1, 1, 1, 1]);
		assert.doesNotMatch([...world.disk.files.values()].join(), /acme/i);
		world.server.visitors = [];
		await world.clock.advance(2 * minute);
		assert.deepEqual(counts(), [0, 0, 0, 0, 0, 0]);
	});
});
