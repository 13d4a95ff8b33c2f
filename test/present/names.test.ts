// Rules for names from the service.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { noNames, type SiteNames } from '../../src/desk/state';
import { visitorDetails } from '../../src/present/details/details';
import { visitorNote } from '../../src/present/reports/visitorCopy';
import { statusBarContent } from '../../src/present/statusBar/statusBar';
import { agentsTree } from '../../src/present/tree/agentsTree';
import { reconcile } from '../../src/present/tree/reconcile';
import { full, id as visitorId, state as visitorState } from './details/detailsFixtures';
import {
	agent,
	asMe,
	hostileText,
	now,
	outline,
	state,
	statusBarOptions,
	visitor,
	visitorsOptions,
	visitorsTree,
} from './worlds';

const me = agent('c97a2afe-0000', 'Online', 2);

function named(change: Partial<SiteNames>): SiteNames {
	return { ...noNames, ...change };
}

describe('names of agents', () => {
	const names = named({
		agents: new Map([
			[me.id, 'Robin Ash'],
			['a2', 'Aurelia Finchley-Moss'],
		]),
	});

	it('order the tree, and are in the tooltip of an agent with an alias; e-mail addresses are nowhere', () => {
		const world = asMe(me, { agents: [me, agent('a2', 'Online'), agent('a3', 'Online')], names });
		const [online] = agentsTree(world, { now, aliases: { A2: 'Zoe' }, sortBy: 'name' });
		assert.deepEqual(
			online?.children.map(({ label }) => label),
			['Robin Ash', 'Agent a3', 'Zoe'],
		);
		assert.match(online?.children[2]?.tooltip?.() ?? '', /\*\*Zoe\*\* {2}\nName: Aurelia Finchley\\-Moss/);
		assert.doesNotMatch(online?.children[0]?.tooltip?.() ?? '', /Name:/);
		assert.equal(online?.children[0]?.ariaLabel, 'Robin Ash, you, Online, 2 chats');
	});

	it('are in the tooltip of the status bar, unless there is an alias', () => {
		const tooltip = (aliases: Record<string, string>) =>
			statusBarContent(asMe(me, { names }), { ...statusBarOptions, aliases }).tooltip;
		assert.match(tooltip({}), /Robin Ash\\: Online/);
		assert.match(tooltip({ [me.id]: 'Me' }), /Me\\: Online/);
	});

	it('render only their own rows again when they arrive', () => {
		const agents = [agent('a2', 'Online'), agent('a3', 'Online')];
		const tree = (with_: SiteNames) =>
			agentsTree(state({ agents, names: with_ }), { now, aliases: { a3: 'Kim' }, sortBy: 'name' });
		const before = tree(noNames);
		const { change } = reconcile(before, tree(named({ agents: new Map([['a2', 'Aurelia']]) })));
		assert.notEqual(change, undefined);
		assert.deepEqual(outline(before), { Online: ['Aurelia', 'Kim'] });
	});

	it('are only text, never markup, icons or commands', () => {
		fc.assert(
			fc.property(hostileText, hostileText, (name, department) => {
				const world = asMe(me, {
					names: named({ agents: new Map([[me.id, name]]), departments: new Map([['d1', department]]) }),
					visitors: [visitor('v1', 'inSite', { departmentId: 'd1' })],
				});
				const [row] = agentsTree(world, { now, aliases: {}, sortBy: 'name' })[0]?.children ?? [];
				const [group] = visitorsTree(world, { ...visitorsOptions, groupBy: 'department' });
				for (const label of [row?.label ?? '', group?.label ?? '']) {
					assert.ok(label.trim() !== '' && label.length <= 80);
					assert.doesNotMatch(label, /[\n\r\u202E]/);
				}
				for (const text of [
					row?.tooltip?.() ?? '',
					group?.children[0]?.tooltip?.() ?? '',
					statusBarContent(world, statusBarOptions).tooltip,
				]) {
					assert.doesNotMatch(text, /(?<!\\)<|(?<!\\)\$\(|\]\(command:(?!frontdesk\.)/);
				}
			}),
		);
	});
});

describe('names of departments', () => {
	const names = named({ departments: new Map([[full.departmentId, 'Support']]) });
	const row = (departments: Record<string, string>) =>
		visitorDetails({
			id: visitorId,
			site: 's',
			state: visitorState(full, {}, { names }),
			otherSite: false,
			departments,
		})
			.sections.flatMap(({ rows }) => rows)
			.find(({ key }) => key === 'departmentId');

	it('are titles of groups, unless there is an alias', () => {
		const world = state({ visitors: [visitor('v1', 'inSite', { departmentId: full.departmentId })], names });
		const titles = (departments: Record<string, string>) =>
			visitorsTree(world, { ...visitorsOptions, groupBy: 'department', departments }).map(({ label }) => label);
		assert.deepEqual(titles({}), ['Support']);
		assert.deepEqual(titles({ [full.departmentId.toUpperCase()]: 'Helpdesk' }), ['Helpdesk']);
	});

	it('are shown in the panel with the id, and are what Copy copies', () => {
		assert.deepEqual([row({})?.text, row({})?.note], ['Support', full.departmentId]);
		assert.equal(row({ [full.departmentId.toUpperCase()]: 'Helpdesk' })?.text, 'Helpdesk');
	});

	it('replace the id in a note', () => {
		assert.match(visitorNote(full, ['departmentId'], 'Support'), /- \*\*Department\*\*: Support/);
		assert.match(visitorNote(full, ['departmentId']), /- \*\*Department\*\*: c97a2afe/);
	});
});

describe('a variable that the site defines as a number', () => {
	const variables = [
		{ name: 'seats', type: 'integer' },
		{ name: 'plan', type: 'text' },
	] as const;
	const details = (value: string, typed?: string) => {
		const saved = { name: 'seats', value, url: '' };
		const edits = typed === undefined ? [] : [{ name: 'seats', base: saved, value: typed, url: '', at: now }];
		return visitorDetails({
			id: visitorId,
			site: 's',
			state: visitorState({ ...full, customVariableResults: [saved] }),
			otherSite: false,
			editing: {
				...{ possible: true, drafts: edits.length, saving: false, undo: false, notKept: [], keptOverReload: true },
				...{ edits, readOnly: [], pinned: [], numbers: [], definitions: variables },
			},
		}).sections[0]?.rows[0];
	};

	it('says so, and shows whatever the service holds as it is', () => {
		assert.deepEqual(details('many')?.variable?.number, { inputMode: 'numeric', hint: 'Whole number' });
		assert.equal(details('many')?.text, 'many');
		assert.equal(details('many')?.variable?.error, undefined);
	});

	it('refuses what is none, in words that name the field and say what to type', () => {
		const error = details('12', 'twelve')?.variable?.error;
		assert.deepEqual(error, { field: 'value', words: 'Value: enter a whole number, like 1200.' });
		assert.equal(details('12', '')?.variable?.error, undefined);
		assert.equal(details('12', '13')?.variable?.error, undefined);
	});
});
