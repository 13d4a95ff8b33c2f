// Writes of custom variables to the sandbox.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Behaviour } from '../../src/sandbox/behaviour';
import { referenceVisitor } from '../fixtures/referenceVisitor';
import { open } from './open';

const path = `livechat/visitors/${referenceVisitor.id}`;

async function variablesAfter(behaviour: Partial<Behaviour>, body: unknown): Promise<unknown> {
	const { call, put } = open({ behaviour });
	const { status, json } = await put(path, body);
	assert.equal(status, 200);
	assert.deepEqual((await call(path)).json, json, 'the answer is what was kept');
	return json.customVariableResults;
}

const first = { name: 'CARLZHOU222SHENTI', value: '11123123123', url: '' };
const second = { name: 'fccc', value: '520', url: '' };

describe('A write of custom variables', () => {
	it('merges: what isn’t named stays, in its place', async () => {
		const after = await variablesAfter({ variables: 'merge' }, [
			{ name: 'plan', value: 'Guide', url: 'bbbbb' },
			{ name: 'CARLZHOU222SHENTI', value: 'new' },
		]);
		assert.deepEqual(after, [{ ...first, value: 'new' }, second, { name: 'plan', value: 'Guide', url: 'bbbbb' }]);
	});

	it('replaces where the behaviour says so: what isn’t named is removed', async () => {
		const after = await variablesAfter({ variables: 'replace' }, [{ name: 'fccc', value: '521' }, { name: 'plan' }]);
		assert.deepEqual(after, [
			{ name: 'fccc', value: '521', url: '' },
			{ name: 'plan', value: '', url: '' },
		]);
		assert.deepEqual(await variablesAfter({ variables: 'replace' }, []), []);
	});

	it('has the same result with merge and replace if the complete list is sent', async () => {
		const text = fc.string({ unit: 'binary', maxLength: 30 });
		const added = fc.uniqueArray(
			fc.record({ name: text.filter(Boolean), value: text, url: text }, { noNullPrototype: true }),
			{
				selector: ({ name }) => name,
				maxLength: 5,
			},
		);
		await fc.assert(
			fc.asyncProperty(added, text, async (more, value) => {
				const list = [
					first,
					{ ...second, value },
					...more.filter(({ name }) => ![first.name, second.name].includes(name)),
				];
				assert.deepEqual(await variablesAfter({ variables: 'merge' }, list), list);
				assert.deepEqual(await variablesAfter({ variables: 'replace' }, list), list);
			}),
			{ numRuns: 50 },
		);
	});

	it('clears a value with an empty one, and ignores null', async () => {
		const body = [
			{ name: 'fccc', value: '' },
			{ name: first.name, value: null, url: null },
		];
		assert.deepEqual(await variablesAfter({}, body), [first, { ...second, value: '' }]);
	});

	it('uses the later of two entries with one name, and distinguishes case', async () => {
		const body = [
			{ name: 'fccc', value: '1' },
			{ name: 'FCCC', value: '2' },
			{ name: 'fccc', value: '3' },
		];
		assert.deepEqual(await variablesAfter({}, body), [
			first,
			{ ...second, value: '3' },
			{ name: 'FCCC', value: '2', url: '' },
		]);
	});

	it('keeps names such as __proto__', async () => {
		const body = ['__proto__', 'constructor', ' '].map((name) => ({ name, value: '<b>', url: '' }));
		assert.deepEqual(await variablesAfter({ variables: 'replace' }, body), body);
	});

	it('drops unknown names where the behaviour says so, but not those of the visitor or the site', async () => {
		const body = [
			{ name: 'typo', value: 'x', url: '' },
			{ name: 'fccc', value: 'x', url: '' },
			{ name: 'plan', value: 'x', url: '' },
		];
		const after = await variablesAfter({ unknownVariables: 'drop', variables: 'replace' }, body);
		assert.deepEqual(after, body.slice(1));
	});

	it('trims values where the behaviour says so', async () => {
		const body = [{ name: 'fccc', value: '  a b\n' }];
		assert.deepEqual(await variablesAfter({ values: 'trim' }, body), [first, { ...second, value: 'a b' }]);
		assert.deepEqual(await variablesAfter({}, body), [first, { ...second, value: '  a b\n' }]);
	});

	it('is refused with 403 or 400 where the behaviour says so, and changes nothing', async () => {
		const { call, put, sandbox } = open({ behaviour: { variableWrites: 'forbid' } });
		assert.equal((await put(path, [{ name: 'fccc', value: 'x' }])).status, 403);
		sandbox.behaviour.variableWrites = 'refuse';
		assert.equal((await put(path, [{ name: 'fccc', value: 'x' }])).status, 400);
		assert.deepEqual((await call(path)).json, referenceVisitor);
	});

	it('is applied and never answered where the behaviour says so', async () => {
		const { call, sandbox } = open({ behaviour: { variableWrites: 'applyAndHang' } });
		const gaveUp = new AbortController();
		const write = call(path, {
			method: 'PUT',
			headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' },
			body: JSON.stringify([{ name: 'fccc', value: 'x' }]),
			signal: gaveUp.signal,
		});
		gaveUp.abort();
		await assert.rejects(write, { name: 'AbortError' });
		assert.equal(sandbox.requests[0]?.status, undefined);
		assert.deepEqual((await call(path)).json.customVariableResults, [first, { ...second, value: 'x' }]);
	});

	it('lasts when the visitor moves, and after the visitor has left', async () => {
		const { call, put, pass, sandbox } = open();
		const id = String((await call('livechat/visitors')).json.find(({ status }) => status === 'outOfSite')?.id);
		const variable = { name: 'note', value: 'kept', url: '' };
		await put(`livechat/visitors/${id}`, [variable]);
		pass(5 * 60_000);
		assert.ok(!sandbox.world.visitors().some((row) => row.id === id));
		const after = (await call(`livechat/visitors/${id}`)).json.customVariableResults as unknown[];
		assert.deepEqual(after.at(-1), variable);
		await put(`livechat/visitors/${id}`, [{ ...variable, value: 'late' }]);
		const late = (await call(`livechat/visitors/${id}`)).json.customVariableResults as unknown[];
		assert.deepEqual(late.at(-1), { ...variable, value: 'late' });
	});
});
