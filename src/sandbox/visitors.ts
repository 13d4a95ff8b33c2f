// Makes one sample visitor out of a seed and a number.
import { type Place, places } from './places';
import { between, guid, pick, type Random, randomOf } from './random';
import { type NamedRow, noDepartment, type VisitorRow } from './rows';
import type { Setting } from './scenario';
import { arrivals, companies, departments, devices, landings, pages } from './site';

/** What a visitor types into the form before a chat. */
interface Person {
	readonly name: string;
	readonly email: string;
	readonly phone: string;
	readonly company: string;
	readonly customFields: readonly NamedRow[];
}

const day = 86_400_000;

/** The random streams of one visitor: how many numbers one takes doesn't change the others. */
const streams = { home: 1, person: 2, visit: 3, id: 4 } as const;

function homeOf(seed: number, number: number): Place {
	return pick(randomOf(seed, number, streams.home), places);
}

function digits(random: Random, pattern: string): string {
	return pattern.replace(/#/g, () => String(between(random, 0, 9)));
}

/** A mailbox at a host that is reserved for examples. Names in other scripts get a neutral one. */
function mailbox(random: Random, given: string, family: string): string {
	const plain = `${given}.${family}`
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^a-z.]/g, '');
	const host = random() < 0.7 ? 'example.com' : 'example.org';
	return plain.length > 5 ? `${plain}@${host}` : `customer.${between(random, 1000, 9999)}@${host}`;
}

const reasons = [
	'Where is my order?',
	'Question before buying',
	'Return or exchange',
	'Invoice',
	'Something is broken',
];

export function personOf(seed: number, number: number): Person {
	const random = randomOf(seed, number, streams.person);
	const home = homeOf(seed, number);
	const given = pick(random, home.given);
	const family = pick(random, home.family);
	const customFields: NamedRow[] = [
		{ name: 'Reason for contact', value: reasons[between(random, 0, reasons.length - 1)] ?? '', url: '' },
	];
	if (random() < 0.4) {
		customFields.push({ name: 'Order number', value: `NK-${between(random, 20_000, 89_999)}`, url: '' });
	}
	return {
		name: random() < 0.85 ? `${given} ${family}` : '',
		email: mailbox(random, given, family),
		phone: random() < 0.6 ? digits(random, home.phone) : '',
		company: random() < 0.4 ? pick(random, companies) : '',
		customFields,
	};
}

function variablesOf(random: Random): NamedRow[] {
	if (random() < 0.35) {
		return random() < 0.5 ? [] : [{ name: 'signedIn', value: 'no', url: '' }];
	}
	const account = `AC-${between(random, 10_000, 98_999)}`;
	const variables = [
		{ name: 'accountId', value: account, url: `https://crm.example.com/accounts/${account}` },
		{ name: 'plan', value: pick(random, ['Free', 'Hiker', 'Guide', 'Expedition']), url: '' },
		{ name: 'signedIn', value: 'yes', url: '' },
	];
	if (random() < 0.6) {
		variables.push({ name: 'cartValue', value: `${between(random, 0, 640)}.${between(random, 10, 99)}`, url: '' });
	}
	if (random() < 0.4) {
		const order = `NK-${between(random, 20_000, 89_999)}`;
		variables.push({ name: 'lastOrder', value: order, url: `https://shop.example.com/orders/${order}` });
	}
	if (random() < 0.25) {
		variables.push({ name: 'seats', value: String(between(random, 2, 120)), url: '' });
	}
	if (random() < 0.15) {
		variables.push({ name: 'note', value: 'Prefers e-mail. Has been promised a call back.', url: '' });
	}
	return variables;
}

/** An address of the ranges that are reserved for documentation (RFC 5737, RFC 3849). */
function address(random: Random): string {
	if (random() < 0.15) {
		return `2001:db8:${between(random, 1, 0xffff).toString(16)}::${between(random, 1, 0xffff).toString(16)}`;
	}
	return `${pick(random, ['192.0.2', '198.51.100', '203.0.113'])}.${between(random, 1, 254)}`;
}

/** The visitor of that number, who arrived at `now` (ms). A `known` visitor has filled in the form on an earlier visit. */
export function newVisitor(seed: number, number: number, now: number, known: boolean, setting: Setting): VisitorRow {
	const random = randomOf(seed, number, streams.visit);
	const home = homeOf(seed, number);
	const person = personOf(seed, number);
	const arrival = pick(random, arrivals);
	const visits = known ? between(random, 2, 23) : between(random, 1, 3);
	const first = visits > 1 ? now - between(random, 1, 400) * day - between(random, 0, day) : now;
	const department = random() < 0.45 ? pick(random, departments).id : noDepartment;
	const row: VisitorRow = {
		id: guid(randomOf(seed, number, streams.id)),
		status: 'inSite',
		...pick(random, devices),
		language: home.language,
		ip: address(random),
		country: home.country,
		state: home.state,
		city: home.city,
		timeZone: home.timeZone,
		visitTime: new Date(now).toISOString(),
		firstVisitTime: new Date(first).toISOString(),
		visits,
		chats: known ? between(random, 0, Math.min(visits - 1, 5)) : 0,
		pageViews: 1,
		currentBrowsing: pick(random, pages),
		referrerUrl: arrival.referrerUrl,
		name: known ? person.name : '',
		email: known ? person.email : '',
		phone: known ? person.phone : '',
		company: known ? person.company : '',
		productService: '',
		departmentId: department,
		searchEngine: arrival.searchEngine,
		searchKeywords: arrival.searchKeywords,
		landingPage: pick(random, landings),
		customFields: known ? person.customFields : [],
		customVariableResults: variablesOf(random),
	};
	return setting.texts?.visitor(row, number) ?? row;
}
