// Compiles a regular expression of the user into a program that takes linear time on any text (runPattern).
import { maxPattern, type PatternError, type PatternNode, Refused, readPattern, type Test } from './readPattern';

/** A test, two ways to go on, or another place in the program. */
type Step =
	| Test
	| { readonly kind: 'split'; readonly to: readonly [number, number] }
	| { readonly kind: 'jump'; readonly to: number };

/** The steps in order; behind the last one, the text matches. */
export type Program = readonly Step[];

/** For each character of a text, each step of a program is taken once at most. */
const maxSteps = 300;

/**
 * Case doesn't matter. Without lookaround and references to groups, which can't be matched in linear time.
 * @param longest how long the pattern may be; the depth of its groups grows with it
 */
export function compilePattern(pattern: string, longest = maxPattern): Program | PatternError {
	if (pattern === '') {
		return { code: 'empty', at: 0 };
	}
	if (pattern.length > longest) {
		return { code: 'tooLong', at: longest };
	}
	try {
		const program: Step[] = [];
		emit(readPattern(pattern), program);
		return program;
	} catch (reason) {
		if (reason instanceof Refused) {
			return reason.error;
		}
		throw reason;
	}
}

/** Adds the steps of a node; copies of a counted repetition are written out, and a program that gets too large is refused. */
function emit(node: PatternNode, program: Step[]): void {
	if (program.length > maxSteps) {
		throw new Refused({ code: 'tooLarge', at: 0 });
	}
	switch (node.kind) {
		case 'one':
			program.push(node.test);
			break;
		case 'sequence':
			for (const each of node.nodes) {
				emit(each, program);
			}
			break;
		case 'either':
			emitEither(node.nodes, program);
			break;
		case 'repeat':
			emitRepeat(node, program);
			break;
	}
}

function emitEither(nodes: readonly PatternNode[], program: Step[]): void {
	const jumps: number[] = [];
	nodes.forEach((each, index) => {
		if (index === nodes.length - 1) {
			emit(each, program);
			return;
		}
		const split = program.push(placeholder) - 1;
		emit(each, program);
		jumps.push(program.push(placeholder) - 1);
		program[split] = { kind: 'split', to: [split + 1, program.length] };
	});
	for (const jump of jumps) {
		program[jump] = { kind: 'jump', to: program.length };
	}
}

function emitRepeat({ node, least, most }: Extract<PatternNode, { kind: 'repeat' }>, program: Step[]): void {
	for (let times = 0, before = -1; times < least && program.length !== before; times++) {
		before = program.length; // more copies of an empty node add no steps either
		emit(node, program);
	}
	if (most === Number.POSITIVE_INFINITY) {
		const split = program.push(placeholder) - 1;
		emit(node, program);
		program.push({ kind: 'jump', to: split });
		program[split] = { kind: 'split', to: [split + 1, program.length] };
		return;
	}
	const splits: number[] = [];
	for (let times = least; times < most; times++) {
		splits.push(program.push(placeholder) - 1);
		emit(node, program);
	}
	for (const split of splits) {
		program[split] = { kind: 'split', to: [split + 1, program.length] };
	}
}

/** Replaced once its target is known. */
const placeholder: Step = { kind: 'jump', to: 0 };
