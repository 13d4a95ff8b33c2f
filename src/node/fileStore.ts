// Keeps the small texts that all windows share as files in one folder: readers see them whole, and one window at a time changes them.
import { randomUUID } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '../service/ports';
import { codeOf, whileBusy } from './busyFiles';
import { type Lock, takeLock } from './fileLock';
import { watchFolder } from './folderWatch';

/** How often a change starts again after another window broke the lock, because this one was suspended for too long. */
const mostTries = 3;

export function createFileStore(folder: string): Store {
	const changes = watchFolder(folder);
	const fileName = (name: string) => `${encodeURIComponent(name)}.json`;
	const fileOf = (name: string) => path.join(folder, fileName(name));

	async function read(name: string): Promise<string | undefined> {
		try {
			return await whileBusy(() => readFile(fileOf(name), 'utf8'));
		} catch (error) {
			if (codeOf(error) === 'ENOENT') {
				return undefined;
			}
			throw error;
		}
	}

	/** Replaces the file. Returns false where the lock was lost meanwhile: then nothing was written. */
	async function change(name: string, lock: Lock, make: (text: string | undefined) => string | undefined) {
		const next = make(await read(name));
		if (next === undefined) {
			return true;
		}
		if (!(await write(lock.ownFile, next))) {
			return false;
		}
		changes.expect(fileName(name));
		return await lock.moveTo(fileOf(name));
	}

	return {
		read,
		async update(name, make) {
			for (let tries = 1; ; tries++) {
				const lock = await takeLock(`${fileOf(name)}.lock`, randomUUID());
				try {
					if (await change(name, lock, make)) {
						return;
					}
				} finally {
					await lock.release();
				}
				if (tries === mostTries) {
					throw Object.assign(new Error('lock lost'), { code: 'ELOCKED' });
				}
			}
		},
		async remove(name) {
			await whileBusy(() => rm(fileOf(name), { force: true }));
		},
		watch: (name, onChange) => changes.watch(fileName(name), onChange),
	};
}

/** Writes into a file that must be there already: another window may have removed it. */
async function write(file: string, text: string): Promise<boolean> {
	try {
		const handle = await whileBusy(() => open(file, 'r+'));
		try {
			await handle.writeFile(text);
		} finally {
			await handle.close();
		}
		return true;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') {
			return false;
		}
		throw error;
	}
}
