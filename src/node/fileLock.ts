// A lock between processes: a folder with one file that bears its owner's name.
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, isBusy, whileBusy } from './busyFiles';

export interface Lock {
	/** The owner's file in the lock, empty at first. The owner may write to it. */
	readonly ownFile: string;
	/**
	 * Moves the owner's file over `file`: in one step, so it's done only while the lock is still this owner's.
	 * Returns false where another process has broken the lock.
	 */
	moveTo(file: string): Promise<boolean>;
	/** Removes this owner's lock, and never another's. */
	release(): Promise<void>;
}

/** After this time (ms) without a change a lock counts as left by a process that was killed. */
const staleAfter = 1_000;

/**
 * How long (ms) to wait for a lock that stays with one owner. Longer than `staleAfter`, or a lock that was left would keep everybody out.
 * While it goes from one owner to the next, everybody has a turn soon: on a busy machine the turns are only slower.
 */
const lockTimeout = 2_500;

/** How long (ms) to wait while the folder can't be written: it may be read-only. */
const accessTimeout = 1_000;

/**
 * Maximum time (ms) that counts between two tries: a process that was suspended can't tell whether the lock changed meanwhile,
 * and one that the machine left no time has hardly tried.
 */
const maxStep = 250;

/**
 * Waits for the lock and takes it. Rejects with the code `ELOCKED` after 2.5 s in which the lock stayed with one owner, with
 * the system's code after that time (`EACCES`: 1 s) while access is denied, and at once with any other error.
 *
 * Another process may be killed or suspended at any step, so no step depends on an earlier check:
 * only one `mkdir` of several succeeds; a file is removed by its owner's name, which no other lock has; a folder is removed only
 * while it is empty; and an owner whose folder was removed before its file was in it gets an error, and starts again.
 * @param owner a name that no other lock ever has
 */
export async function takeLock(folder: string, owner: string): Promise<Lock> {
	const ownFile = path.join(folder, owner);
	// Measured in steps of this process: the clock of the drive may differ, and both clocks may be set.
	let triedAt = performance.now();
	let content: readonly string[] = [];
	let unchanged = 0;
	/** Like `unchanged`, but an attempt to break the lock doesn't end it: it may not succeed. */
	let waited = 0;
	for (;;) {
		const refusal = await tryLock(folder, owner);
		if (refusal === undefined) {
			return lockOf(folder, ownFile);
		}
		const now = performance.now();
		const took = Math.min(now - triedAt, maxStep);
		triedAt = now;
		const before = content;
		content = await ownersOf(folder);
		const isSame = content.join() === before.join();
		unchanged = isSame ? unchanged + took : 0;
		waited = isSame ? waited + took : 0;
		if (unchanged > staleAfter) {
			await breakLock(folder, content);
			unchanged = 0;
		} else if (waited > (refusal === 'EACCES' ? accessTimeout : lockTimeout)) {
			throw Object.assign(new Error('locked'), { code: refusal });
		} else {
			await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10));
		}
	}
}

/** Returns undefined once the lock is `owner`'s, else why it isn't. */
async function tryLock(folder: string, owner: string): Promise<string | undefined> {
	try {
		await mkdir(folder);
		await whileBusy(() => writeFile(path.join(folder, owner), '', { flag: 'wx' }));
	} catch (error) {
		const code = codeOf(error);
		if (code === 'ENOENT') {
			await mkdir(path.dirname(folder), { recursive: true });
		}
		if (code === 'EEXIST' || code === 'ENOENT') {
			return 'ELOCKED';
		}
		if (isBusy(code)) {
			return code; // Windows says EPERM of a folder that is being removed at this moment
		}
		throw error;
	}
	// Where the folder was removed and created again between the two steps, there may be another owner's file in it.
	const owners = await ownersOf(folder);
	if (owners.length === 1 && owners[0] === owner) {
		return undefined;
	}
	await breakLock(folder, [owner]);
	return 'ELOCKED';
}

function lockOf(folder: string, ownFile: string): Lock {
	return {
		ownFile,
		moveTo: (file) => replace(ownFile, file),
		release: () => breakLock(folder, [path.basename(ownFile)]),
	};
}

/** Removes these owners' files, then the folder if it is empty. */
async function breakLock(folder: string, owners: readonly string[]): Promise<void> {
	await Promise.all(owners.map((owner) => whileBusy(() => rm(path.join(folder, owner), { force: true }))));
	// Another process has removed it, or has created it again. An empty one is broken by the next process that waits.
	await whileBusy(() => rmdir(folder)).catch(() => undefined);
}

/** The names of the files in the lock; none where it is gone. */
async function ownersOf(folder: string): Promise<readonly string[]> {
	try {
		return (await readdir(folder)).sort();
	} catch {
		return []; // the next try makes it, or fails with the reason
	}
}

/** Returns false if there is nothing to move. */
async function replace(from: string, to: string): Promise<boolean> {
	try {
		await whileBusy(() => rename(from, to));
		return true;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') {
			return false;
		}
		throw error;
	}
}
