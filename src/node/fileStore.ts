// Keeps the small texts that all windows share as files in one folder: whole at any moment, changed by one window at a time. For the Node entry alone.
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../service/ports';

/** A lock that stays the same for so long (ms) was left by a window that was killed. */
const lockLives = 1_000;
/** How long (ms) to wait for a lock that others hold: longer than a left one lives, or its death would lock everybody out. */
const patience = 1_500;

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
		// By our own clock alone: that of a network drive may be another, and both are set at times.
		const began = performance.now();
		let seen: string | undefined;
		let seenAt = began;
		for (;;) {
			try {
				await (await open(file, 'wx')).close();
				return;
			} catch (error) {
				const code = codeOf(error);
				if (code === 'ENOENT') {
					await mkdir(folder, { recursive: true });
				} else if (code !== 'EEXIST' && code !== 'EPERM') {
					throw error; // Windows says EPERM of a file that is just being deleted
				} else {
					const other = await ididOfRow(file);
					const now = performance.now();
					if (other !== seen) {
						[seen, seenAt] = [other, now];
					} else if (other !== undefined && now - seenAt > lockLives) {
						await rm(file, { force: true });
						continue;
					}
					if (now - began > patience) {
						throw Object.assign(new Error('locked'), { code: code === 'EPERM' ? code : 'ELOCKED' });
					}
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

/** What tells a lock from the next one of the same name; undefined where it is gone meanwhile. */
async function ididOfRow(lockFile: string): Promise<string | undefined> {
	try {
		const { ino, mtimeMs } = await stat(lockFile);
		return `${ino} ${mtimeMs}`;
	} catch {
		return undefined; // the next try gets it
	}
}

function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | undefined)?.code;
	return typeof code === 'string' ? code : '';
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
