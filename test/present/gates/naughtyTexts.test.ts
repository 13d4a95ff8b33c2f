// Rules for a public list of naughty strings, and for the attacks of the hostile scenario, in every field and on every surface.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import MarkdownIt from 'markdown-it';
import { createChangeLog } from '../../../src/desk/changes/changeLog';
import { createSegments, readSegments } from '../../../src/desk/segments/segments';
import type { DeskState } from '../../../src/desk/state';
import { changesText } from '../../../src/present/changes/changesText';
import { visitorDetails } from '../../../src/present/details/details';
import { visitorMatcher } from '../../../src/present/find/find';
import { createFoundVisitors } from '../../../src/present/find/foundVisitors';
import { pickerRows } from '../../../src/present/find/pickerRows';
import { labelText, messageText, promptText, questionDetail } from '../../../src/present/gates/gateTexts';
import { createKnownIds, whoIs } from '../../../src/present/lookUp/whoIs';
import {
	noteFields,
	readCommandLine,
	visitorJson,
	visitorNote,
	writeCommandLine,
} from '../../../src/present/reports/visitorCopy';
import { coverageQuestion } from '../../../src/present/status/coverageText';
import { questionText, undoneText } from '../../../src/present/status/questionTexts';
import { refusedStatusText, statusOutcomeText } from '../../../src/present/status/statusOutcome';
import { statusBarContent } from '../../../src/present/statusBar/statusBar';
import { escapeLinks } from '../../../src/present/text';
import { agentsContent } from '../../../src/present/tree/agentsTree';
import type { TreeNode } from '../../../src/present/tree/tree';
import { createGrouping } from '../../../src/present/tree/visitorGrouping';
import { visitorsContent } from '../../../src/present/tree/visitorsContent';
import { createVisitorsTree } from '../../../src/present/tree/visitorsTree';
import { invalidReport, saveReport } from '../../../src/present/variables/saveReport';
import { attacks, hostileUrls } from '../../../src/sandbox/scenarios/attacks';
import { naughtyStrings } from '../../../src/sandbox/scenarios/naughtyStrings';
import { ApiError } from '../../../src/service/errors';
import type { Visitor } from '../../../src/service/model';
import { agent, asMe, now, statusBarOptions, visitor, visitorsOptions, wait } from '../worlds';

const corpus = [...new Set([...naughtyStrings, ...attacks, ...hostileUrls])];

/** Characters that no surface may show: line breaks, controls, and what hides or reorders others. */
const misleading =
	/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/u;

/** What VS Code takes for an icon, in labels. */
const icon = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

/** What VS Code takes for a link, in notifications and prompts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

const named = (text: string) => [{ name: text, value: text, url: text }];

function visitorOf(text: string, id: string): Visitor {
	return visitor(id, text.length % 3 === 0 ? 'waitingForChat' : text.length % 3 === 1 ? 'inSite' : text, {
		name: text,
		email: text,
		phone: text,
		company: text,
		ip: text,
		country: text,
		state: text,
		city: text,
		timeZone: text,
		language: text,
		browser: text,
		operatingSystem: text,
		screenResolution: text,
		flashVersion: text,
		currentBrowsing: text,
		landingPage: text,
		referrerUrl: text,
		searchEngine: text,
		searchKeywords: text,
		departmentId: text,
		productService: text,
		customFields: named(text),
		customVariableResults: named(text),
		more: { [text]: text },
	});
}

const rows = corpus.map((text, n) => visitorOf(text, `3d59f909-24cd-43bc-89cb-${String(n).padStart(12, '0')}`));
const agents = corpus.map((text, n) => agent(`c97a2afe-24cd-43bc-89cb-${String(n).padStart(12, '0')}`, text, n));

const world: DeskState = asMe(agent('me', 'Online'), {
	visitors: rows,
	agents,
	waits: new Map(rows.filter(({ status }) => status === 'waitingForChat').map(({ id }, n) => [id, wait(now - n)])),
	pins: rows.map(({ id }) => ({
		id: `p${id}`,
		pinnedAt: now,
		leftAt: now - 60_000,
		triedAt: undefined,
		isListed: false,
	})),
	pinned: new Map(rows.map((row) => [`p${row.id}`, { visitor: { ...row, id: `p${row.id}` }, asOf: now }])),
	names: {
		agents: new Map(agents.map(({ id, status }) => [id, status])),
		departments: new Map(corpus.map((text) => [text, text])),
		awayStatuses: corpus,
		variables: [],
	},
});

/** The user's own segments may have any name too. */
const segments = createSegments(
	readSegments(corpus.slice(0, 20).map((text) => ({ name: text, rules: [{ field: 'name', is: text }] }))).segments,
	() => undefined,
);

const groupings = ['urgency', 'country', 'department', 'segment'] as const;

