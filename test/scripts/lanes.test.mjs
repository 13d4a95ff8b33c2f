// @ts-check
// How the levels of npm test run side by side.
import assert from 'node:assert/strict';
import { lanesByIdleTime, runInLanes } from '../../scripts/test/lanes.mjs';

/** @typedef {import('../../scripts/test/lanes.mjs').Task} Task */

/**
 * Runs tasks that take some turns of the event loop each, and tells when each began and ended.
 *
 * @param {(Task & { name: string })[]} tasks
 * @param {number} lanes
 */
async function eventsOf(tasks, lanes) {
	/** @type {string[]} */
	const events = [];
	await runInLanes(tasks, lanes, async ({ name }) => {
		events.push(`${name} begins`);
		await new Promise((resolve) => setImmediate(resolve));
		events.push(`${name} ends`);
	});
	return events;
}

describe('Levels side by side', () => {
	it('are as many as there are lanes, in their order', async () => {
		const tasks = ['a', 'b', 'c'].map((name) => ({ name }));
		assert.deepEqual((await eventsOf(tasks, 2)).slice(0, 3), ['a begins', 'b begins', 'a ends']);
		assert.deepEqual((await eventsOf(tasks, 1)).slice(0, 3), ['a begins', 'a ends', 'b begins']);
	});

	it('are one for each processor, and more, one at a time, while the processors were idle', () => {
		let at = 0;
		let idle = 0;
		const mayStart = lanesByIdleTime({ processors: 2, shown: 2, now: () => at, times: () => ({ idle, all: 2 * at }) });
		const pass = (/** @type {number} */ ms, /** @type {number} */ share) => {
			at += ms;
			idle += 2 * ms * share;
		};
		assert.deepEqual([mayStart(0), mayStart(1), mayStart(2)], [true, true, false]);
		pass(2_000, 1);
		assert.equal(mayStart(2), false, 'what began a moment ago is not at work yet');
		pass(2_500, 0.5);
		assert.deepEqual([mayStart(2), mayStart(3)], [true, false]);
		pass(10_000, 0.1);
		assert.equal(mayStart(3), false);
		pass(5_000, 0.9);
		assert.equal(mayStart(6), false, 'six are the most');
		pass(5_000, 0.9);
		assert.equal(mayStart(5), true);
	});

	it('are eight at most, and one for each processor where more are shown than may be used', () => {
		const idle = { now: () => Date.now(), times: () => ({ idle: Date.now(), all: Date.now() }) };
		const many = lanesByIdleTime({ processors: 64, shown: 64, ...idle });
		assert.deepEqual([many(7), many(8)], [true, false]);
		let at = 0;
		const few = lanesByIdleTime({ processors: 2, shown: 16, now: () => at, times: () => ({ idle: at, all: at }) });
		at = 10_000;
		assert.deepEqual([few(1), few(2)], [true, false]);
	});

	it('begin as soon as there is a lane, without one that ends', async () => {
		let lanes = 1;
		/** @type {string[]} */
		const begun = [];
		await runInLanes(
			/** @type {(Task & { name: string })[]} */ ([{ name: 'long' }, { name: 'next' }]),
			(running) => running < lanes,
			async ({ name }) => {
				begun.push(name);
				lanes = 2;
				while (begun.length < 2) {
					await new Promise((resolve) => setTimeout(resolve, 10));
				}
			},
		);
		assert.deepEqual(begun, ['long', 'next']);
	});

	it('are kept apart where one writes what the other reads, in their order', async () => {
		const events = await eventsOf(
			[
				{ name: 'build', writes: ['dist'] },
				{ name: 'window', reads: ['dist'] },
				{ name: 'web', reads: ['dist'] },
				{ name: 'package', writes: ['dist'] },
				{ name: 'lint' },
			],
			3,
		);
		assert.deepEqual(events.slice(0, 2), ['build begins', 'lint begins']);
		assert.ok(events.indexOf('build ends') < events.indexOf('window begins'));
		assert.ok(events.indexOf('web begins') < events.indexOf('window ends'), 'readers do not disturb each other');
		assert.ok(events.indexOf('package begins') > events.indexOf('window ends'));
		assert.ok(events.indexOf('package begins') > events.indexOf('web ends'));
	});

	it('let others go first while they wait for something to be installed', async () => {
		/** @type {() => void} */
		let installed = () => undefined;
		const after = new Promise((resolve) => {
			installed = () => resolve(undefined);
		});
		/** @type {string[]} */
		const order = [];
		await runInLanes(
			/** @type {(Task & { name: string })[]} */ ([{ name: 'host', after }, { name: 'rules' }]),
			1,
			async ({ name }) => {
				order.push(name);
				installed();
			},
		);
		assert.deepEqual(order, ['rules', 'host']);
	});

	it('end with the failure of what runs one', async () => {
		const failing = runInLanes([{ reads: ['dist'] }], 1, () => Promise.reject(new Error('a defect')));
		await assert.rejects(failing, /a defect/);
	});
});
