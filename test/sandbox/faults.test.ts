// The faults of the sandbox: aborted requests, planned faults, and the flaky and throttled scenarios.
import assert from 'node:assert/strict';
import { failure } from '../../src/sandbox/answer';
import { sandboxBaseUrl } from '../../src/sandbox/chatServer';
import { myAgentId } from '../../src/sandbox/rows';
import { throttleForms } from '../../src/sandbox/scenarios/throttle';
import { manualClock } from '../fixtures/manualClock';
import { open } from './open';

const agents = 'livechat/agents';
const mine = `livechat/agents/${myAgentId}`;

/** The current state of a promise. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
	const settled = promise.then(
		() => 'answered',
		(error: Error) => error.name,
	);
	const pending = new Promise<string>((resolve) => setImmediate(() => resolve('pending')));
	return Promise.race([settled, pending]);
}

describe('A request to the sandbox that is aborted', () => {
	it('rejects as fetch does, before it is sent, while it waits, and while the body is read', async () => {
		const { sandbox, call } = open();
		await assert.rejects(call(agents, { signal: AbortSignal.abort() }), { name: 'AbortError' });
		assert.equal(sandbox.requests.length, 0, 'never sent');

		for (const kind of ['hang', 'stall'] as const) {
			sandbox.plan({ kind });
			const abort = new AbortController();
			const request = call(agents, { signal: abort.signal });
			assert.equal(await stateOf(request), 'pending');
			abort.abort();
			const error: unknown = await request.catch((reason: unknown) => reason);
			assert.ok(error instanceof DOMException && error.name === 'AbortError');
		}
		assert.deepEqual(
			sandbox.requests.map(({ status }) => status),
			[undefined, 200],
		);
	});

	it('rejects when its body is read afterwards', async () => {
		const { sandbox } = open();
		const abort = new AbortController();
		const response = await sandbox.fetch(`${sandboxBaseUrl}/${agents}`, {
			method: 'GET',
			headers: {},
			redirect: 'manual',
			signal: abort.signal,
		});
		abort.abort();
		await assert.rejects(response.text(), { name: 'AbortError' });
	});

	it('does not answer after all', async () => {
		const clock = manualClock();
		const { call } = open({ clock, behaviour: { latency: 500 } });
		const abort = new AbortController();
		const request = call(agents, { signal: abort.signal });
		abort.abort();
		await assert.rejects(request, { name: 'AbortError' });
		await clock.advance(1000);
		await assert.rejects(request, { name: 'AbortError' });
	});
});

describe('A planned fault', () => {
	it('of the network rejects with a code of Node’s, and the write did not arrive', async () => {
		const { sandbox, call, put } = open();
		sandbox.plan({ kind: 'network', code: 'ECONNRESET' });
		await assert.rejects(put(mine, { status: 'away' }), { code: 'ECONNRESET' });
		assert.equal((await call(mine)).json.status, 'Online');
	});

	it('is any answer', async () => {
		const { sandbox, call } = open();
		sandbox.plan({ kind: 'answer', answer: failure(418, 'Short and stout') });
		const { status, json } = await call(agents);
		assert.deepEqual([status, json], [418, { code: 418_000, message: 'Short and stout' }]);
		assert.equal((await call(agents)).status, 200, 'once');
	});

	it('cuts the body, silently or with an error, after the write was done', async () => {
		const { sandbox, call, put } = open();
		const whole = await call(mine);
		sandbox.plan({ kind: 'truncated' });
		const cut = await call(mine);
		assert.equal(cut.status, 200);
		assert.ok(whole.text.startsWith(cut.text) && cut.text.length < whole.text.length);
		assert.throws(() => JSON.parse(cut.text));
		sandbox.plan({ kind: 'cutOff' });
		await assert.rejects(put(mine, { status: 'away' }), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
		assert.equal((await call(mine)).json.status, 'Away');
	});

	it('delays an answer by the sandbox’s clock', async () => {
		const clock = manualClock();
		const { sandbox, call } = open({ clock, behaviour: { latency: 100 } });
		sandbox.plan({ kind: 'slow', delay: 3000 });
		const request = call(agents);
		await clock.advance(3099);
		assert.equal(await stateOf(request), 'pending');
		await clock.advance(1);
		assert.equal((await request).status, 200);
	});

	it('applies to the requests that it names, as often as it says', async () => {
		const { sandbox, call } = open();
		sandbox.plan({
			fault: { kind: 'answer', answer: failure(500, 'no') },
			when: ({ method, path }) => method === 'GET' && path.endsWith('/visitors'),
			times: 2,
		});
		const statuses = [];
		for (const path of ['livechat/visitors', agents, 'livechat/visitors', 'livechat/visitors']) {
			statuses.push((await call(path)).status);
		}
		assert.deepEqual(statuses, [500, 200, 500, 200]);
	});
});

describe('The flaky service', () => {
	async function sample(seed: number, calls: number): Promise<string[]> {
		const { call } = open({ scenario: 'flaky', seed });
		const outcomes: string[] = [];
		for (let number = 0; number < calls; number++) {
			try {
				const { status, text, json } = await call(agents);
				const html = text.startsWith('<!DOCTYPE html>');
				outcomes.push(`${status} ${html ? 'html' : json === undefined ? 'cut' : 'json'}`);
			} catch (error) {
				outcomes.push(String((error as { code?: string }).code));
			}
		}
		return outcomes;
	}

	it('has every kind of fault, and about every second call succeeds', async () => {
		const outcomes = await sample(1, 400);
		const kinds = new Set(outcomes);
		for (const kind of ['500 json', '502 html', '200 html', '200 cut', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET']) {
			assert.ok(kinds.has(kind), kind);
		}
		const good = outcomes.filter((outcome) => outcome === '200 json').length;
		assert.ok(good > 180 && good < 300, `${good} of 400`);
	});

	it('fails in the same way for the same seed', async () => {
		assert.deepEqual(await sample(5, 50), await sample(5, 50));
		assert.notDeepEqual(await sample(5, 50), await sample(6, 50));
	});

	it('is slow now and then', async () => {
		const clock = manualClock();
		const { call } = open({ scenario: 'flaky', clock });
		for (let number = 0; number < 100; number++) {
			call(agents).catch(() => undefined);
		}
		assert.ok(clock.timers > 2 && clock.timers < 20);
	});
});

describe('The throttled service', () => {
	it('lets a few calls pass in a window, then refuses in each form', async () => {
		const { call, now, pass } = open({ scenario: 'throttled' });
		for (let number = 0; number < 8; number++) {
			assert.equal((await call(agents)).status, 200);
			pass(1000);
		}
		const refused = [await call(agents), await call(agents), await call(agents), await call(agents)];
		assert.deepEqual(
			refused.map(({ status }) => status),
			[429, 429, 503, 403],
		);
		const [seconds, date, page, text] = refused.map((said) => said.header('Retry-After'));
		assert.equal(seconds, '52');
		assert.equal(Date.parse(String(date)), now + 60_000);
		assert.equal(page, '52');
		assert.equal(text, null);
		assert.match(refused[3]?.text ?? '', /limit exceeded/);
	});

	it('passes the call after the time in Retry-After, and none before', async () => {
		for (const form of throttleForms.slice(0, 3)) {
			const { call, now, pass } = open({ limit: { calls: 1, window: 30_400, forms: [form] } });
			await call(agents);
			pass(7000);
			const told = String((await call(agents)).header('retry-after'));
			const until = /^\d+$/.test(told) ? now + 7000 + Number(told) * 1000 : Date.parse(told);
			pass(until - (now + 7000) - 1000);
			assert.notEqual((await call(agents)).status, 200, form);
			pass(1000);
			assert.equal((await call(agents)).status, 200, form);
		}
	});

	it('counts all calls except for those it refused', async () => {
		const { call, pass } = open({ limit: { calls: 2, window: 10_000 } });
		assert.equal((await call(agents)).status, 200);
		assert.equal((await call(agents, { headers: {} })).status, 401);
		pass(5000);
		assert.equal((await call(agents)).status, 429);
		pass(5000);
		assert.equal((await call(agents)).status, 200);
	});
});
