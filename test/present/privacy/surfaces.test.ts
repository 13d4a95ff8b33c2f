// Rules for what is shown while privacy mode is on: no surface has a masked value, and unchanged rows stay the same object.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createChangeLog } from '../../../src/desk/changes/changeLog';
import { createSegments, readSegments } from '../../../src/desk/segments/segments';
import type { DeskState } from '../../../src/desk/state';
import { changesText } from '../../../src/present/changes/changesText';
import { notEditing, visitorDetails } from '../../../src/present/details/details';
import { visitorMatcher } from '../../../src/present/find/find';
import { foundPins } from '../../../src/present/find/foundPins';
import { createFoundVisitors } from '../../../src/present/find/foundVisitors';
import { pickerRows } from '../../../src/present/find/pickerRows';
import { createKnownIds, whoIs } from '../../../src/present/lookUp/whoIs';
import { createMask, type Mask } from '../../../src/present/privacy/mask';
import { maskEditing } from '../../../src/present/privacy/maskPanel';
import {
	noteFields,
	readCommandLine,
	visitorJson,
	visitorNote,
	writeCommandLine,
} from '../../../src/present/reports/visitorCopy';
import { statusBarContent } from '../../../src/present/statusBar/statusBar';
import { agentsContent } from '../../../src/present/tree/agentsTree';
import type { TreeNode } from '../../../src/present/tree/tree';
import { createGrouping } from '../../../src/present/tree/visitorGrouping';
import { visitorsContent } from '../../../src/present/tree/visitorsContent';
import { createVisitorsTree } from '../../../src/present/tree/visitorsTree';
import type { Visitor } from '../../../src/service/model';
import { now, statusBarOptions, visitor, visitorsOptions } from '../worlds';
import { agentNames, defaultEntries, departmentNames, sandboxVisitors, secretsOf, seenIn, worldOf } from './worlds';

const noDepartment = () => undefined;

function nodeTexts(nodes: readonly TreeNode[]): string {
	return nodes
		.flatMap((node) => [node.label, node.description, node.ariaLabel, node.tooltip?.() ?? '', nodeTexts(node.children)])
		.join('\n');
}

function searched(world: DeskState, query: string): string {
	const { departments: departmentNames } = world.names;
	const grouping = createGrouping({ ...visitorsOptions, siteId: 's', departmentNames });
	const matches = visitorMatcher(query, noDepartment);
	const found = createFoundVisitors({ matches, grouping, sortBy: 'name', waits: world.waits, most: 500 });
	for (const row of world.visitors ?? []) {
		found.visit(row);
	}
	const pins = foundPins(world, query, noDepartment);
	return JSON.stringify(
		pickerRows(found, world, { query, typedId: undefined, departmentName: noDepartment, pins, now }),
	);
}

function panelText(world: DeskState, about: Visitor, mask: Mask): string {
	const saved = about.customVariableResults;
	const edits = saved.map((base) => ({ ...base, base, value: `${base.value} edited`, at: now, also: [base.value] }));
	const editing = maskEditing({ ...notEditing, possible: true, edits, drafts: edits.length }, about, mask);
	return JSON.stringify(visitorDetails({ id: about.id, site: 'site', state: world, otherSite: false, editing }));
}

/** Everything that is shown of a world, by surface. */
function surfaces(real: DeskState, mask: Mask): Record<string, string> {
	const world = mask.state(real);
	const rows = world.visitors ?? [];
	const log = createChangeLog();
	log.observe({ ...real, visitors: [], visitorsAsOf: now - 20_000 }, now);
	log.observe(real, now);
	const moved = real.visitors?.map((row) => ({
		...row,
		currentBrowsing: `Hello ${row.name} https://shop.example/?m=${encodeURIComponent(row.email)}`,
		customVariableResults: row.customVariableResults.map((each) => ({ ...each, value: `${each.value} ${row.phone}` })),
	}));
	const after = { ...real, ...(moved && { visitors: moved }), visitorsAsOf: now + 10_000 };
	log.observe(after, now + 10_000);
	const seen = { changes: mask.changes(log.changes, after), isCut: false };
	const who = { agentAliases: {}, departmentAliases: {}, segments: visitorsOptions.segments, now };
	return {
		visitors: nodeTexts(visitorsContent(createVisitorsTree(), world, visitorsOptions).nodes),
		agents: nodeTexts(agentsContent(world, { now, aliases: {}, sortBy: 'name' }).nodes),
		statusBar: JSON.stringify(statusBarContent(world, { ...statusBarOptions, isPrivate: true })),
		find: searched(world, ''),
		panels: rows.map((row) => panelText(world, mask.original(row), mask)).join('\n'),
		hovers: rows.map(({ id }) => whoIs(id, createKnownIds()(world), world, who)).join('\n'),
		documents: rows.map(visitorJson).join('\n'),
		notes: rows.map((row) => visitorNote(row, noteFields)).join('\n'),
		commandLines: rows
			.flatMap((row) => [
				readCommandLine('https://api.example', row, { kind: 'token' }),
				writeCommandLine('https://api.example', row, { kind: 'token' }),
			])
			.join('\n'),
		activity: changesText(seen, world, { visitor: undefined, aliases: {}, now }),
	};
}

