// Reads the JSON of an answer without changing a number, and compares values read from it.
import { ApiError } from './errors';

/**
 * Numbers that JavaScript would write differently (`12345678901234567890`, `1.50`, `1e3`) become texts with their literal.
 * So a custom variable that the service sent as a number can be sent back as it was.
 * @throws ApiError `notChatServer` if the text is no JSON: HTML of a firewall, an empty or a cut body
 */
export function parseJson(text: string): unknown {
	return withLiterals(text, parsePlainJson(text));
}

/**
 * As JSON.parse reads it: numbers may lose digits.
 * @throws ApiError `notChatServer` if the text is no JSON
 */
export function parsePlainJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ApiError('notChatServer');
	}
}

/** What `parseJson` returns for a text, if JSON.parse returned this value for it: only valid JSON gets here. */
export function withLiterals(text: string, value: unknown): unknown {
	return mayChangeNumber.test(text) ? JSON.parse(text.replace(stringOrNumber, keptLiteral)) : value;
}

/** Whether a value read from this JSON may hold a surrogate without its other half: as a character, or as an escape of any surrogate. */
export function mayHoldLoneSurrogate(text: string): boolean {
	return loneSurrogate.test(text) || (text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text));
}

/** With the flag `u`, the two surrogates of one character don't match. */
const loneSurrogate = /[\uD800-\uDFFF]/u;

/** Finds every number that JavaScript may write differently, and some others, also inside strings. It is fast, because few answers contain one. */
const mayChangeNumber =
	/(?:^|[[:,])\s*-?(?:\d[\d.]{15,}|\d+\.\d*0|\d[\d.]*[eE][+-]?\d+|0\.0{6}\d*|(?<=-)0)\s*(?:$|[,\]}])/;

const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function keptLiteral(token: string): string {
	return token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper values are neither compared nor kept: recursive code would overflow the stack. */
const maxDepth = 50;

/** Whether two values from JSON.parse are equal, whatever the order of their fields; false if they are nested too deeply to tell. */
export function sameJson(a: unknown, b: unknown, depth = 0): boolean {
	if (a === b) {
		return true;
	}
	if (depth > maxDepth) {
		return false;
	}
	if (Array.isArray(a)) {
		return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index], depth + 1));
	}
	if (!isRecord(a) || !isRecord(b)) {
		return false;
	}
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length &&
		keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key], depth + 1))
	);
}

/** A field that differs between two rows with the same fields. @param likely is compared first */
export function differingField<Row>(a: Row, b: Row, likely: keyof Row | undefined): keyof Row | undefined {
	const differs = (field: keyof Row) => a[field] !== b[field] && !sameJson(a[field], b[field]);
	if (likely !== undefined && differs(likely)) {
		return likely;
	}
	for (const field in a) {
		if (differs(field)) {
			return field;
		}
	}
	return undefined;
}

/** The same value if it is not nested too deeply, else a copy with `…` in place of what is too deep. */
export function withoutDepths(value: unknown, depth = 0): unknown {
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	if (depth > maxDepth) {
		return '…';
	}
	if (Array.isArray(value)) {
		const items = value.map((item) => withoutDepths(item, depth + 1));
		return items.every((item, index) => item === value[index]) ? value : items;
	}
	const entries = Object.entries(value).map(([key, item]) => [key, withoutDepths(item, depth + 1)] as const);
	return entries.every(([key, item]) => item === (value as Record<string, unknown>)[key])
		? value
		: Object.fromEntries(entries);
}
