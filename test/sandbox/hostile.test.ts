// The hostile scenario of the sandbox.
import assert from 'node:assert/strict';
import { myAgentId } from '../../src/sandbox/rows';
import { attacks, hostileIds, hostileUrls, isAttack } from '../../src/sandbox/scenarios/attacks';
import { naughtyStrings } from '../../src/sandbox/scenarios/naughtyStrings';
import { visitorStatuses } from '../../src/service/model';
import { referenceVisitor } from '../fixtures/referenceVisitor';
import { open, type Row } from './open';

/** Fields that stay valid in most rows; otherwise, no row would reach the code for groups, waits and times. */
const sometimes = ['id', 'status', 'visitTime', 'firstVisitTime'];

function holdsAttack(text: unknown): boolean {
	return isAttack(String(text)) || [...attacks, ...hostileUrls].some((attack) => String(text).includes(attack));
}

async function hostileVisitors(minutes = 0): Promise<Row[]> {
	const { call, pass } = open({ scenario: 'hostile' });
	pass(minutes * 60_000);
	const { json } = await call('livechat/visitors');
	return json.filter(({ id }) => id !== referenceVisitor.id);
}

describe('The hostile world', () => {
	for (const minutes of [0, 90]) {
		it(`holds an attack in every text of every visitor, ${minutes} minutes on too`, async () => {
			for (const visitor of await hostileVisitors(minutes)) {
				const texts = Object.entries(visitor).filter(
					([name, value]) => typeof value === 'string' && !sometimes.includes(name),
				);
				assert.equal(texts.length, 21 + 1, 'the texts of the contract, and one under an unknown name');
				for (const [name, value] of texts) {
					assert.ok(holdsAttack(value), `${name}: ${String(value).slice(0, 80)}`);
				}
				const named = [...(visitor.customFields as Row[]), ...(visitor.customVariableResults as Row[])];
				assert.ok(named.length > 10);
				for (const { name, value, url } of named) {
					assert.ok(holdsAttack(name) && holdsAttack(value) && hostileUrls.includes(String(url)));
				}
			}
		});
	}

	it('leaves the reference’s sample visitor as it is', async () => {
		const { json } = await open({ scenario: 'hostile' }).call('livechat/visitors');
		assert.deepEqual(json[0], referenceVisitor);
	});

	it('has attacks in ids, statuses and dates of some, and valid ones for most', async () => {
		const visitors = await hostileVisitors();
		assert.deepEqual(
			visitors.map(({ id }) => id).filter((id) => hostileIds.includes(String(id))),
			hostileIds,
		);
		const statuses = visitors.map(({ status }) => String(status));
		const known = statuses.filter((status) => (visitorStatuses as readonly string[]).includes(status));
		assert.ok(known.length > 20 && known.length < 35);
		assert.ok(statuses.filter((status) => holdsAttack(status)).length > 8);
		assert.ok(known.includes('waitingForChat') && known.includes('chatting'));
		assert.ok(visitors.some(({ visitTime }) => Number.isNaN(Date.parse(String(visitTime)))));
	});

	it('contains every attack and every address', async () => {
		const texts = JSON.stringify(await hostileVisitors());
		for (const attack of [...attacks, ...hostileUrls, ...naughtyStrings]) {
			assert.ok(texts.includes(JSON.stringify(attack).slice(1, -1)), attack.slice(0, 60));
		}
	});

	it('has each kind of attack', () => {
		const kinds: readonly [string, RegExp][] = [
			['HTML', /<img .*onerror/],
			['script', /<script>/],
			['a Markdown link to a command', /\]\(command:/],
			['a theme icon', /\$\(sync~spin\)/],
			['a bidirectional override', /\u202E/],
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the attack.
			['a terminal sequence', /\u001b\[/],
			// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the attack.
			['a NUL', /\u0000/],
			['a lone surrogate', /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/],
			['a script address', /^javascript:/],
			['a data address', /^data:text\/html/],
			['an inherited name', /^__proto__$/],
			['a shell line', /\$\(touch .*`id`/],
			['a forged line of a log', /\n\[info\]/],
			['a long word', /W{400}/],
			['a text of 20,000 characters', /^.{20000}$/s],
		];
		for (const [kind, pattern] of kinds) {
			assert.ok(
				attacks.some((attack) => pattern.test(attack)),
				kind,
			);
		}
	});

	it('answers an own property __proto__', async () => {
		const [visitor] = await hostileVisitors();
		assert.ok(visitor && Object.hasOwn(visitor, '__proto__'));
		assert.ok(!('polluted' in {}));
	});

	it('answers a visitor by a hostile id', async () => {
		const { call } = open({ scenario: 'hostile' });
		for (const id of hostileIds) {
			assert.equal((await call(`livechat/visitors/${encodeURIComponent(id)}`)).json.id, id);
		}
	});

	it('has agents with attacks as status, including me, and some without', async () => {
		const { json } = await open({ scenario: 'hostile' }).call('livechat/agents');
		const attacked = json.filter(({ status }) => holdsAttack(status));
		assert.equal(attacked.length, 10);
		assert.ok(attacked.some(({ id, status }) => id === myAgentId && String(status).includes('$(')));
	});

	it('has attacks in its errors and in the names of agents', async () => {
		const { call, put } = open({ scenario: 'hostile', behaviour: { management: true } });
		for (const said of [await call('nowhere'), await call('livechat/agents', { headers: {} })]) {
			const { message, target } = said.json.error as Row;
			assert.ok(said.status >= 400 && holdsAttack(message) && holdsAttack(target));
		}
		assert.equal((await put(`livechat/agents/${myAgentId}`, { status: 'Napping' })).status, 400);
		const names = (await call('global/agents')).json.agents as Row[];
		assert.ok(
			names.every(({ id, displayName, email }) => !holdsAttack(id) && holdsAttack(displayName) && holdsAttack(email)),
		);
	});

	it('keeps what is written to it as it was written', async () => {
		const { put } = open({ scenario: 'hostile' });
		const { json } = await put(`livechat/visitors/${referenceVisitor.id}`, [{ name: 'plan', value: 'Guide' }]);
		assert.deepEqual((json.customVariableResults as Row[]).at(-1), { name: 'plan', value: 'Guide', url: '' });
	});
});
