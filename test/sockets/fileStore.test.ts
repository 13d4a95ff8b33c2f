// The files that windows share, on a real disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import fileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { createFileStore } from '../../src/node/fileStore';

type Call = 'mkdir' | 'writeFile' | 'readFile' | 'open' | 'rename' | 'rm' | 'rmdir';

/** Lets the first calls of one function of the file system fail. Returns how many did. */
function failAtFirst(call: Call, code: string, times: number) {
	const original = fileSystem[call] as (...args: readonly unknown[]) => Promise<unknown>;
	let failed = 0;
	const failing = async (...args: readonly unknown[]) => {
		if (failed < times) {
			failed++;
			throw Object.assign(new Error(code), { code });
		}
		return await original(...args);
	};
	Object.assign(fileSystem, { [call]: failing });
	return Object.assign(() => failed, { restore: () => Object.assign(fileSystem, { [call]: original }) });
}

describe('The store of files', () => {
	let folder: string;
	let bundle: string;
	const store = () => createFileStore(path.join(folder, 'not/there/yet'));
	const inside = (name: string) => path.join(folder, 'not/there/yet', name);

	/** As a window leaves it that is killed with the lock in its hand. */
	function leaveLock(name: string): void {
		mkdirSync(inside(`${name}.json.lock`));
		writeFileSync(inside(`${name}.json.lock/a-dead-window`), '{"half of a te');
	}

	/** Waits for the other process: nothing of this one runs meanwhile. */
	function addInAnotherProcess(name: string): void {
		const script = `require(${JSON.stringify(bundle)}).createFileStore(${JSON.stringify(inside('.'))})
			.update(${JSON.stringify(name)}, (text) => String(Number(text) + 1))`;
		execFileSync(process.execPath, ['-e', script], { stdio: 'inherit', timeout: 8_000 });
	}

	before(async () => {
		bundle = path.join(mkdtempSync(path.join(tmpdir(), 'fd-store-')), 'fileStore.cjs');
		await build({
			entryPoints: ['src/node/fileStore.ts'],
			bundle: true,
			platform: 'node',
			format: 'cjs',
			outfile: bundle,
		});
	});
	after(() => rmSync(path.dirname(bundle), { recursive: true, force: true }));

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
		leaveLock('n');
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
		leaveLock('site');
		const lastYear = new Date(Date.now() - 365 * 24 * 60 * 60_000);
		utimesSync(inside('site.json.lock'), lastYear, lastYear);
		const update = store().update('site', () => 'two');
		await new Promise((resolve) => setTimeout(resolve, 300));
		assert.equal(await store().read('site'), 'one');
		rmSync(inside('site.json.lock'), { recursive: true });
		await update;
		assert.equal(await store().read('site'), 'two');
	});

	it('loses no change where many windows break one lock at the same time', async () => {
		await store().update('n', () => '0');
		leaveLock('n');
		const stores = Array.from({ length: 40 }, store);
		const updates = await Promise.allSettled(
			stores.map((each) => each.update('n', (text) => String(Number(text) + 1))),
		);
		const failures = updates.filter((update) => update.status === 'rejected').map(({ reason }) => String(reason));
		// On a busy machine some of so many give up.
		assert.deepEqual([...new Set([...failures, 'Error: locked'])], ['Error: locked']);
		assert.equal(await store().read('n'), String(40 - failures.length));
	});

	it('breaks a lock also of a window that was killed before its name was in it', async () => {
		await store().update('n', () => '0');
		mkdirSync(inside('n.json.lock'));
		const stores = Array.from({ length: 10 }, store);
		await Promise.all(stores.map((each) => each.update('n', (text) => String(Number(text) + 1))));
		assert.equal(await store().read('n'), '10');
		assert.deepEqual(readdirSync(inside('.')), ['n.json']);
	});

	it('takes no lock for a dead one because this window itself stood still while it waited', async () => {
		await store().update('site', () => 'one');
		leaveLock('site');
		const update = store().update('site', () => 'two');
		await new Promise((resolve) => setTimeout(resolve, 100));
		const until = performance.now() + 1_200;
		while (performance.now() < until) {
			// as in a process that is stopped
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
		assert.equal(await store().read('site'), 'one');
		await update;
		assert.equal(await store().read('site'), 'two');
	});

	it('loses no change of another window where this one stands still for long while it has the lock', async () => {
		await store().update('n', () => '0');
		let stalls = true;
		await store().update('n', (text) => {
			if (stalls) {
				stalls = false;
				addInAnotherProcess('n');
			}
			return String(Number(text) + 1);
		});
		assert.equal(await store().read('n'), '2');
		assert.deepEqual(readdirSync(inside('.')), ['n.json']);
	});

	for (const call of ['mkdir', 'writeFile', 'readFile', 'open', 'rename', 'rm', 'rmdir'] as const) {
		for (const code of ['EBUSY', 'EACCES', 'EPERM']) {
			it(`writes although ${call} fails with ${code} for a moment, as while a virus scanner reads the file`, async () => {
				await store().update('n', () => '0');
				const failures = failAtFirst(call, code, 3);
				try {
					await store().update('n', (text) => String(Number(text) + 1));
					assert.equal(failures(), 3);
					assert.equal(await store().read('n'), '1');
				} finally {
					failures.restore();
				}
				assert.deepEqual(readdirSync(inside('.')), ['n.json']);
			});
		}
	}

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
