// The known quirks of the service and its sister products (docs/api.md), applied to rows and lists when they are answered.
import { visitorStatuses } from '../../service/model';
import type { AgentRow, VisitorRow } from '../rows';
import type { RowQuirks } from '../scenario';

type Loose = Readonly<Record<string, unknown>>;
type Quirk = (row: Loose) => Loose;

function without(row: Loose, ...names: readonly string[]): Loose {
	return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

function only(row: Loose, ...names: readonly string[]): Loose {
	return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}

/** Letters in turn upper and lower case. */
function mixCase(text: unknown): string {
	return String(text).replace(/[a-z]/gi, (letter, at: number) =>
		at % 2 ? letter.toUpperCase() : letter.toLowerCase(),
	);
}

function numberOf(status: unknown): unknown {
	const index = (visitorStatuses as readonly unknown[]).indexOf(status);
	return index < 0 ? status : index;
}

/** Each visitor in the list gets one of these in turn, except for the reference's sample visitor. */
const visitorQuirks: readonly Quirk[] = [
	(row) => ({ ...row, status: numberOf(row.status) }),
	(row) => ({ ...row, id: String(row.id).toUpperCase(), status: String(row.status).toUpperCase() }),
	(row) => ({
		...row,
		name: null,
		email: null,
		phone: null,
		visits: null,
		customFields: null,
		customVariableResults: null,
	}),
	(row) => only(row, 'id', 'status', 'browser', 'visitTime'),
	(row) => ({ ...row, status: 'coBrowsing' }),
	(row) => ({ ...row, visitTime: '0001-01-01T00:00:00Z', firstVisitTime: '0001-01-01T00:00:00Z' }),
	(row) => ({ ...row, visitTime: '/Date(1584415749307)/', firstVisitTime: '/Date(1584415749307+0800)/' }),
	(row) => ({ ...row, visitTime: String(row.visitTime).replace('Z', ''), firstVisitTime: '2021-05-26 10:30:16' }),
	(row) => ({ ...row, firstVisitTime: new Date(Date.parse(String(row.visitTime)) + 73_561).toISOString() }),
	(row) => ({ ...row, timeZone: 'GMT 06:00', id: mixCase(row.id) }),
	(row) => ({ ...row, status: 'mannullyInvitedByWindow' }),
	(row) => ({ ...row, landingPage: 'Tents & Lamps - Northern Kettle\nhttps://www.example.com/products?sort=price' }),
	(row) => ({
		...row,
		ssoUserId: 'sso|7731',
		segment: { name: 'VIP', level: 2 },
		tags: ['spring', 'tent'],
		isMobile: false,
	}),
	(row) => ({ ...row, name: 42, email: { address: 'x' }, visits: 'three', chats: '2', pageViews: -1, city: ['Vigo'] }),
	(row) => ({ ...row, visitTime: '', firstVisitTime: 'yesterday', timeZone: 'Pacific Standard Time' }),
	(row) => ({
		...row,
		customFields: {},
		customVariableResults: [
			{ name: 'plan', value: null, url: null },
			{ name: 'seats', value: 12 },
			{ name: 'note', value: 'kept', url: 'bbbbb' },
			{ value: 'nameless' },
			null,
			'loose',
		],
	}),
	(row) => ({ ...row, status: null }),
	(row) => ({ ...row, status: 99, departmentId: null }),
	(row) => ({ ...without(row, 'status', 'name', 'departmentId'), flashVersion: 'WIN 32,0,0,465' }),
	(row) => ({ ...row, status: String(numberOf(row.status)) }),
];

/** For the agents in turn, me first. My row is quirky in its id alone, so that it can still be found. */
const agentQuirks: readonly Quirk[] = [
	(row) => ({ ...row, id: String(row.id).toUpperCase() }),
	(row) => ({ ...row, status: String(row.status).toUpperCase() }),
	(row) => ({ ...row, ongoingChats: null }),
	(row) => without(row, 'ongoingChats'),
	(row) => ({ ...row, ongoingChats: String(row.ongoingChats) }),
	(row) => ({ ...row, status: null }),
	(row) => ({ ...row, status: 3 }),
	(row) => ({ ...row, id: mixCase(row.id), displayName: 'Mateusz', departments: ['Sales'] }),
	(row) => ({ ...row, status: ` ${String(row.status).toLowerCase()} ` }),
	(row) => ({ ...row, status: 'Back in 5 minutes' }),
	(row) => without(row, 'status'),
	(row) => ({ ...row, ongoingChats: -2 }),
];

/** In a list, each row has another quirk. By id: a lower-case id, a status by number, null for empty lists. */
function quirkyRow(row: AgentRow | VisitorRow, place: 'list' | 'single', index: number): Loose {
	if (!('visitTime' in row)) {
		const quirk = place === 'list' ? agentQuirks[index % agentQuirks.length] : undefined;
		return quirk ? quirk({ ...row }) : { ...row };
	}
	if (place === 'single') {
		const fields = row.customFields.length > 0 ? row.customFields : null;
		return { ...row, id: row.id.toLowerCase(), status: numberOf(row.status), customFields: fields };
	}
	const quirk = index === 0 ? undefined : visitorQuirks[(index - 1) % visitorQuirks.length];
	return quirk ? quirk({ ...row }) : { ...row };
}

/** Rows that can't be read, one that has only an id, and one that repeats an id in capitals. */
function strays(rows: readonly Loose[], kind: 'agent' | 'visitor'): unknown[] {
	const again = rows[3];
	const onlyId = kind === 'agent' ? '0a0a0a0a-1111-4111-8111-0a0a0a0a0a0a' : '0b0b0b0b-2222-4222-8222-0b0b0b0b0b0b';
	return [
		'a row of a wrong type',
		42,
		null,
		[],
		{ status: 'inSite', ongoingChats: 1 },
		{ id: onlyId },
		{ ...again, id: String(again?.id).toUpperCase() },
	];
}

const pageSizes = { agent: 5, visitor: 15 };

/** As the sister products answer lists: wrapped, in pages, the next one named by an address of the same origin. */
function quirkyList(rows: readonly Loose[], kind: 'agent' | 'visitor', url: URL): unknown {
	const all = [...rows.slice(0, 4), ...strays(rows, kind), ...rows.slice(4)];
	const size = pageSizes[kind];
	const page = Math.max(1, Number(url.searchParams.get('page')) || 1);
	const next = new URL(url);
	next.searchParams.set('page', String(page + 1));
	return {
		[`${kind}s`]: all.slice((page - 1) * size, page * size),
		nextPage: page * size < all.length ? next.href : null,
		total: all.length,
	};
}

export const quirks: RowQuirks = { row: quirkyRow, list: quirkyList };