describe('While privacy mode is on', () => {
	for (const scenario of ['calm', 'busy', 'hostile'] as const) {
		it(`no surface has a masked value of the sandbox's visitors (${scenario})`, async function () {
			this.timeout(60_000);
			const runs = [
				[1, 0],
				[2, 40],
				[7, 90],
			] as const;
			for (const [seed, minutes] of scenario === 'calm' ? runs : runs.slice(0, 1)) {
				const rows = (await sandboxVisitors(scenario, seed, minutes)).slice(0, 60);
				assert.ok(rows.length > 5);
				const mask = createMask([...defaultEntries, 'account*', 'order number']);
				const secrets = rows.flatMap((row) => secretsOf(row, ['accountId', 'Order number']));
				assert.ok(secrets.length > 20);
				const all = [...secrets, ...[...agentNames, ...departmentNames].map((name) => name.toLowerCase())];
				const unmasked = JSON.stringify(rows);
				assert.ok(seenIn(unmasked, secrets).length > 0, 'the oracle sees what is not masked');
				for (const [surface, text] of Object.entries(surfaces(worldOf(rows), mask))) {
					assert.ok(text.length > 100, surface);
					assert.deepEqual(seenIn(text, scenario === 'hostile' ? [...agentNames] : all), [], surface);
				}
			}
		});
	}

	it('no text of a visitor has the own name, address or number, in whichever field they stand', () => {
		const word = fc.constantFrom('Zebedee', 'Quillfeather', 'Ångström', '王芳芳', 'Bartholomäus', "O'Hara-Wells");
		const person = fc.record({
			name: fc.tuple(word, word).map((words) => words.join(' ')),
			email: fc.tuple(word, fc.integer({ min: 10, max: 999 })).map(([w, n]) => `${w.replace(/[^\p{L}]/gu, '')}.${n}@mail.example`), // biome-ignore format: one line
			phone: fc.constantFrom('+49 30 1234567', '(555) 010-4711', '13800138000', '030 99 88 77'),
			ip: fc.constantFrom('203.0.113.7', '2001:db8::42'),
		});
		const around = fc.constantFrom('', 'from ', '(', '/u/', '?q=', 'x=1&y=', '"', '\u200b');
		const field = fc.constantFrom('company', 'currentBrowsing', 'referrerUrl', 'searchKeywords', 'browser', 'city');
		fc.assert(
			fc.property(person, around, field, fc.boolean(), (who, before, where, isEncoded) => {
				const values = Object.values(who).map((value) => (isEncoded ? encodeURIComponent(value) : value));
				const text = values.map((value) => `${before}${value}`).join(' ');
				const row = visitor('3d59f909-24cd', 'chatting', {
					...who,
					[where]: text,
					customVariableResults: [{ name: 'note', value: text, url: text }],
					customFields: [{ name: 'field', value: text, url: '' }],
					more: { list: [{ deep: text }], [who.email]: 1 },
				});
				const shown = visitorJson(createMask(defaultEntries).visitor(row));
				const secrets = [...Object.values(who), ...values, ...who.name.split(' ')].map((each) => each.toLowerCase());
				assert.deepEqual(seenIn(decodeURIComponent(shown.replace(/%(?![0-9a-f]{2})/gi, '')), secrets), []);
				assert.deepEqual(seenIn(shown, secrets), []);
			}),
		);
	});

	it('a visitor has the label of the ID, an agent and a department too', () => {
		const row = visitor('3d59f909-24cd', 'waitingForChat', {
			name: 'Ann Smith',
			email: 'ann@example.com',
			departmentId: 'department-7',
		});
		const world = createMask(defaultEntries).state(worldOf([row]));
		const [group] = visitorsContent(createVisitorsTree(), world, { ...visitorsOptions, groupBy: 'department' }).nodes;
		assert.deepEqual([group?.label, group?.children[0]?.label], ['Department departme', 'Visitor 3d59f909']);
		assert.match(nodeTexts(agentsContent(world, { now, aliases: {}, sortBy: 'name' }).nodes), /Agent agent-on/);
		const nameless = visitor('3d59f909-24cd', 'inSite', { email: 'ann@example.com' });
		assert.equal(createMask(defaultEntries).visitor(nameless).name, 'Visitor 3d59f909');
		assert.equal(createMask(defaultEntries).visitor(visitor('v', 'inSite', { country: 'Norway' })).name, '');
	});

	it('Find searches what is shown: no masked value finds its visitor', () => {
		const row = visitor('3d59f909-24cd', 'inSite', { name: 'Ann Smith', email: 'ann@example.com', country: 'Norway' });
		const world = createMask(defaultEntries).state(worldOf([row]));
		assert.match(searched(world, 'norway'), /Visitor 3d59f909/);
		for (const query of ['ann', 'smith', 'example.com']) {
			assert.doesNotMatch(searched(world, query), /3d59f909/);
		}
	});

	it('an unchanged row keeps its masked row, and an unchanged list its masked list', () => {
		const mask = createMask(defaultEntries);
		const rows = [
			visitor('a', 'inSite', { name: 'Ann', ip: '203.0.113.7' }),
			visitor('b', 'inSite', { country: 'Chile' }),
		];
		const before = worldOf(rows);
		const one = mask.state(before);
		assert.ok(mask.state(before) === one);
		const newer = { ...rows[0], name: 'Anna' } as Visitor;
		const two = mask.state({ ...before, visitors: [newer, ...rows.slice(1)] });
		assert.ok(two.visitors?.[1] === one.visitors?.[1]);
		assert.ok(two.visitors?.[0] !== one.visitors?.[0]);
		assert.ok(two.names === one.names && two.watched === one.watched && two.pinned === one.pinned);
		assert.ok(mask.state({ ...before, missed: 1 }).visitors === one.visitors);
		assert.ok(one.visitors?.[1] === rows[1], 'a row with nothing to mask is the row itself');
		assert.ok(mask.visitor(one.visitors?.[0] as Visitor) === one.visitors?.[0], 'a masked row is not masked again');
		assert.ok(mask.original(one.visitors?.[0] as Visitor) === rows[0]);
	});

	it('segments are those of the visitors as they are', () => {
		const { segments } = readSegments([{ name: 'Anns', rules: [{ field: 'name', is: 'ann' }] }]);
		const mask = createMask(defaultEntries);
		const shown = mask.visitor(visitor('a', 'inSite', { name: 'Ann' }));
		assert.equal(mask.segments(createSegments(segments, noDepartment)).of(shown)?.name, 'Anns');
	});

	it('what is not in the setting stays, and a masked field stays empty where it is empty', () => {
		const row = visitor('a', 'inSite', { name: 'Ann', email: 'ann@example.com', phone: ' ', ip: '203.0.113.7' });
		const shown = createMask(['Email']).visitor(row);
		assert.deepEqual([shown.name, shown.email, shown.phone, shown.ip], ['Ann', '•••', ' ', '203.0.113.7']);
	});

	it('a masked address is no link, and one that only stands near is', () => {
		const row = visitor('a', 'inSite', { name: 'Ann', email: 'ann@example.com', phone: '+49 30 1234567', currentBrowsing: 'https://shop.example/?m=ann@example.com', landingPage: 'https://shop.example/' }); // biome-ignore format: one line
		const mask = createMask(defaultEntries);
		const { sections } = visitorDetails({ id: 'a', site: 's', state: mask.state(worldOf([row])), otherSite: false });
		const links = sections.flatMap(({ rows }) => rows).flatMap(({ link }) => (link ? [link.href] : []));
		assert.deepEqual(links, ['https://shop.example/']);
	});

	it('a masked variable is locked with its draft, and others can be edited', () => {
		const saved = [
			{ name: 'account', value: 'AC-1', url: '' },
			{ name: 'plan', value: 'Free', url: '' },
			{ name: 'note', value: 'of ann@example.com', url: '' },
		];
		const row = visitor('a', 'inSite', { customVariableResults: saved });
		const mask = createMask([...defaultEntries, 'acc*']);
		const edits = saved.map((base) => ({ ...base, base, value: 'new', at: now }));
		const editing = maskEditing({ ...notEditing, possible: true, edits, drafts: 3 }, row, mask);
		assert.deepEqual([editing.drafts, editing.masked], [1, ['account', 'note']]);
		const { sections } = visitorDetails({
			id: 'a',
			site: 's',
			state: mask.state(worldOf([row])),
			otherSite: false,
			editing,
		});
		const rows = sections[0]?.rows.map(({ variable }) => [
			variable?.readOnly,
			variable?.saved?.value,
			variable?.draft?.value,
		]);
		assert.deepEqual(rows, [
			[true, '•••', '•••'],
			[false, 'Free', 'new'],
			[true, 'of •••', '•••'],
		]);
		assert.deepEqual(mask.editable(mask.visitor(row)), [saved[1]]);
	});
});
