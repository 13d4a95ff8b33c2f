// Rules for the pseudo-locale: every text that presenters show comes from the bundle, but for what the service sends.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { createChangeLog } from '../../src/desk/changes/changeLog';
import { createSegments, readSegments } from '../../src/desk/segments/segments';
import type { DeskState } from '../../src/desk/state';
import { waitingAlertText } from '../../src/present/alerts/alertTexts';
import { snoozedLine, snoozeEnd } from '../../src/present/alerts/snoozeTexts';
import { changesText } from '../../src/present/changes/changesText';
import { notEditing, visitorDetails } from '../../src/present/details/details';
import { errorText } from '../../src/present/errorTexts';
import { visitorMatcher } from '../../src/present/find/find';
import { createFoundVisitors } from '../../src/present/find/foundVisitors';
import { pickerRows } from '../../src/present/find/pickerRows';
import { createKnownIds, whoIs } from '../../src/present/lookUp/whoIs';
import { noteFields, visitorNote } from '../../src/present/reports/visitorCopy';
import { segmentErrorsText } from '../../src/present/segments/segmentTexts';
import { countdownText } from '../../src/present/status/awayCountdown';
import { coverageQuestion } from '../../src/present/status/coverageText';
import { answerText, nothingSetText, questionText, undoneText } from '../../src/present/status/questionTexts';
import { refusedStatusText, statusOutcomeText } from '../../src/present/status/statusOutcome';
import { statusBarContent } from '../../src/present/statusBar/statusBar';
import { agentsContent } from '../../src/present/tree/agentsTree';
import type { TreeNode, ViewContent } from '../../src/present/tree/tree';
import { createGrouping } from '../../src/present/tree/visitorGrouping';
import { visitorsContent, waitingBadge } from '../../src/present/tree/visitorsContent';
import { createVisitorsTree } from '../../src/present/tree/visitorsTree';
import { failureReport, internalErrorReport, invalidReport, saveReport } from '../../src/present/variables/saveReport';
import { ApiError } from '../../src/service/errors';
import { visitorStatuses } from '../../src/service/model';
import { outsideBrackets, pseudoBundle } from '../pseudoLocale';
import {
	agent,
	asMe,
	failedPoll,
	minute,
	now,
	state,
	statusBarOptions,
	visitor,
	visitorsOptions,
	wait,
} from './worlds';

/** What the service sends has no Latin letter, and IDs have digits alone. */
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const sent = 'Ω';

const visitors = [...visitorStatuses, 'Ωμέγα'].map((status, n) =>
	visitor(id(n), status, {
		name: n % 3 === 0 ? '' : `${sent}${n}`,
		email: sent,
		phone: '0123456',
		company: sent,
		ip: '203.0.113.9',
		country: n % 2 ? sent : '',
		state: sent,
		city: sent,
		timeZone: '+08:00',
		language: sent,
		browser: sent,
		operatingSystem: sent,
		screenResolution: '100',
		visitTime: now - minute,
		firstVisitTime: now - 3 * minute,
		visits: n,
		chats: 1,
		pageViews: 2,
		currentBrowsing: sent,
		landingPage: sent,
		referrerUrl: sent,
		searchEngine: sent,
		searchKeywords: sent,
		departmentId: n % 2 ? id(70) : '',
		productService: sent,
		customFields: [{ name: sent, value: sent, url: '' }],
		customVariableResults: [{ name: sent, value: sent, url: sent }],
		more: {},
	}),
);

const site = { id: 'site1', name: sent, baseUrl: 'https://api15.comm100.io/v4', sandbox: false };
const agents = ['Online', 'Away', 'Ωμέγα', 'Offline'].map((status, n) => agent(id(100 + n), status, n));

function worldOf(parts: Partial<DeskState> = {}): DeskState {
	return asMe(agent(id(100), 'Online', 2), {
		site,
		visitors,
		agents,
		waits: new Map(visitors.slice(0, 3).map((row, n) => [row.id, wait(now - n * 200_000, n === 1)])),
		pins: [{ id: id(60), pinnedAt: now, leftAt: now - minute, triedAt: undefined, isListed: false }],
		pinned: new Map([[id(60), { visitor: visitor(id(60), 'inSite', { name: sent }), asOf: now }]]),
		...parts,
	});
}

const kinds = [
	...['unauthorized', 'forbidden', 'notFound', 'badRequest', 'throttled', 'server', 'network', 'timeout', 'redirected'],
	...['notChatServer', 'aborted'],
] as const;
const errors = kinds.map((kind) => failedPoll(kind as Parameters<typeof failedPoll>[0], 4));

