// Runs the program of a regular expression over a text, in all ways at once, so that nothing is tried twice.
import type { Program } from './compilePattern';

/** How much of a text is looked at, in UTF-16 units. */
export const maxMatched = 500;

interface PatternRun {
	readonly matches: boolean;
	/** How many steps of the program were visited: at most `program.length + 1` for each place of the text. */
	readonly visits: number;
}

/** Looks for a match anywhere in the first `maxMatched` units of a text; `$` doesn't match where a longer text is cut. */
export function runPattern(program: Program, text: string): PatternRun {
	const characters = Array.from(text.slice(0, maxMatched));
	const rest = text[maxMatched];
	/** By step: the place of the text at which it was visited last, plus one. */
	const visitedAt = new Uint32Array(program.length + 1);
	const pending: number[] = [];
	let states: number[] = [];
	let visits = 0;

	/** Follows what consumes no character. Returns whether the end of the program is reached. */
	function follow(start: number, place: number): boolean {
		pending.push(start);
		for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
			if (visitedAt[at] === place + 1) {
				continue;
			}
			visitedAt[at] = place + 1;
			visits++;
			const step = program[at];
			if (step === undefined) {
				return true;
			}
			switch (step.kind) {
				case 'character':
					states.push(at);
					break;
				case 'split':
					pending.push(step.to[1], step.to[0]);
					break;
				case 'jump':
					pending.push(step.to);
					break;
				case 'assertion':
					if (step.holds(characters[place - 1], characters[place] ?? rest)) {
						pending.push(at + 1);
					}
					break;
			}
		}
		return false;
	}

	for (let place = 0; ; place++) {
		// A match may begin at every place.
		if (follow(0, place)) {
			return { matches: true, visits };
		}
		const character = characters[place];
		if (character === undefined) {
			return { matches: false, visits };
		}
		const before = states;
		states = [];
		for (const at of before) {
			const step = program[at];
			if (step?.kind === 'character' && step.accepts(character) && follow(at + 1, place + 1)) {
				return { matches: true, visits };
			}
		}
	}
}
