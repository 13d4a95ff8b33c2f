// Finds visitors by any text in any of their fields, custom fields and custom variables included.
import type { NamedValue, Visitor } from '../service/model';

/** Folded text of a visitor; a row is never mutated, so its text is made once. */
const folded = new WeakMap<Visitor, string>();

/**
 * Whether every word of the query stands somewhere in the visitor, whatever the case and the accents. An empty query matches all.
 * `alsoSays` is what else stands on the screen about a visitor: the status in words.
 */
export function matcher(
	query: string,
	alsoSays: (visitor: Visitor) => string = () => '',
): (visitor: Visitor) => boolean {
	const words = fold(query)
		.split(/\s+/)
		.filter((word) => word !== '');
	return (visitor) => {
		const text = textOf(visitor);
		const said = words.length === 0 ? '' : fold(alsoSays(visitor));
		return words.every((word) => text.includes(word) || said.includes(word));
	};
}

function textOf(visitor: Visitor): string {
	let text = folded.get(visitor);
	if (text === undefined) {
		text = fold(Object.values(visitor).flatMap(strings).join('\n'));
		folded.set(visitor, text);
	}
	return text;
}

function strings(value: Visitor[keyof Visitor]): string[] {
	if (typeof value === 'string' || typeof value === 'number') {
		return [String(value)];
	}
	if (Array.isArray(value)) {
		return (value as readonly NamedValue[]).flatMap(({ name, value, url }) => [name, value, url]);
	}
	return typeof value === 'object' ? [JSON.stringify(value)] : [];
}

function fold(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
