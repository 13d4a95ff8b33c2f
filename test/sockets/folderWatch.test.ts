// Reports of changed files, on a real disk.

import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { watch } from 'node:fs';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFileStore } from '../../src/node/fileStore';
import { watchFolder } from '../../src/node/folderWatch';
import type { Store, StoreWatch } from '../../src/service/ports';
import { removeFolder } from './removeFolder';

async function until(isTrue: () => boolean): Promise<void> {
	for (const deadline = Date.now() + 10_000; !isTrue(); ) {
		assert.ok(Date.now() < deadline, 'waited for 10 s');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

function watchOf(store: Store, name: string, onChange: () => void): StoreWatch {
	const started = store.watch?.(name, onChange);
	assert.ok(started);
	return started;
}

describe('A store of files that is watched', () => {
	let root: string;
	const folder = () => path.join(root, 'not/there/yet');
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'fd-watch-'));
	});
	afterEach(() => removeFolder(root));

	it('says that it reports, then reports what any window writes or removes, by its name', async () => {
		const [one, other] = [createFileStore(folder()), createFileStore(folder())];
		const reports = { site: 0, calls: 0 };
		const site = watchOf(one, 'site', () => reports.site++);
		const calls = watchOf(one, 'calls', () => reports.calls++);
		assert.equal(site.isOn, false);
		await until(() => site.isOn && calls.isOn);
		for (const change of [
			() => other.update('site', () => 'one'),
			() => one.update('site', () => 'two'),
			() => other.remove('site'),
		]) {
			const before = { ...reports };
			await change();
			await until(() => reports.site > before.site);
			assert.equal(reports.calls, before.calls);
		}
		site.close();
		calls.close();
		assert.deepEqual([site.isOn, calls.isOn], [false, false]);
	});

	it('creates no folder where nothing is watched', async () => {
		await createFileStore(folder()).read('site');
		assert.deepEqual(readdirSync(root), []);
	});
});

/** A fake `fs.watch` whose reports the test triggers. */
function fakeWatch() {
	const watcher = Object.assign(new EventEmitter(), {
		isClosed: false,
		close() {
			watcher.isClosed = true;
		},
	});
	return { watcher, start: (() => watcher) as unknown as typeof watch };
}

describe('A watched folder', () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(path.join(tmpdir(), 'fd-watch-'));
	});
	afterEach(() => removeFolder(root));

	it('ends, and says so, where the system does not report what this process wrote', async () => {
		const { watcher, start } = fakeWatch();
		const changes = watchFolder(root, start);
		let reports = 0;
		const site = changes.watch('site.json', () => reports++);
		await until(() => site.isOn);
		assert.equal(reports, 1);
		changes.expect('site.json');
		watcher.emit('change', 'rename', 'site.json');
		assert.equal(reports, 2);
		changes.expect('site.json');
		await until(() => !site.isOn);
		assert.deepEqual([reports, watcher.isClosed], [3, true]);
		const later = changes.watch('site.json', () => undefined);
		assert.equal(later.isOn, false);
	});

	it('takes a report without a name for one of every file', async () => {
		const { watcher, start } = fakeWatch();
		const changes = watchFolder(root, start);
		const reports: string[] = [];
		const watches = ['a', 'b'].map((file) => changes.watch(file, () => reports.push(file)));
		await until(() => watches.every(({ isOn }) => isOn));
		reports.length = 0;
		watcher.emit('change', 'rename', null);
		assert.deepEqual(reports, ['a', 'b']);
	});

	it('ends where the system stops to report, or cannot begin to', async () => {
		const { watcher, start } = fakeWatch();
		let reports = 0;
		const site = watchFolder(root, start).watch('site.json', () => reports++);
		await until(() => site.isOn);
		watcher.emit('error', Object.assign(new Error('no more'), { code: 'EMFILE' }));
		assert.deepEqual([site.isOn, reports], [false, 2]);

		const refused = watchFolder(root, () => {
			throw Object.assign(new Error('no more watches'), { code: 'ENOSPC' });
		});
		let told = 0;
		const never = refused.watch('site.json', () => told++);
		await until(() => told > 0);
		assert.equal(never.isOn, false);
	});
});
