// Saves of custom variables over real sockets, with a second writer.
import assert from 'node:assert/strict';
import { createDesk } from '../../src/desk/createDesk';
import type { SaveOutcome } from '../../src/desk/variables/saveVariables';
import { createUndoStack } from '../../src/desk/variables/undoStack';
import { type VariableEdit, variableNamed, withEdits } from '../../src/desk/variables/variableEdits';
import type { Behaviour } from '../../src/sandbox/behaviour';
import { createClient } from '../../src/service/client';
import { isApiError } from '../../src/service/errors';
import type { NamedValue } from '../../src/service/model';
import { fixedSession } from '../../src/service/session';
import { deskParts, testActivity, testEnv } from '../fixtures/deskParts';
import { nodePorts } from '../fixtures/nodePorts';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';

const visitorId = '3d59f909-24cd-43bc-89cb-00a320617c0a';
const first: readonly NamedValue[] = [
	{ name: 'CARLZHOU222SHENTI', value: '11123123123', url: '' },
	{ name: 'fccc', value: '520', url: '' },
];

const services: Readonly<Record<string, Partial<Behaviour>>> = {
	merges: { variables: 'merge' },
	replaces: { variables: 'replace' },
	'drops unknown names': { variables: 'merge', unknownVariables: 'drop' },
	'replaces and drops unknown names': { variables: 'replace', unknownVariables: 'drop' },
	'trims values': { values: 'trim' },
	forbids: { variableWrites: 'forbid' },
	refuses: { variableWrites: 'refuse' },
	'applies and never answers': { variableWrites: 'applyAndHang' },
};

const acts: Readonly<Record<string, readonly VariableEdit[]>> = {
	edit: [{ name: 'fccc', base: first[1], value: ' 521 ', url: '' }],
	add: [{ name: 'agreedDiscount', base: undefined, value: '15 %', url: 'https://crm.example.com/15' }],
	clear: [{ name: 'CARLZHOU222SHENTI', base: first[0], value: '', url: '' }],
	'edit, add and clear': [
		{ name: 'fccc', base: first[1], value: '521', url: '' },
		{ name: 'agreedDiscount', base: undefined, value: '15 %', url: '' },
		{ name: 'CARLZHOU222SHENTI', base: first[0], value: '', url: '' },
	],
};

let server: SandboxServer;

afterEach(() => server?.close());

async function open(behaviour: Partial<Behaviour>) {
	server = await startSandboxServer({ scenario: 'calm', frozen: true, behaviour });
	const ports = nodePorts(20);
	const desk = createDesk({
		site: { id: 's', name: 'Site', baseUrl: server.baseUrl, sandbox: false },
		client: createClient(ports, server.baseUrl, fixedSession({ kind: 'accessToken', accessToken: server.token })),
		myAgentId: undefined,
		lastAway: 'Away',
		undoStack: createUndoStack(),
		activity: testActivity({
			intervals: () => ({ focused: 1e9, unfocused: 1e9, inactive: 1e9 }),
			visibility: () => ({ agents: false, visitors: false, panel: true }),
			budget: () => 1e6,
		}),
		...deskParts(testEnv(ports, ports.log)),
	});
	return desk;
}

/** The variables of the visitor in the world of the sandbox. */
function held(): readonly NamedValue[] {
	const row = server.sandbox.world.visitor(visitorId) as unknown as { customVariableResults: readonly NamedValue[] };
	return row.customVariableResults.map(({ name, value, url }) => ({ name, value, url }));
}

function hold(list: readonly NamedValue[]): void {
	server.sandbox.world.setVisitor(visitorId, { customVariableResults: [...list] } as never);
}

async function settle(save: Promise<SaveOutcome | undefined>): Promise<SaveOutcome | 'refused' | undefined> {
	try {
		return await save;
	} catch (error) {
		assert.ok(isApiError(error), String(error));
		return 'refused';
	}
}

/** Checks that the service has the wanted values, or that the difference is reported. */
function assertNothingSilent(
	wanted: readonly NamedValue[],
	outcome: SaveOutcome | 'refused' | undefined,
	before: readonly NamedValue[],
): void {
	if (outcome === 'refused' || outcome === undefined || outcome.kind === 'conflict') {
		assert.deepEqual(held(), before, 'what failed has changed nothing');
		return;
	}
	assert.notEqual(outcome.kind, 'unknown');
	const told = new Set('differences' in outcome ? outcome.differences.map(({ name }) => name) : []);
	for (const { name, value } of wanted) {
		const now = variableNamed(held(), name);
		const kept = now?.value === value || (value === '' && now === undefined);
		assert.equal(told.has(name), !kept, `${name}: ${JSON.stringify(now)}`);
	}
}

describe('Saving custom variables', () => {
	for (const [service, behaviour] of Object.entries(services)) {
		for (const [act, edits] of Object.entries(acts)) {
			it(`a service that ${service}: ${act}, then undo`, async () => {
				const desk = await open(behaviour);
				const before = held();
				assert.deepEqual(before, first);
				const outcome = await settle(desk.variables.save(visitorId, edits));
				assertNothingSilent(withEdits(before, edits), outcome, before);
				const saved = outcome !== 'refused' && outcome?.kind === 'saved';
				const isDropped = behaviour.unknownVariables === 'drop' && act === 'add';
				assert.equal(saved, !isDropped && !/forbid|refuse/.test(behaviour.variableWrites ?? ''));
				assert.equal(outcome !== 'refused' && outcome?.kind === 'notSaved', isDropped);
				assert.equal(desk.variables.lastSave !== undefined, saved);
				if (!saved) {
					return;
				}
				const after = held();
				const undone = await settle(desk.variables.undo());
				const names = new Set(edits.map(({ name }) => name));
				const wanted = after.map((variable) =>
					names.has(variable.name)
						? (variableNamed(before, variable.name) ?? { ...variable, value: '', url: '' })
						: variable,
				);
				assertNothingSilent(wanted, undone, after);
				assert.equal(desk.variables.lastSave, undefined);
				await desk.dispose();
			});
		}
	}
});

