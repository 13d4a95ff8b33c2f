// The files that windows share, on a real disk.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileStore } from '../../src/node/fileStore';

describe('The store of files', () => {
	let folder: string;
	const store = () => createFileStore(path.join(folder, 'not/there/yet'));
	const inside = (name: string) => path.join(folder, 'not/there/yet', name);

	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'fd-store-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it('creates its folder, replaces, leaves unchanged and removes, and leaves no other file behind', async () => {
		assert.equal(await store().read('site'), undefined);
		await store().update('site', () => 'one');
		await store().update('site', (text) => `${text} two`);
		await store().update('site', () => undefined);
		assert.equal(await store().read('site'), 'one two');
		assert.deepEqual(readdirSync(inside('.')), ['site.json']);
		await store().remove('site');
		await store().remove('site');
		assert.deepEqual(readdirSync(inside('.')), []);
	});

	it('stores any name as a file in its own folder', async () => {
		await store().update('../../escaped', () => 'x');
		assert.deepEqual(readdirSync(folder), ['not']);
	});

	it('loses no change when many windows write at once', async () => {
		const stores = Array.from({ length: 6 }, store);
		await Promise.all(
			stores.flatMap((each) =>
				Array.from({ length: 10 }, () => each.update('n', (text) => String(Number(text ?? 0) + 1))),
			),
		);
		assert.equal(await store().read('n'), '60');
	});

	it('breaks the lock of a window that was killed, and no window that waits for it gives up', async () => {
		await store().update('n', () => '0');
		writeFileSync(inside('n.json.lock'), '');
		const add = () => store().update('n', (text) => String(Number(text) + 1));
		const waiting = Array.from({ length: 6 }, async (_, n) => {
			await new Promise((resolve) => setTimeout(resolve, n * 40));
			await add();
		});
		await Promise.all(waiting);
		assert.equal(await store().read('n'), '6');
	});

	it('respects a lock that is held, whatever the clock of the drive says', async () => {
		await store().update('site', () => 'one');
		writeFileSync(inside('site.json.lock'), '');
		const lastYear = new Date(Date.now() - 365 * 24 * 60 * 60_000);
		utimesSync(inside('site.json.lock'), lastYear, lastYear);
		const update = store().update('site', () => 'two');
		await new Promise((resolve) => setTimeout(resolve, 300));
		assert.equal(await store().read('site'), 'one');
		rmSync(inside('site.json.lock'));
		await update;
		assert.equal(await store().read('site'), 'two');
	});

	it('releases the lock if a change throws', async () => {
		await assert.rejects(
			store().update('site', () => {
				throw new Error('no');
			}),
		);
		await store().update('site', () => 'two');
		assert.equal(await store().read('site'), 'two');
	});

	it('rejects with the reason if it can’t write', async () => {
		writeFileSync(path.join(folder, 'not'), 'a file in the way');
		await assert.rejects(
			store().update('site', () => 'x'),
			{ code: /ENOTDIR|EEXIST/ },
		);
	});
});
