// The message of a failure, and its button.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { reportFailure, UserFacingError } from '../../src/host/runCommand';
import { ApiError } from '../../src/service/errors';
import { recordingLog } from '../fixtures/recordingLog';
import { until } from './host';
import { restoreAll, stubErrorMessages } from './stubs';

describe('A failure of a command', () => {
	afterEach(restoreAll);

	it('that was written for the user is shown as it is', () => {
		const shown = stubErrorMessages();
		const log = recordingLog();
		reportFailure('test', new UserFacingError('This is what to do.'), log);
		assert.deepEqual(shown, ['This is what to do.']);
		assert.deepEqual(log.lines, []);
	});

	it('of our own is shown without its message, and logged with its place', () => {
		const shown = stubErrorMessages();
		const log = recordingLog();
		reportFailure('test', new TypeError('jane@example.com is not a function'), log);
		assert.deepEqual(shown, ['Something went wrong. See the log for details.']);
		assert.match(log.lines.join('\n'), /^error test: TypeError at .*runCommand\.test/);
		assert.doesNotMatch(log.lines.join('\n'), /jane|[/\\]/);
	});

	it('is not shown after Escape or a request that we ended', () => {
		const shown = stubErrorMessages();
		reportFailure('test', new vscode.CancellationError(), recordingLog());
		reportFailure('test', new ApiError('aborted'), recordingLog());
		assert.deepEqual(shown, []);
	});

	it('runs its next step when the button is pressed, and only then', async () => {
		let runs = 0;
		const step = { title: 'Go', act: () => runs++ };
		stubErrorMessages('Go', undefined);
		reportFailure('test', new UserFacingError('First.', step), recordingLog());
		await until('the step', () => runs === 1);
		reportFailure('test', new UserFacingError('Second.', step), recordingLog());
		await new Promise((resolve) => setImmediate(resolve));
		assert.equal(runs, 1);
	});

	it('of its next step is reported too', async () => {
		const act = () => Promise.reject(new UserFacingError('That failed as well.'));
		const shown = stubErrorMessages('Go');
		reportFailure('test', new UserFacingError('First.', { title: 'Go', act }), recordingLog());
		await until('the second message', () => shown.length === 2);
		assert.equal(shown[1], 'That failed as well.');
	});
});