const trees: Readonly<Record<string, readonly TreeNode[]>> = {
	...Object.fromEntries(
		groupings.map((groupBy) => {
			const options = { ...visitorsOptions, groupBy, segments, shownRows: () => corpus.length };
			return [`visitors by ${groupBy}`, visitorsContent(createVisitorsTree(), world, options).nodes];
		}),
	),
	agents: agentsContent(world, { now, aliases: {}, sortBy: 'name' }).nodes,
	'agents with aliases': agentsContent(world, {
		now,
		aliases: Object.fromEntries(agents.map(({ id }, n) => [id, corpus[corpus.length - 1 - n] ?? ''])),
		sortBy: 'chats',
	}).nodes,
};

function nodesIn(nodes: readonly TreeNode[]): readonly TreeNode[] {
	return nodes.flatMap((node) => [node, ...nodesIn(node.children)]);
}

/** Bare addresses become links too, as in VS Code. */
const markdownIt = new MarkdownIt({ html: true, linkify: true });

/** Without links for bare addresses: those of a note lead to what is read. */
const noteMarkdown = new MarkdownIt({ html: true });

function assertPlain(text: string, longest: number, surface: string): void {
	assert.ok(text.length <= longest, `${surface}: ${text.length} characters`);
	assert.doesNotMatch(text, misleading, surface);
}

/** The elements that Markdown becomes. */
function tagsOf(markdown: string): ReadonlySet<string> {
	return new Set(markdownIt.render(markdown).match(/<[a-z]\w*/gi));
}

