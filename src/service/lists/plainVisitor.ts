// Reads visitors whose fields have the documented types in one pass, with the result of the schema.
import { isNever, parseInstant } from '../instant';
import { isRecord } from '../json';
import { isId, type NamedValue, type Visitor } from '../model';
import { departmentId, knownVisitorFields, visitorStatus, wellFormed } from '../schema';

const noMore: Visitor['more'] = Object.freeze({});
const noValues: readonly NamedValue[] = Object.freeze([]);

/**
 * Creates a reader of visitors whose fields have the documented types or are missing. It returns what `readVisitor` would, in a
 * fraction of the time, and undefined for any other row. It takes numbers as JSON.parse reads them.
 */
export function createPlainVisitorReader(): (raw: unknown, mayHoldLoneSurrogate: boolean) => Visitor | undefined {
	const knownStatus = remembered(visitorStatus);
	const knownDepartment = remembered((value) => departmentId(wellFormed(value)));
	const knownText = remembered(wellFormed);
	let mayHold = false;
	/** Whether a field of the row was read that has another type. */
	let isOdd = false;
	let layout = layoutOf([]);

	function text(value: unknown): string {
		if (typeof value === 'string') {
			return mayHold ? wellFormed(value) : value;
		}
		isOdd ||= value !== null && value !== undefined;
		return '';
	}

	/** A text that many visitors have in common: one object for all of them. */
	function sharedText(value: unknown, known: (text: string) => string = knownText): string {
		if (typeof value === 'string') {
			return value === '' ? '' : known(value);
		}
		isOdd ||= value !== null && value !== undefined;
		return '';
	}

	function id(value: unknown): string {
		if (typeof value === 'string' && isId(value)) {
			return value.toLowerCase();
		}
		isOdd = true;
		return '';
	}

	function count(value: unknown): number | undefined {
		if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) {
			return value + 0; // -0 becomes 0
		}
		isOdd ||= value !== null && value !== undefined && value !== '';
		return undefined;
	}

	function instant(value: unknown): number | undefined {
		const source = text(value);
		const found = source === '' ? undefined : parseInstant(source);
		isOdd ||= found === undefined && source !== '' && !isNever(source);
		return found;
	}

	function namedValues(list: unknown): readonly NamedValue[] {
		if (!Array.isArray(list)) {
			isOdd ||= list !== null && list !== undefined;
			return noValues;
		}
		return list.length === 0 ? noValues : list.map(namedValue);
	}

	function namedValue(entry: unknown): NamedValue {
		const { name, value, url } = isRecord(entry) ? entry : {};
		if (typeof name === 'string' && typeof value === 'string' && typeof url === 'string') {
			return { name: knownName(name), value, url };
		}
		isOdd = true;
		return { name: '', value: '', url: '' };
	}
	const knownName = remembered((value) => value);

	return (raw, mayHoldLoneSurrogate) => {
		if (!isRecord(raw)) {
			return undefined;
		}
		mayHold = mayHoldLoneSurrogate;
		isOdd = false;
		if (!hasKeys(layout, raw)) {
			layout = layoutOf(Object.keys(raw));
		}
		const visitor: Visitor = {
			id: id(raw.id),
			status: sharedText(raw.status, knownStatus),
			name: text(raw.name),
			email: text(raw.email),
			phone: text(raw.phone),
			company: text(raw.company),
			ip: text(raw.ip),
			country: sharedText(raw.country),
			state: sharedText(raw.state),
			city: sharedText(raw.city),
			timeZone: sharedText(raw.timeZone),
			language: sharedText(raw.language),
			browser: sharedText(raw.browser),
			operatingSystem: sharedText(raw.operatingSystem),
			screenResolution: sharedText(raw.screenResolution),
			flashVersion: sharedText(raw.flashVersion),
			visitTime: instant(raw.visitTime),
			firstVisitTime: instant(raw.firstVisitTime),
			visits: count(raw.visits),
			chats: count(raw.chats),
			pageViews: count(raw.pageViews),
			currentBrowsing: text(raw.currentBrowsing),
			landingPage: text(raw.landingPage),
			referrerUrl: text(raw.referrerUrl),
			searchEngine: sharedText(raw.searchEngine),
			searchKeywords: text(raw.searchKeywords),
			departmentId: sharedText(raw.departmentId, knownDepartment),
			productService: sharedText(raw.productService),
			customFields: namedValues(raw.customFields),
			customVariableResults: namedValues(raw.customVariableResults),
			more: layout.hasOthers ? others(raw) : noMore,
		};
		return isOdd ? undefined : visitor;
	};

	/** The unknown fields. A row is odd if one is no text, for a number may have been written differently. */
	function others(raw: Readonly<Record<string, unknown>>): Visitor['more'] {
		const unknown = Object.entries(raw).filter(([field]) => !knownVisitorFields.has(field));
		isOdd ||= !unknown.every(([, value]) => typeof value === 'string' || typeof value === 'boolean' || value === null);
		return Object.fromEntries(unknown);
	}
}

/** The names of the fields of a row in their order. */
interface Layout {
	readonly keys: readonly string[];
	/** Whether one of them is unknown. */
	readonly hasOthers: boolean;
}

function layoutOf(keys: readonly string[]): Layout {
	return { keys, hasOthers: keys.some((key) => !knownVisitorFields.has(key)) };
}

/** Most rows of a list have the same fields in the same order. */
function hasKeys({ keys }: Layout, row: object): boolean {
	let n = 0;
	for (const key in row) {
		if (keys[n++] !== key) {
			return false;
		}
	}
	return n === keys.length;
}

/** Caches the result for each text, so that equal texts give one object: many visitors use the same browser. */
function remembered(read: (text: string) => string): (text: string) => string {
	const known = new Map<string, string>();
	return (text) => {
		let value = known.get(text);
		if (value === undefined) {
			value = read(text);
			if (known.size >= mostShared) {
				known.clear();
			}
			if (text.length <= longestShared) {
				known.set(text, value);
			}
		}
		return value;
	};
}

const longestShared = 100;
const mostShared = 2_000;