const worlds: readonly DeskState[] = [
	worldOf(),
	worldOf({ waits: new Map(), pins: [] }),
	worldOf({ agents: undefined, visitors: undefined, agentsAsOf: undefined, visitorsAsOf: undefined } as object),
	state({ site, visitors: [], agents: [] }),
	...errors.flatMap((pollError) => [
		worldOf({ pollError, missed: 4 }),
		worldOf({ pollError, missed: 4, visitors: undefined, agents: undefined, visitorsAsOf: undefined } as object),
	]),
	worldOf({ visitorsError: failedPoll('server', 4) }),
	worldOf({ me: { id: id(100), agent: agents[0], pending: 'Away', lastAway: 'Away' } } as object),
	worldOf({ me: { id: id(100), agent: undefined, pending: undefined, lastAway: 'Away' } } as object),
];

const { segments, errors: segmentErrors } = readSegments([
	{ name: sent, rules: [{ field: 'country', is: sent }] },
	{ name: sent, rules: [{ field: 'nothing', is: sent }] },
	{ name: sent, rules: [{ field: 'name', matches: '(' }] },
	{ rules: [] },
	sent,
]);

const timer = { startedAt: now, endsAt: now + minute, isTimeOfDay: false };

const options = { ...visitorsOptions, segments: createSegments(segments, () => undefined), segmentErrors };

function nodeTexts(nodes: readonly TreeNode[]): readonly string[] {
	return nodes.flatMap((node) => [
		node.label,
		node.description,
		node.ariaLabel,
		node.tooltip?.() ?? '',
		...nodeTexts(node.children),
	]);
}

const contentTexts = ({ nodes, description, message }: ViewContent) => [
	...nodeTexts(nodes),
	description ?? '',
	message ?? '',
];

/** Letters that don't come from the bundle: the product, codicons, commands, settings, dates of Intl, and what isn't a word. */
const notLanguage =
	/\$\([\w~-]+\)|\]\(command:[^)]*\)|\bFrontdesk\b|\bfrontdesk(?:\\?\.\w+)+|\bGET [\w/…]+|https?:\/\/\S+|\b[A-Z][a-z]{2} \d\d?(?=\\?,)/g;

/** Only the texts whose letters stand outside of brackets. */
function unmarked(texts: readonly string[]): readonly string[] {
	return texts.filter((text) => /\p{Script=Latin}/u.test(outsideBrackets(text.replace(notLanguage, ''))));
}

