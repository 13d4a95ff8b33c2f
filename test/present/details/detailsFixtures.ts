// A visitor with all values, one without any, and the panel's content for them; for the tests of details.
import assert from 'node:assert/strict';
import { type DeskState, noNames, type WatchedVisitor } from '../../../src/desk/state';
import { visitorDetails } from '../../../src/present/details/details';
import type { DetailsRow, VisitorDetails } from '../../../src/present/details/detailsModel';
import type { Visitor } from '../../../src/service/model';

export const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';
export const now = Date.UTC(2021, 4, 26, 12);

/** A visitor with all values, which all differ from each other. */
export const full: Visitor = {
	id,
	status: 'waitingForChat',
	name: 'the name',
	email: 'mail@example.com',
	phone: '+49 30 1234567',
	company: 'the company',
	ip: '203.0.113.9',
	country: 'the country',
	state: 'the state',
	city: 'the city',
	timeZone: 'GMT +08:00',
	language: 'the language',
	browser: 'the browser',
	operatingSystem: 'the system',
	screenResolution: '1680x1050',
	flashVersion: 'the flash',
	visitTime: Date.UTC(2021, 4, 26, 10, 30, 16, 36),
	firstVisitTime: Date.UTC(2021, 4, 26, 10, 31, 29, 597),
	visits: 1001,
	chats: 1002,
	pageViews: 1003,
	currentBrowsing: 'Pricing https://example.com/current',
	landingPage: 'Home https://example.com/landing',
	referrerUrl: 'https://example.com/referrer',
	searchEngine: 'the engine',
	searchKeywords: 'the words',
	departmentId: 'c97a2afe-24cd-43bc-89cb-00a320617c0a',
	productService: 'the product',
	customFields: [{ name: 'the field', value: 'field value', url: '' }],
	customVariableResults: [{ name: 'the variable', value: 'variable value', url: 'bbbbb' }],
	more: { unknownOne: { deep: ['raw'] } },
};

export const bare: Visitor = {
	...(Object.fromEntries(Object.entries(full).map(([key]) => [key, ''])) as unknown as Visitor),
	id,
	visitTime: undefined,
	firstVisitTime: undefined,
	visits: undefined,
	chats: undefined,
	pageViews: undefined,
	customFields: [],
	customVariableResults: [],
	more: {},
};

export function state(
	visitor: Visitor | undefined,
	change: Partial<WatchedVisitor> = {},
	desk: Partial<DeskState> = {},
): DeskState {
	const watched: WatchedVisitor = { visitor, asOf: visitor && now - 5000, left: false, error: undefined, ...change };
	return {
		site: { id: 's', name: 'api15.example', baseUrl: 'https://api15.example', sandbox: false },
		agents: [],
		visitors: [],
		agentsAsOf: now,
		visitorsAsOf: now,
		waits: new Map(),
		segmentCount: 0,
		statusTimes: new Map(),
		awayTimer: undefined,
		snooze: undefined,
		pins: [],
		pinned: new Map(),
		watched: new Map([[id, watched]]),
		me: { id: undefined, agent: undefined, pending: undefined, lastAway: 'Away' },
		seenStatuses: [],
		names: noNames,
		pollError: undefined,
		visitorsError: undefined,
		missed: 0,
		...desk,
	};
}

export function details(desk: DeskState | undefined, otherSite = false): VisitorDetails {
	return visitorDetails({ id, site: 'api15.example', state: desk, otherSite });
}

export const rowsOf = (all: VisitorDetails): DetailsRow[] => all.sections.flatMap(({ rows }) => rows);
export const rowOf = (all: VisitorDetails, key: string): DetailsRow =>
	rowsOf(all).find((row) => row.key === key) ?? assert.fail(`no row ${key}`);