describe('A naughty string', () => {
	it('is one of several hundred', () => {
		assert.ok(naughtyStrings.length > 400);
		assert.ok(naughtyStrings.some((text) => misleading.test(text)) && attacks.some((text) => icon.test(text)));
		assert.ok(attacks.some((text) => link.test(text)));
	});

	for (const [surface, nodes] of Object.entries(trees)) {
		it(`in a row of the tree is one line of visible characters (${surface})`, () => {
			const all = nodesIn(nodes);
			assert.ok(all.length > corpus.length);
			for (const { label, description, ariaLabel } of all) {
				assert.ok(label.trim() !== '' || label === '');
				assertPlain(label, 80, surface);
				assertPlain(description, 300, surface);
				assertPlain(ariaLabel, 400, surface);
			}
		});
	}

	it('in a tooltip and a hover is text: no link, no HTML, no markup', () => {
		const options = { agentAliases: {}, departmentAliases: {}, segments, now };
		const known = createKnownIds()(world);
		const tooltips = [
			...[...nodesIn(trees['visitors by urgency'] ?? []), ...nodesIn(trees.agents ?? [])].flatMap(
				(node) => node.tooltip?.() ?? [],
			),
			...[...rows, ...agents].map(({ id }) => whoIs(id, known, world, options) ?? ''),
		];
		assert.ok(tooltips.length > 3 * corpus.length);
		for (const tooltip of tooltips) {
			assert.ok(tooltip.length < 6000);
			assert.doesNotMatch(tooltip.replaceAll('\n', ''), misleading);
			for (const tag of tagsOf(tooltip)) {
				assert.match(tag, /^<(?:p|strong|br)$/, tooltip);
			}
		}
	});

	it('in the status bar is no icon, and no link but those of commands with their own arguments', () => {
		for (const text of corpus) {
			const names = { ...world.names, awayStatuses: [text] };
			const mine = asMe(agent('me', text, 2), { names });
			const aliases = { me: text };
			const content = statusBarContent(mine, { ...statusBarOptions, aliases, customStatuses: [text] });
			assertPlain(content.text, 60, 'status bar');
			for (const [name = ''] of content.text.matchAll(new RegExp(icon, 'g'))) {
				assert.ok(!corpus.some((each) => each.includes(name)), content.text);
			}
			assertPlain(content.ariaLabel, 200, 'status bar');
			const html = markdownIt.render(content.tooltip);
			for (const tag of new Set(html.match(/<[a-z]\w*/gi))) {
				assert.match(tag, /^<(?:p|strong|br|a)$/, content.tooltip);
			}
			for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) {
				assert.match(href, /^command:frontdesk\.(?:setMyStatus|awayFor|refresh|snoozeAlerts)(?:\?[\w%.-]*)?$/);
			}
		}
	});

	it('in a quick pick is no icon', () => {
		const departmentName = (id: string) => world.names.departments.get(id);
		const grouping = createGrouping({
			...visitorsOptions,
			groupBy: 'department',
			siteId: 's',
			departmentNames: world.names.departments,
		});
		for (const query of ['', '$(', '<', 'command:']) {
			const matches = visitorMatcher(query, departmentName);
			const found = createFoundVisitors({ matches, grouping, sortBy: 'name', waits: world.waits, most: 1000 });
			rows.forEach(found.visit);
			const picked = pickerRows(found, world, { query, typedId: undefined, departmentName, pins: [], now });
			assert.ok(query !== '' || picked.length > corpus.length);
			for (const { label, description = '', detail = '' } of picked) {
				for (const text of [label, description, detail].map(labelText)) {
					assertPlain(text, 500, 'quick pick');
					assert.doesNotMatch(text, icon);
				}
			}
		}
		for (const text of corpus) {
			assert.doesNotMatch(labelText(text), icon);
			assertPlain(labelText(text), 30_000, 'label');
		}
	});

	it('in a notification, a question or a prompt is no link', () => {
		for (const text of corpus) {
			const loss = { chats: 1, waiting: 2, othersOnline: 0, staleSince: undefined };
			const outcome = { kind: 'other', agent: agent('a', text) } as const;
			const report = saveReport(
				'save',
				{ kind: 'unreadable', visitor: visitorOf(text, 'v'), names: [text, text] },
				true,
			);
			const refusal = new ApiError('badRequest', { status: 400, isServiceAnswer: true, serverMessage: text });
			const messages = [
				questionText({ kind: 'askReturned', id: 'a', status: text }),
				undoneText(text),
				coverageQuestion(text, loss, now).message,
				statusOutcomeText(text, outcome) ?? '',
				refusedStatusText(text, refusal) ?? '',
				report.title,
				...report.lines,
				invalidReport(text, text).title,
				text,
			];
			for (const message of messages) {
				assertPlain(messageText(message), 30_000, message);
				assert.doesNotMatch(messageText(message), link);
				assert.doesNotMatch(promptText(message), link);
				assert.doesNotMatch(promptText(message), icon);
				assert.doesNotMatch(questionDetail(message).replaceAll('\n', ''), misleading);
			}
			assert.equal(escapeLinks(escapeLinks(text)), escapeLinks(text), 'a text may pass twice');
		}
	});

	it('in a copied note is text', () => {
		for (const row of rows) {
			const note = visitorNote(row, noteFields, row.departmentId);
			assert.doesNotMatch(note.replaceAll('\n', ''), misleading);
			for (const tag of new Set(noteMarkdown.render(note).match(/<[a-z]\w*/gi))) {
				assert.match(tag, /^<(?:h3|ul|li|strong)$/, note);
			}
		}
	});

	it('in a document or a copy of JSON is itself, and everything in it is seen', () => {
		for (const row of rows) {
			const json = visitorJson(row);
			assert.doesNotMatch(json.replaceAll('\n', ''), misleading);
			const { visitTime: _, firstVisitTime: _first, more, ...fields } = row;
			assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify({ ...more, ...fields })));
		}
	});

	it('in a copied command line is an argument', () => {
		const lines = rows.flatMap((row) => [
			readCommandLine('https://api.example/v4', row, { kind: 'token' }),
			writeCommandLine('https://api.example/v4', row, { kind: 'token' }),
		]);
		for (const line of lines) {
			assert.doesNotMatch(line, misleading);
		}
		const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${lines.join('\n')}`;
		const output = execFileSync('sh', ['-s'], { input: script, env: { TOKEN: 'x' }, maxBuffer: 1e8 }).toString();
		const bodies = output.split('\0').filter((each) => each.startsWith('[{'));
		assert.deepEqual(
			bodies.map((body) => JSON.parse(body)),
			rows.map(({ customVariableResults }) => JSON.parse(JSON.stringify(customVariableResults))),
		);
	});

	it('in the document of Show Activity is part of its line', () => {
		const log = createChangeLog();
		const before = rows
			.slice(0, 30)
			.map((row) => ({ ...row, currentBrowsing: '', status: 'inSite', customVariableResults: [] }));
		for (let start = 0; start < rows.length; start += 30) {
			const part = rows.slice(start, start + 30);
			const plain = part.map((row, n) => ({ ...row, ...before[n], id: row.id, name: row.name, email: row.email }));
			log.observe({ ...world, visitors: plain, visitorsAsOf: now + start * 1000 }, now + start * 1000);
			log.observe({ ...world, visitors: part, visitorsAsOf: now + (start + 10) * 1000 }, now + (start + 10) * 1000);
		}
		const text = changesText(log, world, { visitor: undefined, aliases: {}, now });
		assert.ok(text.split('\n').length > 100, text);
		for (const line of text.split('\n').slice(2, -1)) {
			assertPlain(line, 500, 'activity');
			assert.match(line, /^(?:\S|$)/);
		}
	});

	it('is no link in a panel unless its address is safe', () => {
		for (const row of rows) {
			const { sections, header } = visitorDetails({ id: row.id, site: 's', state: world, otherSite: false });
			const links = [header.page?.link, ...sections.flatMap((section) => section.rows.map((each) => each.link))];
			for (const { href } of links.filter((each) => each !== undefined)) {
				assert.match(href, /^(?:https?:\/\/[^\s"<>\\@]+|mailto:[^\s"<>?]+|tel:\+?\d+)$/, row.name);
			}
		}
	});
});
