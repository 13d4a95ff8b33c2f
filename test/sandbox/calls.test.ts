// The calls of the sandbox: their answers and their refusals.
import assert from 'node:assert/strict';
import { sandboxBaseUrl, sandboxToken } from '../../src/sandbox/chatServer';
import { myAgentId } from '../../src/sandbox/rows';
import { isScenarioName, scenarios } from '../../src/sandbox/scenarios/scenarios';
import { referenceVisitor } from '../fixtures/referenceVisitor';
import { open } from './open';

const visitorPath = `livechat/visitors/${referenceVisitor.id}`;
const agentPath = `livechat/agents/${myAgentId}`;

describe('The six calls of the sandbox', () => {
	it('list twelve agents, with me as in the reference', async () => {
		const { call } = open();
		const { status, json, header } = await call('livechat/agents');
		assert.equal(status, 200);
		assert.equal(header('Content-Type'), 'application/json; charset=utf-8');
		assert.equal(json.length, 12);
		assert.equal(new Set(json.map(({ id }) => id)).size, 12);
		assert.deepEqual(
			json.find(({ id }) => id === myAgentId),
			{ id: 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09', status: 'Online', ongoingChats: 0 },
		);
	});

	it('list the visitors, with the reference’s sample as printed', async () => {
		const { json } = await open().call('livechat/visitors');
		assert.deepEqual(
			json.find(({ id }) => id === referenceVisitor.id),
			referenceVisitor,
		);
	});

	it('answer one agent and one visitor by id, in upper or lower case', async () => {
		const { call } = open();
		for (const id of [myAgentId, myAgentId.toUpperCase()]) {
			assert.equal((await call(`livechat/agents/${id}`)).json.id, myAgentId);
		}
		for (const id of [referenceVisitor.id, referenceVisitor.id.toUpperCase()]) {
			assert.deepEqual((await call(`livechat/visitors/${id}`)).json, referenceVisitor);
		}
	});

	it('set a status in any case and answer it in title case', async () => {
		const { call, put } = open();
		for (const [sent, answered] of [
			['away', 'Away'],
			['ONLINE', 'Online'],
			['meeting', 'Meeting'],
			['Lunch', 'Lunch'],
		]) {
			const { status, json } = await put(agentPath, { id: myAgentId, status: sent });
			assert.deepEqual([status, json], [200, { id: myAgentId, status: answered, ongoingChats: 0 }]);
			assert.equal((await call(agentPath)).json.status, answered);
		}
	});

	it('need no id in the body of a status, and refuse one that differs from the path', async () => {
		const { put } = open();
		assert.equal((await put(agentPath, { status: 'away' })).status, 200);
		assert.equal((await put(agentPath, { id: myAgentId.toUpperCase(), status: 'away' })).status, 200);
		assert.equal((await put(agentPath, { id: referenceVisitor.id, status: 'away' })).status, 400);
	});

	it('answer the whole visitor after a write of custom variables', async () => {
		const { call, put } = open();
		const { status, json } = await put(visitorPath, [{ name: 'visitor', value: 'Leo', url: '' }]);
		const customVariableResults = [
			...referenceVisitor.customVariableResults,
			{ name: 'visitor', value: 'Leo', url: '' },
		];
		assert.deepEqual([status, json], [200, { ...referenceVisitor, customVariableResults }]);
		assert.deepEqual((await call(visitorPath)).json, json);
	});

	it('work under any prefix of the path', async () => {
		const { call } = open();
		for (const base of ['https://chat.example.com', 'https://chat.example.com/a/b/v4']) {
			assert.equal((await call('livechat/agents', { base })).status, 200);
		}
		assert.equal((await call('livechat/agents', { base: `${sandboxBaseUrl}/` })).status, 404, 'no empty part');
	});

	it('are logged with method, path, time and status', async () => {
		const { sandbox, call, put, pass, now } = open();
		await call('livechat/visitors?siteId=1');
		pass(1500);
		await put(agentPath, { status: 'Napping' });
		assert.deepEqual(sandbox.requests, [
			{ method: 'GET', path: '/v4/livechat/visitors?siteId=1', at: now, status: 200 },
			{ method: 'PUT', path: `/v4/${agentPath}`, at: now + 1500, status: 400 },
		]);
	});
});

describe('The sandbox refuses', () => {
	it('with 401 and a code a token that is missing, wrong or of another scheme', async () => {
		const { call } = open();
		for (const headers of [
			{},
			{ authorization: 'Bearer' },
			{ authorization: `Bearer ${sandboxToken}x` },
			{ authorization: `Bearer ${sandboxToken.toUpperCase()}` },
			{ authorization: `Token ${sandboxToken}` },
			{ authorization: sandboxToken },
		]) {
			const { status, json } = await call('livechat/agents', { headers });
			assert.equal(status, 401);
			assert.deepEqual(Object.keys(json), ['code', 'message']);
			assert.equal(json.code, 401_000);
		}
	});

	it('an API key without its siteId', async () => {
		const apiKey = { email: 'robin@example.com', key: 'clé', siteId: 10_008 };
		const { call } = open({ credentials: { apiKeys: [apiKey] } });
		const headers = { authorization: `Basic ${Buffer.from('robin@example.com:clé').toString('base64')}` };
		assert.equal((await call('livechat/agents', { headers })).status, 400);
		assert.equal((await call('livechat/agents?siteId=7', { headers })).status, 401);
		assert.equal((await call('livechat/agents?siteId=10008', { headers })).status, 200);
		assert.equal(
			(await call('livechat/agents?siteId=10008', { headers: { authorization: 'Basic eDp5' } })).status,
			401,
		);
	});

	it('unknown paths and ids with 404', async () => {
		const { call } = open();
		const nobody = '00000000-1111-4222-8333-444444444444';
		for (const path of [
			'',
			'livechat',
			'livechat/agent',
			'agents',
			`livechat/agents/${nobody}`,
			`livechat/visitors/${nobody}`,
			`${visitorPath}/chats`,
			'livechat/visitors/%E0%A4%A',
		]) {
			const { status, json } = await call(path);
			assert.deepEqual([path, status, json.code], [path, 404, 404_000]);
		}
	});

	it('unknown methods of a resource with 405, with the known ones', async () => {
		const { call } = open();
		for (const [method, path, allow] of [
			['PUT', 'livechat/agents', 'GET'],
			['POST', 'livechat/visitors', 'GET'],
			['DELETE', visitorPath, 'GET, PUT'],
			['POST', agentPath, 'GET, PUT'],
			['PUT', 'global/agents', 'GET'],
		] as const) {
			const { status, header } = await call(path, { method });
			assert.deepEqual([method, path, status, header('allow')], [method, path, 405, allow]);
		}
	});

	it('a status that isn’t enabled, such as Offline, and changes nothing', async () => {
		const { call, put } = open();
		for (const status of ['Offline', 'offline', 'Napping', '', ' away', 3, null, undefined, ['away']]) {
			const said = await put(agentPath, { id: myAgentId, status });
			assert.deepEqual([status, said.status, said.json.code], [status, 400, 400_000]);
			assert.match(String(said.json.message), /Meeting, Lunch/);
		}
		assert.equal((await call(agentPath)).json.status, 'Online');
	});

	it('a custom away status that the site does not have', async () => {
		const { put, sandbox } = open({ behaviour: { awayStatuses: ['Deep Work'] } });
		assert.equal((await put(agentPath, { status: 'Lunch' })).status, 400);
		assert.equal((await put(agentPath, { status: 'deep work' })).json.status, 'Deep Work');
		sandbox.behaviour.awayStatuses = [];
		assert.equal((await put(agentPath, { status: 'deep work' })).status, 400);
	});

	it('bodies of a wrong shape with 400, and changes nothing', async () => {
		const { call, put } = open();
		for (const [path, body] of [
			[agentPath, '{"status": "away"'],
			[agentPath, ''],
			[agentPath, '"away"'],
			[agentPath, [{ status: 'away' }]],
			[agentPath, null],
			[visitorPath, '[{'],
			[visitorPath, { name: 'plan', value: 'x' }],
			[visitorPath, [{ value: 'x' }]],
			[visitorPath, [{ name: '', value: 'x' }]],
			[visitorPath, [{ name: 7, value: 'x' }]],
			[visitorPath, [{ name: 'plan', value: 7 }]],
			[visitorPath, [{ name: 'plan', value: {} }]],
			[
				visitorPath,
				[
					{ name: 'fccc', value: 'x' },
					{ name: 'plan', url: false },
				],
			],
			[visitorPath, [null]],
			[visitorPath, ['plan']],
		] as const) {
			const { status, json } = await put(path, body);
			assert.deepEqual([body, status, json.code], [body, 400, 400_000]);
		}
		assert.equal((await call(agentPath)).json.status, 'Online');
		assert.deepEqual((await call(visitorPath)).json, referenceVisitor);
	});

	it('a write whose content type isn’t JSON', async () => {
		const { put } = open();
		assert.equal((await put(agentPath, { status: 'away' }, 'text/plain')).status, 400);
		assert.equal((await put(visitorPath, [], 'application/x-www-form-urlencoded')).status, 400);
		assert.equal((await put(agentPath, { status: 'away' }, 'application/json; charset=utf-8')).status, 200);
	});

	it('writes of a status where the behaviour says so, in the shape of the guideline', async () => {
		const { call, put, sandbox } = open({ behaviour: { statusWrites: 'forbid' } });
		const { status, json } = await put(agentPath, { status: 'away' });
		assert.equal(status, 403);
		assert.deepEqual(Object.keys(json.error as object), ['code', 'message', 'target', 'details']);
		sandbox.behaviour.statusWrites = 'refuse';
		assert.equal((await put(agentPath, { status: 'away' })).status, 400);
		assert.equal((await call(agentPath)).json.status, 'Online');
	});
});

describe('The sister endpoints of the sandbox', () => {
	const paths = ['global/agents', 'global/departments', 'global/agentAwayStatuses', 'livechat/customVariables'];

	it('are forbidden to an ordinary agent', async () => {
		const { call } = open();
		for (const path of paths) {
			assert.deepEqual([path, (await call(path)).status], [path, 403]);
		}
	});

	it('answer the agents, departments, away statuses and variables of the same world where permitted', async () => {
		const { call } = open({ behaviour: { management: true } });
		const [agents, departments, away, variables] = await Promise.all(
			paths.map(async (path) => (await call(path)).json),
		);
		const listed = (await call('livechat/agents')).json;
		const named = agents?.agents as { id: string }[] | undefined;
		assert.deepEqual(
			named?.map(({ id }) => id),
			listed.map(({ id }) => id),
		);
		const visitors = (await call('livechat/visitors')).json;
		const ids = new Set(departments?.map(({ id }) => id));
		const used = visitors.map(({ departmentId }) => departmentId).filter((id) => !String(id).startsWith('00000000'));
		assert.ok(used.length > 5 && used.every((id) => ids.has(id)));
		assert.deepEqual(
			(away?.agentAwayStatuses as { name: string }[] | undefined)?.map(({ name }) => name),
			['Away', 'Meeting', 'Lunch'],
		);
		assert.ok(variables?.some(({ name, type }) => name === 'cartValue' && type === 'decimal'));
	});
});

describe('The scenarios', () => {
	it('have seven names', () => {
		assert.equal(Object.keys(scenarios).length, 7);
		assert.ok(Object.keys(scenarios).every(isScenarioName));
		for (const other of ['Calm', '', 'toString']) {
			assert.ok(!isScenarioName(other));
		}
	});

	it('expired: 401 to everything, with any token', async () => {
		const { call, put } = open({ scenario: 'expired' });
		for (const path of ['livechat/agents', 'livechat/visitors', agentPath, 'nowhere']) {
			assert.equal((await call(path)).status, 401);
		}
		assert.equal((await put(agentPath, { status: 'away' })).status, 401);
	});
});
