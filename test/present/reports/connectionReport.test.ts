// Rules for the report of Test Connection.
import assert from 'node:assert/strict';
import type { CheckResult } from '../../../src/desk/connectionTest';
import { connectionReport, verdictOf } from '../../../src/present/reports/connectionReport';
import { oldAnswer } from '../../../src/service/answerAge';
import { ApiError } from '../../../src/service/errors';

const agent = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';
const at = new Date(2026, 1, 3, 10, 42, 5).getTime();
const well: readonly CheckResult[] = [
	{ check: 'agents', ms: 34, rows: 12 },
	{ check: 'visitors', ms: 1340, rows: 37, dropped: 2 },
	{ check: 'agent', ms: 12, id: agent },
	{ check: 'visitor', ms: 0, skipped: 'nobody' },
];
const failing = (error: ApiError): readonly CheckResult[] => [
	{ check: 'agents', ms: 34, error },
	{ check: 'visitors', ms: 0, skipped: 'sameFailure' },
];

describe('The result of Test Connection', () => {
	it('of a working connection says what was read and how long it took', () => {
		assert.deepEqual(verdictOf(well.map((result) => ({ ...result, dropped: 0 }))), {
			errorClass: undefined,
			what: 'The connection works: 12 agents, 37 visitors.',
			next: 'The slowest response took 1.3 s.',
		});
	});

	it('of a working connection mentions rows that could not be read', () => {
		assert.equal(verdictOf(well).next, "2 rows couldn't be read and aren't shown. See the log for details.");
	});

	it('of a list that ended early says how many rows did not come', () => {
		const report = (missing: number | 'unknown') =>
			connectionReport({ results: [{ check: 'visitors', ms: 5, rows: 1, missing }], facts: [], at });
		assert.match(report(2), /works, 5 ms, 1 row, 2 not read/);
		assert.match(report('unknown'), /works, 5 ms, 1 row, more not read/);
	});

	it('says that a list came from a cache, and how old it was', () => {
		const report = (age: number) =>
			connectionReport({ results: [{ check: 'agents', ms: 5, rows: 1, age }], facts: [], at });
		assert.match(report(7_000), /works, 5 ms, 1 row, from a cache, 7 s old/);
		const tooOld = new ApiError('server', { status: 200, code: oldAnswer });
		assert.match(verdictOf(failing(tooOld)).what, /^A cache between you and the service returned outdated data/);
	});

	it('of a login page says that a network answered, unless the address is new', () => {
		const html = new ApiError('notChatServer', { status: 200 });
		assert.match(verdictOf(failing(html)).what, /^A proxy or a guest network answered/);
		assert.match(
			connectionReport({ results: failing(html), at, facts: [] }),
			/\n {2}A proxy or a guest network answered/,
		);
		const ofAddress = [{ check: 'address', ms: 34, error: html }] as const;
		assert.equal(verdictOf(ofAddress).errorClass, 'notChatServer');
		assert.match(
			connectionReport({ results: ofAddress, at, facts: [] }),
			/\n {2}The response isn't from a Chat Server/,
		);
	});

	it('of a failure has the text that is used everywhere', () => {
		const { errorClass, what, next } = verdictOf(failing(new ApiError('network', { code: 'CERT_HAS_EXPIRED' })));
		assert.equal(errorClass, 'tls');
		assert.equal(what, "The server's certificate has expired (CERT_HAS_EXPIRED).");
		assert.match(next, /clock/);
	});

	it('names the request that failed if others worked', () => {
		const forbidden = new ApiError('forbidden', { status: 403, isServiceAnswer: true });
		const { what } = verdictOf([
			{ check: 'agents', ms: 1, rows: 1 },
			{ check: 'visitors', ms: 1, error: forbidden },
		]);
		assert.match(what, /works, but not for everything.*visitors: You don't have permission for this \(403\)/);
	});

	it('of an address without credentials says only that the server requires a sign-in', () => {
		assert.match(
			verdictOf([{ check: 'address', ms: 20 }]).what,
			/requires a sign-in, like a Chat Server does \(20 ms\)/,
		);
	});
});

describe('The report of Test Connection', () => {
	it('has each request with its result and duration', () => {
		const text = connectionReport({ results: well, at, facts: ['Address: here'] });
		assert.equal(
			text,
			[
				'Frontdesk connection test, Feb 3, 2026, 10:42:05',
				'',
				'The connection works: 12 agents, 37 visitors.',
				"2 rows couldn't be read and aren't shown. See the log for details.",
				'',
				'Read the agents: works, 34 ms, 12 rows',
				'  GET livechat/agents',
				'',
				'Read the visitors: works, 1.3 s, 37 rows, 2 unreadable',
				'  GET livechat/visitors',
				'',
				'Read one agent by ID: works, 12 ms',
				'  GET livechat/agents/c97a2afe…',
				'',
				'Read one visitor by ID: not tried',
				'  GET livechat/visitors/…',
				'  There are none to read.',
				'',
				'Address: here',
				'',
			].join('\n'),
		);
	});

	it('has the text of each failure, and says which requests were not sent', () => {
		const failed = connectionReport({ results: failing(new ApiError('timeout')), at, facts: [] });
		assert.match(failed, /^Read the agents: failed after 34 ms$/m);
		assert.match(failed, /^ {2}The service didn't respond in time\. Try again/m);
		assert.match(failed, /^Read the visitors: not tried$/m);
		const held = connectionReport({ results: failing(new ApiError('throttled', { retryAt: at })), at, facts: [] });
		assert.match(held, /^Read the agents: not sent$/m);
		assert.match(held, /Too many requests\. Wait until .*10:42:05/);
	});

	it('contains no text of the service', () => {
		const error = new ApiError('badRequest', { status: 400, serverMessage: 'Jane Doe is unknown' });
		assert.doesNotMatch(connectionReport({ results: failing(error), at, facts: [] }), /Jane/);
	});
});
