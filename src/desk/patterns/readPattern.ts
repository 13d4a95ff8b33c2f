// Reads a regular expression of the user: a subset of JavaScript's, without what can't be matched in linear time.

/** One character, or an assertion about the place between two. */
export type Test =
	| { readonly kind: 'character'; readonly accepts: (character: string) => boolean }
	| { readonly kind: 'assertion'; readonly holds: (before: string | undefined, after: string | undefined) => boolean };

export type PatternErrorCode = 'empty' | 'tooLong' | 'tooLarge' | 'nestedRepetition' | 'notSupported' | 'syntax';

export interface PatternError {
	readonly code: PatternErrorCode;
	/** The index of the character in the pattern at which it was found. */
	readonly at: number;
}

/** How long a pattern that the user has written may be, in UTF-16 units. */
export const maxPattern = 200;

export type PatternNode =
	| { readonly kind: 'one'; readonly test: Test }
	| { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
	| { readonly kind: 'either'; readonly nodes: readonly PatternNode[] }
	| { readonly kind: 'repeat'; readonly node: PatternNode; readonly least: number; readonly most: number };

/** Why a pattern isn't used; `compilePattern` catches it. */
export class Refused extends Error {
	constructor(readonly error: PatternError) {
		super(error.code);
	}
}

/** Reads a pattern by recursive descent; its length bounds the depth. */
export function readPattern(pattern: string): PatternNode {
	const characters = Array.from(pattern);
	let at = 0;
	const peek = () => characters[at];

	function refuse(code: PatternErrorCode, place = at): never {
		throw new Refused({ code, at: characters.slice(0, place).join('').length });
	}

	function alternatives(): PatternNode {
		const nodes = [sequence()];
		while (peek() === '|') {
			at++;
			nodes.push(sequence());
		}
		return nodes.length === 1 ? (nodes[0] as PatternNode) : { kind: 'either', nodes };
	}

	function sequence(): PatternNode {
		const nodes: PatternNode[] = [];
		while (peek() !== undefined && peek() !== '|' && peek() !== ')') {
			nodes.push(repeated());
		}
		return { kind: 'sequence', nodes };
	}

	function repeated(): PatternNode {
		const start = at;
		const node = atom();
		const times = repetition();
		if (!times) {
			return node;
		}
		if (node.kind === 'one' && node.test.kind === 'assertion') {
			refuse('syntax', start);
		}
		if (times.most === Number.POSITIVE_INFINITY && hasEndless(node)) {
			refuse('nestedRepetition', start);
		}
		if (peek() === '?') {
			at++; // lazy: whether a text matches is the same
		}
		if (/^[*+?{]$/.test(peek() ?? '')) {
			refuse('syntax');
		}
		return { kind: 'repeat', node, ...times };
	}

	function repetition(): { readonly least: number; readonly most: number } | undefined {
		switch (peek()) {
			case '*':
				at++;
				return { least: 0, most: Number.POSITIVE_INFINITY };
			case '+':
				at++;
				return { least: 1, most: Number.POSITIVE_INFINITY };
			case '?':
				at++;
				return { least: 0, most: 1 };
			case '{': {
				const [whole, least = '', comma, most = ''] =
					/^\{(\d{1,3})(,)?(\d{1,3})?\}/.exec(characters.slice(at, at + 9).join('')) ?? [];
				if (whole === undefined || (comma === undefined && most !== '')) {
					return refuse('syntax');
				}
				const times = {
					least: Number(least),
					most: most !== '' ? Number(most) : comma ? Number.POSITIVE_INFINITY : Number(least),
				};
				if (times.most < times.least) {
					refuse('syntax');
				}
				at += whole.length;
				return times;
			}
			default:
				return undefined;
		}
	}

	function atom(): PatternNode {
		const character = characters[at++] as string;
		switch (character) {
			case '(':
				return group();
			case '[':
				return one(characterClass());
			case '.':
				return one((each) => !/^[\n\r\u2028\u2029]$/.test(each));
			case '^':
				return assertion((before) => before === undefined);
			case '$':
				return assertion((_before, after) => after === undefined);
			case '\\':
				return escaped();
			case '*':
			case '+':
			case '?':
			case '{':
			case '}':
			case ']':
				return refuse('syntax', at - 1);
			default:
				return one(literal(character));
		}
	}

	function group(): PatternNode {
		const start = at - 1;
		if (peek() === '?') {
			if (characters[at + 1] !== ':') {
				refuse('notSupported', start);
			}
			at += 2;
		}
		const node = alternatives();
		if (peek() !== ')') {
			refuse('syntax', start);
		}
		at++;
		return node;
	}

	function escaped(): PatternNode {
		const character = characters[at];
		if (character === 'b' || character === 'B') {
			at++;
			return assertion((before, after) => (isWord(before) !== isWord(after)) === (character === 'b'));
		}
		return one(escapedCharacter().accepts);
	}

	/** `\d`, `\.`, `\n`, as it stands in a class too. */
	function escapedCharacter(): { readonly accepts: (character: string) => boolean; readonly literal?: string } {
		const character = characters[at];
		if (character === undefined) {
			return refuse('syntax', at - 1);
		}
		at++;
		const known = sets[character];
		if (known) {
			return { accepts: known };
		}
		const control = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' }[character];
		if (control === undefined && /^[\p{L}\p{N}]$/u.test(character)) {
			refuse('notSupported', at - 2);
		}
		return { accepts: literal(control ?? character), literal: control ?? character };
	}

	function characterClass(): (character: string) => boolean {
		const start = at - 1;
		const isNegated = peek() === '^';
		at += isNegated ? 1 : 0;
		const items: ((character: string) => boolean)[] = [];
		while (peek() !== ']') {
			if (peek() === undefined) {
				refuse('syntax', start);
			}
			const first = classItem();
			if (peek() === '-' && characters[at + 1] !== ']' && characters[at + 1] !== undefined) {
				const place = at++;
				const last = classItem();
				if (first.literal === undefined || last.literal === undefined || first.literal > last.literal) {
					refuse('syntax', place);
				}
				items.push(range(first.literal as string, last.literal as string));
			} else items.push(first.accepts);
		}
		at++;
		if (items.length === 0) {
			refuse('syntax', start);
		}
		return (character) => items.some((accepts) => accepts(character)) !== isNegated;
	}

	function classItem(): ReturnType<typeof escapedCharacter> {
		const character = characters[at++] as string;
		return character === '\\' ? escapedCharacter() : { accepts: literal(character), literal: character };
	}

	const node = alternatives();
	if (at < characters.length) {
		refuse('syntax');
	}
	return node;
}

const sets: Readonly<Record<string, (character: string) => boolean>> = {
	__proto__: null as never,
	d: (character) => /^[0-9]$/.test(character),
	D: (character) => !/^[0-9]$/.test(character),
	w: (character) => isWord(character),
	W: (character) => !isWord(character),
	s: (character) => /^\s$/.test(character),
	S: (character) => !/^\s$/.test(character),
};

function isWord(character: string | undefined): boolean {
	return character !== undefined && /^[0-9A-Za-z_]$/.test(character);
}

function literal(wanted: string): (character: string) => boolean {
	const folded = wanted.toLowerCase();
	return (character) => character === wanted || character.toLowerCase() === folded;
}

/** By code points. */
function range(first: string, last: string): (character: string) => boolean {
	const [from = 0, to = 0] = [first.codePointAt(0), last.codePointAt(0)];
	return (character) =>
		[character, character.toLowerCase(), character.toUpperCase()].some((each) => {
			const code = Array.from(each).length === 1 ? (each.codePointAt(0) ?? 0) : -1;
			return from <= code && code <= to;
		});
}

function one(accepts: (character: string) => boolean): PatternNode {
	return { kind: 'one', test: { kind: 'character', accepts } };
}

function assertion(holds: (before: string | undefined, after: string | undefined) => boolean): PatternNode {
	return { kind: 'one', test: { kind: 'assertion', holds } };
}

function hasEndless(node: PatternNode): boolean {
	switch (node.kind) {
		case 'one':
			return false;
		case 'repeat':
			return node.most === Number.POSITIVE_INFINITY || hasEndless(node.node);
		default:
			return node.nodes.some(hasEndless);
	}
}
