// @ts-check
// Runs tasks side by side in lanes, as many as are given or as keep the processors busy, and keeps apart those that would disturb each other.
import os from 'node:os';

/**
 * @typedef {object} Task
 * @property {readonly string[]} [reads] what it needs unchanged while it runs
 * @property {readonly string[]} [writes] what it changes
 * @property {Promise<unknown>} [after] what must be done before it can start
 */

/** @typedef {(running: number) => boolean} Lanes whether another task may start beside so many */

/** How long (ms) a new process has until the idle time is read again: VS Code takes some seconds until it works. */
const SETTLED_AFTER = 4_000;
/** How much of the processors' time must have been idle for another lane. */
const IDLE = 0.125;
/** How often (ms) it is asked whether another task may start. */
const ASKED_EVERY = 1_000;

/** How many lanes at most: a VS Code with its browser takes more than a gigabyte. */
const MOST = 8;

/**
 * As many lanes as keep the processors busy: a window waits for polls and timers most of its time on a fast machine, and on a slow
 * one two of them take all there is. One for each processor, and three times as many at most. Where the system shows
 * processors that this process may not use, it stays at one for each: the idle time of the others says nothing.
 *
 * @param {object} [machine]
 * @param {number} [machine.processors] that this process may use
 * @param {number} [machine.shown] that the times are of
 * @param {() => { idle: number, all: number }} [machine.times] in ms, since the machine started
 * @param {() => number} [machine.now] in ms
 * @returns {Lanes}
 */
export function lanesByIdleTime({
	processors = os.availableParallelism(),
	shown = os.cpus().length,
	times = processorTimes,
	now = Date.now,
} = {}) {
	const least = Math.min(processors, MOST);
	const most = processors === shown ? Math.min(3 * processors, MOST) : least;
	let from = { at: now(), ...times() };
	return (running) => {
		const to = { at: now(), ...times() };
		const isSettled = to.at - from.at >= SETTLED_AFTER;
		const wasIdle = (to.idle - from.idle) / (to.all - from.all) > IDLE;
		const may = running < least || (running < most && isSettled && wasIdle);
		if (may || isSettled) {
			from = to;
		}
		return may;
	};
}

function processorTimes() {
	const times = os.cpus().map((cpu) => cpu.times);
	const sum = (/** @type {number[]} */ parts) => parts.reduce((total, part) => total + part, 0);
	return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((each) => Object.values(each))) };
}

/**
 * Starts each task as early as it may: not beside one that writes what it reads or writes, and not before such a one that stands
 * earlier in the list. So a run in many lanes ends with the same state as a run in one.
 *
 * @template {Task} T
 * @param {readonly T[]} tasks
 * @param {number | Lanes} lanes
 * @param {(task: T) => Promise<void>} run
 */
export async function runInLanes(tasks, lanes, run) {
	const mayStart = typeof lanes === 'number' ? (/** @type {number} */ others) => others < lanes : lanes;
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
			if (isFree && !unready.has(task) && mayStart(running.size)) {
				waiting.delete(task);
				running.set(
					task,
					run(task).finally(() => running.delete(task)),
				);
			} else {
				earlier.push(task);
			}
		}
		await soonest([...running.values(), ...unready.values()], ASKED_EVERY);
	}
}

/**
 * @param {Promise<unknown>[]} events
 * @param {number} limit in ms
 */
async function soonest(events, limit) {
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	const later = new Promise((resolve) => {
		timer = setTimeout(resolve, limit);
	});
	await Promise.race([...events, later]).finally(() => clearTimeout(timer));
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
