// The shared file in each window: own changes count at once, those of others after the next sync, and nothing is called back after the end.
import assert from 'node:assert/strict';
import { afterThrottled, factorNow, silentUntil } from '../../../src/desk/windows/backoff';
import { createCallRecord } from '../../../src/desk/windows/callRecord';
import { createShare, type Share } from '../../../src/desk/windows/share';
import { signedOutText } from '../../../src/desk/windows/shared';
import { manualClock } from '../../fixtures/manualClock';
import { recordingLog } from '../../fixtures/recordingLog';
import { sharedDisk } from '../../fixtures/sharedStore';

const minute = 60_000;

function machine() {
	const clock = manualClock();
	const disk = sharedDisk(clock);
	return {
		clock,
		disk,
		open() {
			const log = recordingLog();
			const { store } = disk.window();
			const gone: string[] = [];
			const share = createShare({ store, name: 's', clock, log, onEnd: (why) => void gone.push(why) });
			return { share, callRecord: createCallRecord({ store, clock, log }), log, gone };
		},
		async looks(...shares: readonly Share[]) {
			await Promise.all([...shares.map((share) => share.sync()), clock.advance(100)]);
		},
	};
}

const look = (share: Share) => share.change((shared) => [{ ...shared, fastPolls: shared.fastPolls + 1 }, undefined]);

describe('What is shared', () => {
	it('has the own changes at once and all of them, those of another window after a look', async () => {
		const { clock, open, looks } = machine();
		const [a, b] = [open(), open()];
		void look(a.share);
		void look(a.share);
		assert.equal(a.share.current.fastPolls, 2);
		await clock.advance(100);
		void look(b.share);
		assert.equal(b.share.current.fastPolls, 1, 'as far as it knows');
		await clock.advance(100);
		assert.equal(b.share.current.fastPolls, 3);
		await looks(a.share);
		assert.equal(a.share.current.fastPolls, 3);
	});

	it('is looked at and changed one after the other: an older answer of the disk never overtakes a newer one', async () => {
		const clock = manualClock();
		let text: string | undefined;
		const answer = <Value>(value: Value, ms: number) =>
			new Promise<Value>((resolve) => void clock.setTimer(() => resolve(value), ms));
		const store = {
			read: () => answer(text, 500),
			async update(_name: string, change: (before: string | undefined) => string | undefined) {
				text = change(text) ?? text;
				await answer(undefined, 1);
			},
			remove: () => Promise.resolve(),
		};
		const share = createShare({ store, name: 's', clock, log: recordingLog(), onEnd: () => undefined });
		await Promise.all([look(share), clock.advance(100)]);
		void share.sync();
		await clock.advance(100);
		void look(share);
		await clock.advance(450);
		assert.equal(share.current.fastPolls, 2);
	});

	it('calls nobody back once it is closed, but what was asked before is still done', async () => {
		const { clock, disk, open, looks } = machine();
		const { share, gone } = open();
		void look(share);
		await clock.advance(100);
		void look(share);
		share.close();
		await clock.advance(100);
		assert.match(disk.files.get('s') ?? '', /"fastPolls":2/);
		disk.files.delete('s');
		void look(share);
		await looks(share);
		assert.deepEqual(gone, []);
		assert.equal(disk.files.has('s'), false, 'a site that was signed out of does not come back');
	});

	it('ends for all with a sign-out', async () => {
		const { disk, open, looks } = machine();
		const [a, b] = [open(), open()];
		await looks(a.share, b.share);
		await Promise.all([look(a.share), looks()]);
		disk.files.set('s', signedOutText);
		await looks(a.share, b.share);
		assert.deepEqual([a.gone, b.gone], [['signedOut'], ['signedOut']]);
		await Promise.all([look(a.share), looks()]);
		assert.equal(disk.files.get('s'), signedOutText);
	});

	it('loses no deadline and no call that a window met while it was alone', async () => {
		const { clock, disk, open } = machine();
		const [a, b] = [open(), open()];
		await Promise.all([look(a.share), look(b.share), clock.advance(100)]);
		disk.fault = 'readOnly';
		const until = clock.now() + 10 * minute;
		const learn = a.share.change((shared, now) => [
			{ ...shared, backoff: afterThrottled(shared.backoff, until, now) },
			undefined,
		]);
		a.callRecord.record(7);
		await Promise.all([learn, clock.advance(100)]);
		disk.fault = 'none';
		await clock.advance(minute);
		const taken = b.callRecord.take(1, 100);
		await Promise.all([look(a.share), a.callRecord.take(1, 100), taken, clock.advance(100)]);
		await Promise.all([b.share.sync(), b.callRecord.sync(), clock.advance(100)]);
		assert.equal(silentUntil(b.share.current.backoff, clock.now()), until);
		assert.ok(factorNow(b.share.current.backoff, clock.now()) > 1.3, 'nor what it taught');
		assert.ok(b.callRecord.calls.reduce((sum, { calls }) => sum + calls, 0) >= 8);
	});

	it('that another version writes beside this one is said once in ten minutes, not with every look', async () => {
		const { clock, disk, open, looks } = machine();
		const { share, log } = open();
		await Promise.all([look(share), clock.advance(100)]);
		for (let n = 0; n < 300; n++) {
			disk.files.set('s', '{"version":0}');
			await looks(share);
			await Promise.all([look(share), clock.advance(1_400)]);
			await clock.advance(0);
		}
		assert.equal(log.lines.filter((line) => /could not be read/.test(line)).length, 1, log.lines.join('\n'));
		await clock.advance(10 * minute);
		disk.files.set('s', '{"version":0}');
		await looks(share);
		assert.equal(log.lines.length, 2);
	});
});

describe('What was spent', () => {
	it('is counted over all windows, binds who takes and not who notes', async () => {
		const { clock, open } = machine();
		const [a, b] = [open(), open()];
		const taken: boolean[] = [];
		const take = async (from: typeof a) => void taken.push(await from.callRecord.take(4, 10));
		await Promise.all([take(a), take(b), take(a), clock.advance(100)]);
		assert.deepEqual(taken.toSorted(), [false, true, true]);
		b.callRecord.record(5);
		await Promise.all([a.callRecord.sync(), b.callRecord.sync(), clock.advance(100)]);
		assert.equal(
			a.callRecord.calls.reduce((sum, { calls }) => sum + calls, 0),
			13,
		);
	});

	it('is counted for five minutes and no longer where the clock was set back', async () => {
		const { clock, open } = machine();
		const { callRecord } = open();
		callRecord.record(10);
		await clock.advance(100);
		clock.set(clock.now() - 60 * minute);
		const fits = async () => (await Promise.all([callRecord.take(1, 10), clock.advance(100)]))[0];
		assert.equal(await fits(), false);
		await clock.advance(5 * minute + 10_000);
		assert.equal(await fits(), true);
	});

	it('is written anew where the file is gone or holds nonsense, and forgets nothing it knows', async () => {
		const { clock, disk, open } = machine();
		const { callRecord, log } = open();
		callRecord.record(3);
		await clock.advance(100);
		disk.files.delete('calls');
		callRecord.record(2);
		await clock.advance(100);
		for (const nonsense of ['', '[]', '{"version":2,"spent":[]}', '{"version":1}']) {
			disk.files.set('calls', nonsense);
			await Promise.all([callRecord.sync(), clock.advance(100)]);
		}
		callRecord.record(1);
		await clock.advance(100);
		assert.match(disk.files.get('calls') ?? '', /"calls":6/);
		assert.equal(log.lines.length, 1);
	});
});
