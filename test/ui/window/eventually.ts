// Assertions on what a window shows: they read again until it is as expected, for a window paints when it can.
import assert from 'node:assert/strict';

/** How long (ms) a window may take to show what it knows: the machine may be busy. */
const PATIENCE = 10_000;

type Read<T> = () => T | Promise<T>;

/**
 * As the assertions of `node:assert`, with a function that reads the value in place of the value.
 * They throw what the assertion says of the last value. They don't show that something never happens: for that, wait for what comes after it.
 */
export const eventually = {
	equal: <T>(read: Read<T>, expected: T, message?: string): Promise<void> =>
		again(read, (value) => assert.equal(value, expected, message)),
	deepEqual: <T>(read: Read<T>, expected: T, message?: string): Promise<void> =>
		again(read, (value) => assert.deepEqual(value, expected, message)),
	match: (read: Read<string>, expected: RegExp, message?: string): Promise<void> =>
		again(read, (value) => assert.match(value, expected, message)),
	ok: (read: Read<unknown>, message?: string): Promise<void> => again(read, (value) => assert.ok(value, message)),
};

async function again<T>(read: Read<T>, check: (value: T) => void): Promise<void> {
	for (const deadline = Date.now() + PATIENCE; ; await new Promise((done) => setTimeout(done, 50))) {
		try {
			check(await read()); // to read fails, too, while the page of a panel is replaced
			return;
		} catch (error) {
			if (Date.now() > deadline) {
				throw error;
			}
		}
	}
}
