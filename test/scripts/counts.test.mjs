// @ts-check
// How npm test judges a level: it may not pass for having crashed, hung or found nothing.
import assert from 'node:assert/strict';
import { levels } from '../../scripts/test/levels.mjs';
import { runLevel, verdict } from '../../scripts/test/run-level.mjs';

const silent = () => undefined;
const level = { name: 'one', command: [], minutes: 1, counts: true };
const ended = {
	code: 0,
	timedOut: false,
	counts: { passed: 2, failed: 0, skipped: 1 },
	say: silent,
	mayBeEmpty: false,
};

describe('A level of npm test', () => {
	it('has the counts that it printed', () => {
		assert.deepEqual(verdict(level, ended), { passed: 2, failed: 0, skipped: 1 });
		const failed = { passed: 2, failed: 3, skipped: 0 };
		assert.deepEqual(verdict(level, { ...ended, code: 3, counts: failed }), failed);
	});

	it('is one check where it prints no counts', () => {
		const plain = { ...level, counts: false };
		assert.deepEqual(verdict(plain, { ...ended, counts: undefined }), { passed: 1, failed: 0, skipped: 0 });
		assert.deepEqual(verdict(plain, { ...ended, counts: undefined, code: 1 }), { passed: 0, failed: 1, skipped: 0 });
	});

	it('fails when it ends badly although its tests passed', () => {
		assert.deepEqual(verdict(level, { ...ended, code: 7 }), { passed: 2, failed: 1, skipped: 1 });
	});

	it('fails when it ends before it has counted', () => {
		assert.deepEqual(verdict(level, { ...ended, counts: undefined }), { passed: 0, failed: 1, skipped: 0 });
	});

	it('fails when it finds no test, unless only some were asked for', () => {
		const none = { ...ended, counts: { passed: 0, failed: 0, skipped: 4 } };
		assert.equal(verdict(level, none).failed, 1);
		assert.equal(verdict(level, { ...none, mayBeEmpty: true }).failed, 0);
	});

	it('is ended and fails when it takes too long', async () => {
		const endless = { ...level, command: ['-e', 'setInterval(() => {}, 1000)'], minutes: 0.01 };
		/** @type {string[]} */
		const said = [];
		const counts = await runLevel(endless, { say: (line) => said.push(line), mayBeEmpty: false });
		assert.equal(counts.failed, 1);
		assert.match(said.join('\n'), /not done after 0.01 minutes/);
	});

	it('that needs an nginx says so where there is none', () => {
		const office = levels({ grep: undefined, desktop: undefined, env: { PATH: '/nowhere' } }).find(
			({ name }) => name === 'office',
		);
		assert.match(office?.leftOut ?? '', /^there is no nginx/);
	});

	it('runs in a VS Code of every promised version, or in the one that is named', () => {
		const names = (/** @type {Parameters<typeof levels>[0]} */ options) =>
			levels(options)
				.map(({ name }) => name)
				.filter((name) => name.startsWith('host'));
		assert.deepEqual(names({ grep: undefined, desktop: undefined, env: {} }), ['host 1.139', 'host 1.100']);
		assert.deepEqual(names({ grep: undefined, desktop: 'stable', env: {} }), ['host stable']);
		assert.deepEqual(names({ grep: undefined, desktop: undefined, env: { VSCODE_PATH: '/code' } }), ['host /code']);
	});
});