describe('In the pseudo-locale', () => {
	before(() => l10n.config({ contents: pseudoBundle() }));
	after(() => l10n.config({ contents: {} }));

	const shown: Readonly<Record<string, () => readonly string[]>> = {
		'the view of visitors': () =>
			worlds.flatMap((world) =>
				(['urgency', 'country', 'department', 'segment'] as const).flatMap((groupBy) => [
					...contentTexts(visitorsContent(createVisitorsTree(), world, { ...options, groupBy })),
					...contentTexts(visitorsContent(createVisitorsTree(), world, { ...options, groupBy, highLoad: 3 })),
					...contentTexts(
						visitorsContent(createVisitorsTree(), world, {
							...options,
							groupBy,
							filter: { text: sent, matches: ({ visits }: { visits?: number | undefined }) => visits === 1 },
						} as typeof options),
					),
					waitingBadge(world)?.tooltip ?? '',
				]),
			),
		'the view of agents': () =>
			worlds.flatMap((world) => contentTexts(agentsContent(world, { now, aliases: {}, sortBy: 'chats' }))),
		'the status bar': () =>
			[undefined, ...worlds].flatMap((world) =>
				(['full', 'compact', 'icon', 'off'] as const).flatMap((format) =>
					[true, false].flatMap((isPrivate) => {
						const { text, tooltip, ariaLabel } = statusBarContent(world, { ...statusBarOptions, format, isPrivate });
						// A text that doesn't fit is cut, and has lost its bracket.
						return [text.replace(/⟦[^⟧]*…/, ''), tooltip, ariaLabel];
					}),
				),
			),
		Find: () =>
			worlds.flatMap((world) => {
				const departmentName = () => undefined;
				return ['', sent, 'nobody'].flatMap((query) => {
					const grouping = createGrouping({ ...options, siteId: 's', departmentNames: new Map() });
					const matches = visitorMatcher(query, departmentName);
					const found = createFoundVisitors({ matches, grouping, sortBy: 'name', waits: world.waits, most: 4 });
					(world.visitors ?? []).forEach(found.visit);
					return [undefined, id(999)].flatMap((typedId) =>
						pickerRows(found, world, { query, typedId, departmentName, pins: [], now }).flatMap((row) => [
							row.label,
							row.description,
							row.detail,
						]),
					);
				});
			}),
		hovers: () =>
			worlds.flatMap((world) =>
				[...visitors, ...agents].map(
					(row) =>
						whoIs(row.id, createKnownIds()(world), world, {
							...{ agentAliases: {}, departmentAliases: {}, segments: options.segments, now: now + 10 * minute },
						}) ?? '',
				),
			),
		panels: () =>
			worlds.flatMap((world) =>
				visitors.flatMap(({ id: about }) => {
					const editing = {
						...notEditing,
						possible: true,
						drafts: 1,
						edits: [
							{ name: sent, value: '1', url: '1', base: { name: sent, value: '2', url: '' }, at: now, also: ['3'] },
						],
					};
					const { header, notice, sections } = visitorDetails({
						id: about,
						site: sent,
						state: world,
						otherSite: false,
						editing,
					});
					return [
						header.label,
						header.status,
						notice && 'what' in notice ? notice.what : '',
						notice?.help?.title ?? '',
						...sections.flatMap(({ title, none = '', rows }) => [
							title,
							none,
							...rows.flatMap(({ label, note = '', variable }) => [
								label,
								note,
								variable?.draftWords ?? '',
								variable?.linkWords ?? '',
								variable?.conflict ?? '',
								variable?.error?.words ?? '',
								...(variable?.also ?? []).map(({ words }) => words),
							]),
						]),
					];
				}),
			),
		'questions and notifications': () => [
			questionText({ kind: 'askReturned', id: id(1), status: sent }),
			questionText({ kind: 'askStart', id: id(1) }),
			questionText({ kind: 'askEnd', id: id(1), status: sent }),
			...(['goOnline', 'goAway', 'moreMinutes', 'stay'] as const).flatMap((answer) => [
				answerText({ kind: 'askEnd', id: id(1), status: sent }, answer),
				answerText({ kind: 'askStart', id: id(1) }, answer),
				answerText({ kind: 'askReturned', id: id(1), status: sent }, answer),
			]),
			undoneText(sent),
			nothingSetText(),
			...[0, 1, 2].flatMap((count) =>
				Object.values(
					coverageQuestion(sent, { chats: count, waiting: count, othersOnline: count, staleSince: now }, now),
				),
			),
			waitingAlertText({ count: 1, longest: wait(now - minute) }, now),
			waitingAlertText({ count: 3, longest: wait(now - minute) }, now),
			snoozedLine(timer),
			snoozeEnd(timer),
			countdownText({ ...timer, id: id(1), status: sent, isAsked: false, key: 0 }, now),
			segmentErrorsText(segmentErrors) ?? '',
		],
		errors: () =>
			kinds.flatMap((kind) =>
				[400, 403, 404, 500, 503, undefined].flatMap((status) =>
					[true, false].flatMap((isServiceAnswer) => {
						const details = { isServiceAnswer, ...(status !== undefined && { status }) };
						const error = new ApiError(kind as ConstructorParameters<typeof ApiError>[0], details);
						const { what, next } = errorText(error);
						const reports = (['save', 'undo', 'restore'] as const).flatMap((write) => [
							failureReport(write, error, true),
							internalErrorReport(write, true),
						]);
						return [
							what,
							next,
							refusedStatusText(sent, error) ?? '',
							statusOutcomeText(sent, { kind: 'unknown', error }) ?? '',
							statusOutcomeText(sent, { kind: 'notSet', error }, 'other') ?? '',
							...reports.flatMap(({ title, lines }) => [title, ...lines]),
						];
					}),
				),
			),
		'reports of saves': () => {
			const conflict = { kind: 'unreadable', visitor: visitors[0], names: [sent, ''] } as never;
			return [
				invalidReport(sent, sent),
				saveReport('save', conflict, true),
				saveReport('undo', conflict, false),
			].flatMap(({ title, lines }) => [title, ...lines]);
		},
		notes: () => visitors.flatMap((row) => visitorNote(row, noteFields, sent).split('\n')),
		'Show Activity': () => {
			const log = createChangeLog();
			const world = worldOf();
			log.observe(world, now);
			const moved = visitors.slice(1).map((row) => ({
				...row,
				currentBrowsing: `${sent}2`,
				status: 'chatting',
				customVariableResults: [{ name: sent, value: '2', url: '' }],
			}));
			log.observe({ ...world, visitors: moved, visitorsAsOf: now + 10_000 }, now + 10_000);
			log.observe({ ...world, visitors, visitorsAsOf: now + 20_000 }, now + 20_000);
			return [undefined, id(1)].flatMap((about) =>
				changesText(log, world, { visitor: about, aliases: {}, now: now + 30_000 }).split('\n'),
			);
		},
	};

	for (const [surface, texts] of Object.entries(shown)) {
		it(`every text comes from the bundle: ${surface}`, () => {
			const all = texts();
			assert.ok(all.filter((text) => text.includes('⟦')).length > 4, `${all.length} texts`);
			assert.deepEqual([...new Set(unmarked(all))].slice(0, 20), []);
		});
	}

	it('a text without brackets is found', () => {
		assert.deepEqual(unmarked(['⟦Status⟧', `⟦Status: ⟦Online⟧⟧ ${sent}`, '⟦Status⟧: Online']), ['⟦Status⟧: Online']);
	});
});
