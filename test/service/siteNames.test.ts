// The optional calls: names of agents and departments, away statuses and definitions of variables.
import assert from 'node:assert/strict';
import { createClient } from '../../src/service/client';
import { isApiError } from '../../src/service/errors';
import { fixedSession } from '../../src/service/session';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

const { signal } = new AbortController();

/** A service that answers these bodies by path; any other path is forbidden. */
function service(bodies: Readonly<Record<string, unknown>>) {
	const log = recordingLog();
	const asked: string[] = [];
	const client = createClient(
		{
			...manualClock(),
			random: () => 0.5,
			log,
			async fetch(url) {
				const { pathname, search } = new URL(url);
				asked.push(pathname + search);
				const body = bodies[pathname + search];
				return {
					status: body === undefined ? 403 : 200,
					headers: { get: () => null },
					text: async () => (typeof body === 'string' ? body : JSON.stringify(body ?? {})),
				};
			},
		},
		'https://api.example/v4',
		fixedSession({ kind: 'accessToken', accessToken: 'token-token' }),
	);
	return { client, log, asked };
}

const agents = [
	{ id: 'A1', email: 'kim@example.com', displayName: ' Kim ', firstName: 'Kimberly', lastName: 'Ash' },
	{ id: 'a2', email: 'lo@example.com', displayName: '', firstName: 'Lo', lastName: 'Birch' },
	{ id: 'a3', email: 'mo@example.com', displayName: null, firstName: null, lastName: 'Cedar', isActive: false },
	{ id: 'a4', email: 'no@example.com' },
	{ id: 'a5', email: 'Po@Example.com', displayName: 'po@example.com', firstName: 'Po', lastName: '' },
	{ id: 'a6', email: 'ro@example.com', displayName: 'ro@example.com', firstName: '', lastName: '' },
	{ id: { no: 'id' }, displayName: 'Secret' },
	'Secret',
];

describe('Names of agents', () => {
	for (const body of [agents, { agents, nextPage: null, total: 8 }]) {
		it(`are the display name, else first and last name, and no e-mail address (${Array.isArray(body) ? 'bare' : 'wrapped'})`, async () => {
			const { client, log } = service({ '/v4/global/agents': body });
			const names = await client.listAgentNames(signal);
			assert.deepEqual(names, [
				{ id: 'a1', name: 'Kim' },
				{ id: 'a2', name: 'Lo Birch' },
				{ id: 'a3', name: 'Cedar' },
				{ id: 'a5', name: 'Po' },
			]);
			const lines = log.lines.filter((line) => !line.startsWith('debug '));
			assert.equal(lines.length, 1);
			assert.match(lines[0] ?? '', /^warn global\/agents: rows skipped: 2 × /);
			assert.doesNotMatch(log.lines.join(), /Secret|@/);
		});
	}

	it('come in pages of the same origin', async () => {
		const { client, asked } = service({
			'/v4/global/agents': { agents: agents.slice(0, 1), nextPage: '/v4/global/agents?page=2' },
			'/v4/global/agents?page=2': { agents: agents.slice(1, 2), nextPage: 'https://evil.example/v4/global/agents' },
		});
		const names = await client.listAgentNames(signal);
		assert.deepEqual(
			names.map(({ name }) => name),
			['Kim', 'Lo Birch'],
		);
		assert.equal(asked.length, 2);
	});

	it('that are refused are an `ApiError`', async () => {
		const { client } = service({});
		await assert.rejects(client.listAgentNames(signal), (error) => isApiError(error) && error.kind === 'forbidden');
		const html = service({ '/v4/global/agents': '<html>' });
		await assert.rejects(
			html.client.listAgentNames(signal),
			(error) => isApiError(error) && error.kind === 'notChatServer',
		);
	});
});

describe('Departments, away statuses and definitions', () => {
	it('have a name or are left out', async () => {
		const { client } = service({
			'/v4/global/departments': {
				departments: [{ id: 'D1', name: 'Sales' }, { id: 'd2', name: '  ' }, { id: 'd3' }, { name: 'no id' }],
			},
		});
		assert.deepEqual(await client.listDepartments(signal), [{ id: 'd1', name: 'Sales' }]);
	});

	it('of statuses are in the service’s order, as they are written', async () => {
		const { client } = service({
			'/v4/global/agentAwayStatuses': {
				agentAwayStatuses: [
					{ id: 's3', name: 'At lunch', order: 7 },
					{ name: ' iT support ', order: '2' },
					{ id: 's1', name: 'Away', order: 0, isSystem: true },
					{ id: 's4', name: 'Last' },
					{ id: 's5', name: 'x'.repeat(5_000), order: 1 },
				],
			},
		});
		assert.deepEqual(await client.listAwayStatuses(signal), ['Away', 'iT support', 'At lunch', 'Last']);
	});

	it('of variables have a known type, else text, and no link template', async () => {
		const { client } = service({
			'/v4/livechat/customVariables': [
				{ id: 'v1', name: 'seats', type: 'Integer', hyperlink: 'https://evil.example/{value}' },
				{ id: 'v2', name: 'cart', type: 'decimal', value: '1' },
				{ id: 'v3', name: 'plan', type: 'colour' },
				{ id: 'v4', name: 'note' },
				{ id: 'v5', name: 'odd', type: 3 },
			],
		});
		assert.deepEqual(await client.listVariableDefinitions(signal), [
			{ name: 'seats', type: 'integer' },
			{ name: 'cart', type: 'decimal' },
			{ name: 'plan', type: 'text' },
			{ name: 'note', type: 'text' },
			{ name: 'odd', type: 'text' },
		]);
	});
});
