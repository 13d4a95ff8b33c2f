// What `frontdesk.variables.write: changed` does on a real server, and what the site remembers of it.
import assert from 'node:assert/strict';
import type { SaveOutcome } from '../../../src/desk/variables/saveVariables';
import { variableNamed } from '../../../src/desk/variables/variableEdits';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { deskOf, inspect, sample, setSetting, signOutOfAll, until } from '../host';

const accessToken = 'a-token-of-this-test';

describe('Saving only what was edited', () => {
	let server: SandboxServer;

	before(() => setSetting('variables.write', 'changed'));
	beforeEach(async () => {
		server = await startSandboxServer({ credentials: { tokens: [accessToken] }, frozen: true });
		const { sites } = await inspect();
		const at = { baseUrl: server.baseUrl, controlPanelUrl: undefined };
		await sites.add(await sites.verify(at, { kind: 'accessToken', accessToken }));
	});
	afterEach(async () => {
		await signOutOfAll();
		await server.close();
	});
	after(() => setSetting('variables.write', undefined));

	async function save(value: string): Promise<SaveOutcome> {
		const desk = deskOf(await inspect());
		const visitor = await desk.readVisitor(sample);
		const base = variableNamed(visitor.customVariableResults, 'fccc');
		assert.ok(base && visitor.customVariableResults.length > 1);
		return await desk.variables.save(sample, [{ ...base, value, base }]);
	}

	/** As after a reload of the window. */
	async function restart(): Promise<void> {
		const { sites } = await inspect();
		await sites.restore();
		await until('the site', () => sites.desk);
	}

	async function isPutBack(value: string): Promise<boolean> {
		const outcome = await save(value);
		assert.equal(outcome.kind, 'saved');
		return 'putBack' in outcome && outcome.putBack !== undefined;
	}

	it('ends for the site, over a reload too, once the server has removed other variables', async () => {
		server.sandbox.behaviour.variables = 'replace';
		assert.equal(await isPutBack('1'), true);
		assert.equal(await isPutBack('2'), false, 'the complete list was sent');
		await restart();
		assert.equal(await isPutBack('3'), false);
	});

	it('ends for the site where the window ended before the answer', async () => {
		server.sandbox.behaviour.latency = 500;
		const unended = save('1').catch(() => undefined);
		await until('the write', () => server.received.some(({ method }) => method === 'PUT'));
		server.sandbox.behaviour.latency = 0;
		await restart();
		await unended;
		server.sandbox.behaviour.variables = 'replace';
		assert.equal(await isPutBack('2'), false);
	});

	it('goes on over a reload while the server merges', async () => {
		assert.equal(await isPutBack('1'), false);
		await restart();
		server.sandbox.behaviour.variables = 'replace';
		assert.equal(await isPutBack('2'), true, 'only the edited one was sent');
	});
});
