// @ts-check
// Runs tasks side by side in a number of lanes, and keeps apart those that would disturb each other.

/**
 * @typedef {object} Task
 * @property {readonly string[]} [reads] what it needs unchanged while it runs
 * @property {readonly string[]} [writes] what it changes
 * @property {Promise<unknown>} [after] what must be done before it can start
 */

/**
 * Starts each task as early as it may: not beside one that writes what it reads or writes, and not before such a one that stands
 * earlier in the list. So a run in many lanes ends with the same state as a run in one.
 *
 * @template {Task} T
 * @param {readonly T[]} tasks
 * @param {number} lanes
 * @param {(task: T) => Promise<void>} run
 */
export async function runInLanes(tasks, lanes, run) {
	const waiting = new Set(tasks);
	/** @type {Map<T, Promise<unknown>>} */
	const running = new Map();
	/** @type {Map<T, Promise<unknown>>} */
	const unready = new Map();
	for (const task of tasks) {
		if (task.after) {
			unready.set(
				task,
				task.after.then(() => unready.delete(task)),
			);
		}
	}
	while (waiting.size > 0 || running.size > 0) {
		/** @type {T[]} */
		const earlier = [];
		for (const task of waiting) {
			const isFree = ![...running.keys(), ...earlier].some((other) => conflict(task, other));
			if (running.size < lanes && isFree && !unready.has(task)) {
				waiting.delete(task);
				running.set(
					task,
					run(task).finally(() => running.delete(task)),
				);
			} else {
				earlier.push(task);
			}
		}
		await Promise.race([...running.values(), ...unready.values()]);
	}
}

/**
 * @param {Task} one
 * @param {Task} other
 */
function conflict(one, other) {
	const touches = (/** @type {Task} */ { reads = [], writes = [] }) => [...reads, ...writes];
	return (
		touches(one).some((thing) => other.writes?.includes(thing)) ||
		touches(other).some((thing) => one.writes?.includes(thing))
	);
}
