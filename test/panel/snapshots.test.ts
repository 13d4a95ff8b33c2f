// The snapshots that a visitor panel's page gets.
import assert from 'node:assert/strict';
import { createSnapshots } from '../../src/host/visitorPanel/snapshots';
import { details, full, state } from '../present/details/detailsFixtures';

describe('A snapshot of a panel', () => {
	it('carries the time of the moment when it is sent, however old its content is', () => {
		let now = 1000;
		const snapshots = createSnapshots(
			() => ({ preview: false, details: details(state(full)) }),
			() => now,
		);
		snapshots.refresh();
		now = 240_000;
		assert.equal(snapshots.refresh(), false, 'nothing has changed');
		assert.equal(snapshots.current.now, 240_000);
	});

	it('has a new revision only with a new content, or when a preview is kept', () => {
		let company = 'a';
		let preview = true;
		const snapshots = createSnapshots(
			() => ({ preview, details: details(state({ ...full, company })) }),
			() => 0,
		);
		const { revision } = snapshots.current;
		assert.equal(snapshots.refresh(), false);
		assert.equal(snapshots.current.revision, revision);
		company = 'b';
		assert.equal(snapshots.refresh(), true);
		assert.equal(snapshots.current.revision, revision + 1);
		preview = false;
		assert.equal(snapshots.refresh(), true);
		assert.equal(snapshots.current.preview, false);
	});
});