describe('A second writer', () => {
	const edit: VariableEdit = { name: 'fccc', base: first[1], value: '521', url: '' };

	for (const variables of ['merge', 'replace'] as const) {
		it(`before the read (${variables}): the same variable is a conflict and nothing is sent; another one is kept`, async () => {
			const desk = await open({ variables });
			hold([...first.slice(0, 1), { name: 'fccc', value: 'theirs', url: '' }]);
			const conflict = await desk.variables.save(visitorId, [edit]);
			assert.equal(conflict.kind, 'conflict');
			assert.equal(variableNamed(held(), 'fccc')?.value, 'theirs');
			assert.ok(!server.received.some(({ method }) => method === 'PUT'));
			hold([...first, { name: 'plan', value: 'gold', url: '' }]);
			const saved = await desk.variables.save(visitorId, [edit]);
			assert.equal(saved.kind === 'saved' && saved.differences.length, 0);
			assert.deepEqual(
				held().map(({ name, value }) => `${name}=${value}`),
				['CARLZHOU222SHENTI=11123123123', 'fccc=521', 'plan=gold'],
			);
			await desk.dispose();
		});

		it(`after the write (${variables}): an undo is a conflict, and their value stays`, async () => {
			const desk = await open({ variables });
			await desk.variables.save(visitorId, [edit]);
			hold([...first.slice(0, 1), { name: 'fccc', value: 'theirs', url: '' }]);
			const undone = await desk.variables.undo();
			assert.equal(undone?.kind, 'conflict');
			assert.equal(variableNamed(held(), 'fccc')?.value, 'theirs');
			assert.ok(desk.variables.lastSave, 'it can be tried again');
			await desk.dispose();
		});
	}
});

describe('Saves of one visitor', () => {
	it('run one after the other, so that the second reads what the first wrote', async () => {
		const desk = await open({ variables: 'replace' });
		const [a, b] = await Promise.all([
			desk.variables.save(visitorId, [{ name: 'a', base: undefined, value: '1', url: '' }]),
			desk.variables.save(visitorId, [{ name: 'b', base: undefined, value: '2', url: '' }]),
		]);
		assert.deepEqual([a.kind, b.kind], ['saved', 'saved']);
		assert.equal(variableNamed(held(), 'a')?.value, '1');
		assert.equal(variableNamed(held(), 'b')?.value, '2');
		await desk.dispose();
	});

	it('can be undone one by one, twenty deep', async () => {
		const desk = await open({ variables: 'merge' });
		for (let value = 0; value < 25; value++) {
			const base = variableNamed(held(), 'fccc');
			await desk.variables.save(visitorId, [{ name: 'fccc', base, value: String(value), url: '' }]);
		}
		for (let undone = 0; undone < 20; undone++) {
			assert.equal((await desk.variables.undo())?.kind, 'saved');
		}
		assert.equal(await desk.variables.undo(), undefined);
		assert.equal(variableNamed(held(), 'fccc')?.value, '4');
		await desk.dispose();
	});

	it('show in the state at once, even if an older list arrives meanwhile', async () => {
		const desk = await open({ variables: 'merge' });
		await desk.refresh();
		const refresh = desk.refresh();
		await desk.variables.save(visitorId, [{ name: 'fccc', base: first[1], value: '521', url: '' }]);
		await refresh;
		const row = desk.state.visitors?.find(({ id }) => id === visitorId);
		assert.equal(variableNamed(row?.customVariableResults ?? [], 'fccc')?.value, '521');
		await desk.dispose();
	});

	it('that never reached the service fail, and can be tried again', async () => {
		const desk = await open({ variables: 'merge' });
		const edits = [{ name: 'fccc', base: first[1], value: '521', url: '' }];
		for (const kind of ['hang', 'resetEarly', 'html'] as const) {
			server.plan({ kind: 'gzip' }); // the read before the write, untouched
			server.plan({ kind });
			const outcome = await desk.variables.save(visitorId, edits);
			assert.ok(outcome.kind === 'notSaved' && isApiError(outcome.error), kind);
			assert.deepEqual(held(), first);
			assert.equal(desk.variables.lastSave, undefined);
		}
		assert.equal((await desk.variables.save(visitorId, edits)).kind, 'saved');
		await desk.dispose();
	});

	it('whose answer broke on the way are found by a read', async () => {
		const desk = await open({ variables: 'merge' });
		server.plan({ kind: 'gzip' });
		server.plan({ kind: 'truncated' });
		const outcome = await desk.variables.save(visitorId, [{ name: 'fccc', base: first[1], value: '521', url: '' }]);
		assert.equal(outcome.kind === 'saved' && outcome.differences.length, 0);
		assert.ok(desk.variables.lastSave);
		await desk.dispose();
	});

	it('that no read can explain are unknown, and are not called saved', async () => {
		const desk = await open({ variableWrites: 'applyAndHang' });
		const save = desk.variables.save(visitorId, [{ name: 'fccc', base: first[1], value: '521', url: '' }]);
		// The write hangs, and so does the read after it.
		while (!server.received.some(({ method }) => method === 'PUT')) {
			await new Promise((resolve) => setTimeout(resolve, 1));
		}
		server.plan({ kind: 'hang' });
		assert.equal((await save).kind, 'unknown');
		assert.equal(desk.variables.lastSave, undefined);
		await desk.dispose();
	});
});
