// The files that windows share, on a real disk.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import fileSystem from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { createFileStore } from '../../src/node/fileStore';
import { removeFolder } from './removeFolder';

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

/** Calls back before each try of a lock, with its number: each try is one `mkdir`. */
function onTries(act: (count: number) => void) {
	const { mkdir } = fileSystem;
	let count = 0;
	const counting = (...args: Parameters<typeof mkdir>) => {
		count++;
		act(count);
		return mkdir(...args);
	};
	Object.assign(fileSystem, { mkdir: counting });
	return { restore: () => Object.assign(fileSystem, { mkdir }) };
}

describe('The store of files', () => {
	let folder: string;
	let bundle: string;
	const store = () => createFileStore(path.join(folder, 'not/there/yet'));
	const inside = (name: string) => path.join(folder, 'not/there/yet', name);

	/** Leaves a lock like a window that was killed while it had the lock. */
	function leaveLock(name: string): void {
		mkdirSync(inside(`${name}.json.lock`));
		writeFileSync(inside(`${name}.json.lock/a-dead-window`), '{"half of a te');
	}

	/** Blocks until the other process has ended. */
	function addInAnotherProcess(name: string): void {
		const script = `require(${JSON.stringify(bundle)}).createFileStore(${JSON.stringify(inside('.'))})
			.update(${JSON.stringify(name)}, (text) => String(Number(text) + 1))`;
		execFileSync(process.execPath, ['-e', script], { stdio: 'inherit', timeout: 40_000 });
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
	afterEach(() => removeFolder(folder));

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
		const contents: string[] = [];
		const tries = onTries((count) => {
			// However slow the machine is, a lock counts as left only after more than four tries.
			if (count === 4) {
				contents.push(readFileSync(inside('site.json'), 'utf8'));
				rmSync(inside('site.json.lock'), { recursive: true });
			}
		});
		await store()
			.update('site', () => 'two')
			.finally(tries.restore);
		assert.deepEqual(contents, ['one']);
		assert.equal(await store().read('site'), 'two');
	});

	it('waits for a lock for as long as it goes from one window to the next', async () => {
		await store().update('site', () => 'one');
		mkdirSync(inside('site.json.lock'));
		let now = 0;
		Object.assign(performance, { now: () => (now += 100) });
		const tries = onTries((count) => {
			if (count < 40) {
				writeFileSync(inside(`site.json.lock/window-${count}`), '');
				rmSync(inside(`site.json.lock/window-${count - 1}`), { force: true });
			} else if (count === 40) {
				rmSync(inside('site.json.lock'), { recursive: true });
			}
		});
		try {
			await store().update('site', () => 'two');
		} finally {
			tries.restore();
			Reflect.deleteProperty(performance, 'now');
		}
		assert.equal(await store().read('site'), 'two');
		assert.ok(now >= 4_000);
	});

	it('loses no change where many windows break one lock at the same time', async () => {
		await store().update('n', () => '0');
		leaveLock('n');
		const stores = Array.from({ length: 40 }, store);
		await Promise.all(stores.map((each) => each.update('n', (text) => String(Number(text) + 1))));
		assert.equal(await store().read('n'), '40');
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
		const standStill = () => {
			for (const until = performance.now() + 1_200; performance.now() < until; ) {
				// like a suspended process
			}
		};
		const contents: string[] = [];
		const tries = onTries((count) => {
			if (count === 3) {
				standStill();
			} else if (count === 5) {
				contents.push(readFileSync(inside('site.json'), 'utf8'), ...readdirSync(inside('site.json.lock')));
			}
		});
		await store()
			.update('site', () => 'two')
			.finally(tries.restore);
		assert.deepEqual(contents, ['one', 'a-dead-window']);
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
