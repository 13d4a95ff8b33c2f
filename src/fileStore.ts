// Keeps the small texts that all windows share as files in one folder: whole at any moment, changed by one window at a time. For the Node entry alone.
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from './service/ports';

/** A lock older than this (ms) was left by a window that was killed. */
const lockLives = 2_000;
/** How long (ms) to wait for a lock that others hold: long enough to pass over that of a window that was killed. */
const patience = lockLives + 500;

export function createFileStore(folder: string): Store {
	const fileOf = (name: string) => path.join(folder, `${encodeURIComponent(name)}.json`);

	async function read(name: string): Promise<string | undefined> {
		try {
			return await readFile(fileOf(name), 'utf8');
		} catch (error) {
			if (codeOf(error) === 'ENOENT') {
				return undefined;
			}
			throw error;
		}
	}

	/** Waits until the lock is ours. An exclusive create is the one thing that two processes can't both do. */
	async function lock(file: string): Promise<void> {
		for (const deadline = Date.now() + patience; ; ) {
			try {
				await (await open(file, 'wx')).close();
				return;
			} catch (error) {
				const code = codeOf(error);
				if (code === 'ENOENT') {
					await mkdir(folder, { recursive: true });
				} else if (code !== 'EEXIST' && code !== 'EPERM') {
					throw error; // Windows says EPERM of a file that is just being deleted
				} else if (await isLeft(file)) {
					await rm(file, { force: true });
				} else if (Date.now() > deadline) {
					throw Object.assign(new Error('locked'), { code: code === 'EPERM' ? code : 'ELOCKED' });
				} else {
					await pause(5 + Math.random() * 10);
				}
			}
		}
	}

	return {
		read,
		async update(name, change) {
			const file = fileOf(name);
			await lock(`${file}.lock`);
			try {
				const next = change(await read(name));
				if (next !== undefined) {
					// A reader never sees half of it.
					const fresh = `${file}.${process.pid}`;
					await writeFile(fresh, next);
					await replace(fresh, file);
				}
			} finally {
				await rm(`${file}.lock`, { force: true });
			}
		},
		async remove(name) {
			await rm(fileOf(name), { force: true });
		},
	};
}

/** On Windows a file that somebody reads at this moment can't be replaced: in a moment it can. */
async function replace(fresh: string, file: string): Promise<void> {
	for (let tries = 0; ; tries++) {
		try {
			await rename(fresh, file);
			return;
		} catch (error) {
			if (tries >= 5 || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) {
				await rm(fresh, { force: true });
				throw error;
			}
			await pause(10 * 2 ** tries);
		}
	}
}

async function isLeft(lockFile: string): Promise<boolean> {
	try {
		const { mtimeMs } = await stat(lockFile);
		return Math.abs(Date.now() - mtimeMs) > lockLives; // also where the clock was set back
	} catch {
		return false; // gone meanwhile: the next try gets it
	}
}

function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | undefined)?.code;
	return typeof code === 'string' ? code : '';
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
