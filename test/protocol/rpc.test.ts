// Rules of the calls between page and host: every call ends, errors keep their kind, invalid and foreign messages get no answer.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReplyMessage } from '../../src/protocol/messages';
import { CallError, createCaller, createResponder, type Guards, type Handlers } from '../../src/protocol/rpc';

interface Sums {
	readonly double: { readonly params: number; readonly value: number };
	readonly fail: { readonly params: null; readonly value: null };
}

const guards: Guards<Sums> = {
	double: (params): params is number => typeof params === 'number',
	fail: (params): params is null => params === null,
};

const handlers: Handlers<Sums> = {
	double: (value) => Promise.resolve(value * 2),
	fail: () => {
		throw new CallError('refused', 'Not today.');
	},
};

/** A responder that records its answers and the handlers that it ran. */
function responder(own: Partial<Handlers<Sums>> = {}) {
	const posted: ReplyMessage[] = [];
	const faults: unknown[] = [];
	const it = createResponder<Sums>({
		to: 'panel 1',
		guards,
		handlers: { ...handlers, ...own },
		post: (message) => posted.push(message),
		onInternalError: (_method, reason) => faults.push(reason),
		internalErrorMessage: () => 'That did not work.',
	});
	return { ...it, posted, faults };
}

/** A caller whose timers are run by hand. */
function caller(post: (message: unknown) => void) {
	const timers = new Set<() => void>();
	const it = createCaller<Sums>({
		to: 'panel 1',
		life: 'a',
		post,
		setTimer: (callback) => {
			timers.add(callback);
			return () => timers.delete(callback);
		},
		timeout: 1000,
	});
	return { ...it, timers };
}

/** Page and host, joined by JSON as in a webview. */
function pair(own: Partial<Handlers<Sums>> = {}) {
	const host = createResponder<Sums>({
		to: 'panel 1',
		guards,
		handlers: { ...handlers, ...own },
		post: (message) => page.receive(JSON.parse(JSON.stringify(message))),
		onInternalError: () => undefined,
		internalErrorMessage: () => 'That did not work.',
	});
	const page = caller((message) => host.receive(JSON.parse(JSON.stringify(message))));
	return { page, host };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('rpc', () => {
	it('a call brings the value of its own question, in whatever order the answers come', async () => {
		const waiting: (() => void)[] = [];
		const { page } = pair({
			double: (value) => new Promise((resolve) => waiting.push(() => resolve(value * 2))),
		});
		const first = page.call('double', 1);
		const second = page.call('double', 2);
		for (const answer of waiting.reverse()) {
			answer();
		}
		assert.deepEqual(await Promise.all([first, second]), [2, 4]);
		assert.equal(page.timers.size, 0);
	});

	it('an error that a handler means for the user arrives with kind and message', async () => {
		const { page } = pair();
		await assert.rejects(page.call('fail', null), { name: 'CallError', kind: 'refused', message: 'Not today.' });
	});

	it('an internal error is answered without its details, and logged with them', async () => {
		const fault = new Error('secret of the house');
		const host = responder({
			double: () => {
				throw fault;
			},
		});
		host.receive({ type: 'request', to: 'panel 1', id: 'a/1', method: 'double', params: 1 });
		await settled();
		assert.deepEqual(host.posted, [
			{ type: 'reply', id: 'a/1', ok: false, kind: 'failed', message: 'That did not work.' },
		]);
		assert.deepEqual(host.faults, [fault]);
	});

	it('a host that does not answer ends the call by time-out, and a late answer harms nothing', async () => {
		const page = caller(() => undefined);
		const call = page.call('double', 1);
		for (const timer of page.timers) {
			timer();
		}
		await assert.rejects(call, { kind: 'timeout' });
		assert.equal(page.receive({ type: 'reply', id: 'a/1', ok: true, value: 2 }), false);
	});

	it('a post that throws ends the call', async () => {
		const page = caller(() => {
			throw new Error('gone');
		});
		await assert.rejects(page.call('double', 1), { kind: 'closed' });
		assert.equal(page.timers.size, 0);
	});

	it('a reply to an earlier life of the page is not taken', async () => {
		const page = caller(() => undefined);
		const call = page.call('double', 1);
		assert.equal(page.receive({ type: 'reply', id: 'b/1', ok: true, value: 0 }), false);
		assert.equal(page.receive({ type: 'reply', id: 'a/1', ok: true, value: 2 }), true);
		assert.equal(await call, 2);
	});

	it('what is meant for another panel, unknown methods and wrong parameters get nothing', async () => {
		const host = responder();
		const good = { type: 'request', to: 'panel 1', id: 'a/1', method: 'double', params: 1 };
		for (const part of [
			{ to: 'panel 2' },
			{ to: undefined },
			{ type: 'reply' },
			{ id: 7 },
			{ id: '' },
			{ id: 'x'.repeat(1000) },
			{ method: 'triple' },
			{ method: 'constructor' },
			{ method: '__proto__' },
			{ method: 'toString' },
			{ params: '1' },
			{ params: undefined },
		]) {
			host.receive({ ...good, ...part });
		}
		await settled();
		assert.deepEqual(host.posted, []);
		host.receive(good);
		await settled();
		assert.equal(host.posted.length, 1);
	});

	it('no garbage makes host or page throw, answer or settle', async () => {
		const words = fc.constantFrom('request', 'reply', 'event', 'panel 1', 'a/1', 'double', 'fail', true, false, null);
		const nearly = fc.record(
			{ type: words, to: words, id: words, method: words, params: fc.anything(), ok: words, kind: words },
			{ requiredKeys: [] },
		);
		const host = responder({ double: () => assert.fail('garbage reached a handler') });
		const page = caller(() => undefined);
		let taken = 0;
		fc.assert(
			fc.property(fc.oneof(fc.anything(), nearly), (garbage) => {
				const message = garbage as Record<string, unknown> | null;
				const valid = typeof message === 'object' && message?.method === 'fail' && message.params === null;
				fc.pre(!valid && typeof message?.params !== 'number');
				host.receive(garbage);
				taken += page.receive(garbage) ? 1 : 0;
			}),
			{ numRuns: 3000 },
		);
		await settled();
		assert.deepEqual(host.posted, []);
		assert.deepEqual(host.faults, []);
		assert.equal(taken, 0);
	});

	it('after dispose the host neither handles nor answers', async () => {
		let answer: () => void = () => undefined;
		const host = responder({
			double: (value) =>
				new Promise((resolve) => {
					answer = () => resolve(value);
				}),
		});
		host.receive({ type: 'request', to: 'panel 1', id: 'a/1', method: 'double', params: 1 });
		host.dispose();
		answer();
		host.receive({ type: 'request', to: 'panel 1', id: 'a/2', method: 'fail', params: null });
		await settled();
		assert.deepEqual(host.posted, []);
	});
});
