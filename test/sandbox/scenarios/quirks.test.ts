// The quirks scenario of the sandbox.
import assert from 'node:assert/strict';
import { sandboxBaseUrl } from '../../../src/sandbox/chatServer';
import { myAgentId } from '../../../src/sandbox/rows';
import { visitorStatuses } from '../../../src/service/model';
import { referenceVisitor } from '../../fixtures/referenceVisitor';
import { open, type Row } from '../open';

/** All rows of a list, page after page. */
async function readAll(list: 'agents' | 'visitors'): Promise<{ rows: unknown[]; pages: Row[] }> {
	const { call } = open({ scenario: 'quirks' });
	const pages: Row[] = [];
	let path: string | undefined = `livechat/${list}?siteId=10008`;
	while (path !== undefined) {
		const page: Row = (await call(path)).json;
		pages.push(page);
		assert.ok(pages.length < 10, 'the pages come to an end');
		const next = page.nextPage;
		assert.ok(next === null || String(next).startsWith(`${sandboxBaseUrl}/livechat/${list}?siteId=10008&page=`));
		path = next === null ? undefined : String(next).slice(sandboxBaseUrl.length + 1);
	}
	return { rows: pages.flatMap((page) => page[list] as unknown[]), pages };
}

function objects(rows: readonly unknown[]): Row[] {
	return rows.filter((row): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row));
}

describe('The quirky service', () => {
	it('answers lists in pages of one origin, with a total', async () => {
		for (const list of ['agents', 'visitors'] as const) {
			const { rows, pages } = await readAll(list);
			assert.ok(pages.length > 2);
			assert.ok(pages.every(({ total }) => total === rows.length));
		}
	});

	it('leaves the reference’s sample visitor as it is', async () => {
		const { rows } = await readAll('visitors');
		assert.deepEqual(rows[0], referenceVisitor);
	});

	it('adds rows of wrong types, one without an id, one with only an id, and a repeated one', async () => {
		for (const list of ['agents', 'visitors'] as const) {
			const { rows } = await readAll(list);
			assert.ok(rows.includes('a row of a wrong type') && rows.includes(42) && rows.includes(null));
			assert.ok(rows.some((row) => Array.isArray(row)));
			const found = objects(rows);
			assert.ok(found.some((row) => row.id === undefined));
			assert.ok(found.some((row) => Object.keys(row).join() === 'id'));
			const ids = found.map(({ id }) => String(id).toLowerCase());
			assert.equal(new Set(ids).size, ids.length - 1, 'one double');
			const double = found.findLast(({ id }, index) => ids.indexOf(String(id).toLowerCase()) < index);
			assert.ok(Object.keys(double ?? {}).length > 1, 'with all its fields');
		}
	});

	it('answers visitors’ statuses as numbers, numbers in quotes, in capitals, misspelt, unknown, null and missing', async () => {
		const statuses = objects((await readAll('visitors')).rows).map(({ status }) => status);
		const words = statuses.filter((status) => typeof status === 'string');
		assert.ok(statuses.some((status) => typeof status === 'number' && visitorStatuses[status]));
		assert.ok(words.some((status) => /^\d+$/.test(status) && visitorStatuses[Number(status)]));
		assert.ok(
			words.some((status) => visitorStatuses.some((known) => known !== status && known.toUpperCase() === status)),
		);
		for (const status of ['mannullyInvitedByWindow', 'coBrowsing', 99, null, undefined]) {
			assert.ok(statuses.includes(status), String(status));
		}
	});

	it('answers every known form of dates', async () => {
		const visitors = objects((await readAll('visitors')).rows);
		const dates = visitors.flatMap(({ visitTime, firstVisitTime }) => [visitTime, firstVisitTime]);
		for (const date of ['0001-01-01T00:00:00Z', '/Date(1584415749307)/', '2021-05-26 10:30:16', '', 'yesterday']) {
			assert.ok(dates.includes(date), date);
		}
		assert.ok(
			dates.some((date) => /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(String(date))),
			'without zone',
		);
		assert.ok(
			visitors
				.slice(1)
				.some(({ visitTime, firstVisitTime }) => Date.parse(String(firstVisitTime)) > Date.parse(String(visitTime))),
		);
	});

	it('answers nulls, missing fields, wrong types, unknown fields, and ids in any case', async () => {
		const visitors = objects((await readAll('visitors')).rows);
		assert.ok(
			visitors.some(
				({ customFields, customVariableResults }) => customFields === null && customVariableResults === null,
			),
		);
		assert.ok(visitors.some((row) => 'browser' in row && !('customFields' in row)));
		assert.ok(visitors.some(({ name, visits }) => name === 42 && visits === 'three'));
		assert.ok(visitors.some((row) => 'segment' in row));
		assert.ok(visitors.some(({ timeZone }) => timeZone === 'GMT 06:00'));
		assert.ok(visitors.some(({ landingPage }) => /^Tents.*\nhttps:/.test(String(landingPage))));
		assert.ok(visitors.some(({ flashVersion }) => flashVersion));
		const ids = visitors.map(({ id }) => String(id));
		assert.ok(ids.some((id) => /[A-F]/.test(id) && !/[a-f]/.test(id)) && ids.some((id) => /[A-F].*[a-f]/.test(id)));
	});

	it('answers a visitor by id with a lower-case id and a number as status', async () => {
		const { call } = open({ scenario: 'quirks' });
		const page: Row = (await call('livechat/visitors')).json;
		const shouted = objects(page.visitors as unknown[]).find(
			({ id, status }) => String(id) !== String(id).toLowerCase() && status,
		);
		const { status, json } = await call(`livechat/visitors/${shouted?.id}`);
		assert.deepEqual([status, json.id], [200, String(shouted?.id).toLowerCase()]);
		assert.equal(visitorStatuses[Number(json.status)]?.toUpperCase(), shouted?.status);
	});

	it('has my id in capitals in the list, and accepts my status', async () => {
		const { call, put } = open({ scenario: 'quirks' });
		const { agents } = (await call('livechat/agents')).json as unknown as { agents: Row[] };
		assert.deepEqual(agents[0], { id: myAgentId.toUpperCase(), status: 'Online', ongoingChats: 0 });
		assert.equal(
			(await put(`livechat/agents/${agents[0]?.id}`, { id: myAgentId, status: 'away' })).json.status,
			'Away',
		);
	});

	it('has agents with a status in capitals, padded, unknown, as a number, null and missing, and invalid counts', async () => {
		const agents = objects((await readAll('agents')).rows);
		const statuses = agents.map(({ status }) => status);
		for (const status of ['ONLINE', ' away ', 'Back in 5 minutes', 3, null, undefined]) {
			assert.ok(statuses.includes(status), String(status));
		}
		for (const chats of [null, undefined, '1', -2]) {
			assert.ok(
				agents.some(({ ongoingChats }) => ongoingChats === chats),
				String(chats),
			);
		}
	});
});
