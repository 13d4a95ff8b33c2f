// Rules for the regular expressions of the user: those of JavaScript for what they accept, in bounded time for any text.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { compilePattern, type Program } from '../../../src/desk/patterns/compilePattern';
import { maxPattern } from '../../../src/desk/patterns/readPattern';
import { maxMatched, runPattern } from '../../../src/desk/patterns/runPattern';

function compiled(pattern: string): Program {
	const program = compilePattern(pattern);
	assert.ok(!('code' in program), `${pattern} is refused`);
	return program;
}

function errorOf(pattern: string) {
	const program = compilePattern(pattern);
	return 'code' in program ? [program.code, program.at] : undefined;
}

const atom = fc.constantFrom(
	'a',
	'b',
	'A',
	'1',
	'-',
	' ',
	'.',
	'\\d',
	'\\w',
	'\\s',
	'\\S',
	'[ab]',
	'[^a]',
	'[a-c1]',
	'\\.',
	'é',
);
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?');

/** Patterns of the subset; a repetition in a repetition is possible. */
const patterns: fc.Arbitrary<string> = fc.letrec<{ either: string; sequence: string; piece: string }>((tie) => ({
	either: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')),
	sequence: fc
		.array(fc.oneof({ weight: 6, arbitrary: tie('piece') }, fc.constantFrom('^', '$', '\\b', '\\B')), {
			maxLength: 4,
		})
		.map((parts) => parts.join('')),
	piece: fc
		.tuple(
			fc.oneof(
				{ maxDepth: 3 },
				atom,
				fc.tuple(fc.constantFrom('(', '(?:'), tie('either')).map(([open, body]) => `${open}${body})`),
			),
			quantifier,
		)
		.map((parts) => parts.join('')),
})).either;

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'c', '1', '-', ' ', '.', '\n', 'É'), maxLength: 12 });

/** Harmful to an engine that goes back: exponential or of a high power. */
const harmful = {
	'(a|a)*b': false,
	'(a|ab|b)*c': false,
	'a*a*a*a*a*a*a*b': false,
	'(.?){30}b': false,
	'(a?){60}a{60}': true,
	'^(a|b|ab)*$': true,
	'(\\w|\\d)*!': false,
};

describe('A regular expression of the user', () => {
	it('matches what JavaScript matches, whatever the case (1,500 random pairs)', () => {
		let compared = 0;
		fc.assert(
			fc.property(patterns, texts, (pattern, text) => {
				const program = compilePattern(pattern);
				if ('code' in program) {
					assert.ok(
						['empty', 'nestedRepetition', 'tooLarge', 'tooLong'].includes(program.code),
						`${pattern}: ${program.code}`,
					);
					return;
				}
				compared++;
				assert.equal(
					runPattern(program, text).matches,
					new RegExp(pattern, 'iu').test(text),
					`/${pattern}/ on ${text}`,
				);
			}),
			{ numRuns: 1500 },
		);
		assert.ok(compared > 300);
	});

	it('visits each step once at most for each place of the text', () => {
		const hostileTexts = fc.oneof(
			texts,
			fc.tuple(fc.constantFrom('a', 'ab', 'a1', '😀'), fc.nat(600)).map(([part, times]) => part.repeat(times)),
			fc.string({ unit: 'binary', maxLength: 2000 }),
		);
		fc.assert(
			fc.property(fc.oneof(patterns, fc.constantFrom(...Object.keys(harmful))), hostileTexts, (pattern, text) => {
				const program = compilePattern(pattern);
				if ('code' in program) {
					return;
				}
				assert.ok(program.length <= 310);
				const places = Math.min(text.length, maxMatched) + 1;
				assert.ok(runPattern(program, text).visits <= places * (program.length + 1));
			}),
			{ numRuns: 300 },
		);
		for (const [pattern, matches] of Object.entries(harmful)) {
			assert.equal(runPattern(compiled(pattern), 'a'.repeat(maxMatched)).matches, matches, pattern);
		}
	});

	it('looks at the start of a text, and takes no cut text for a whole one', () => {
		const start = 'a'.repeat(maxMatched);
		const matches = (pattern: string, text: string) => runPattern(compiled(pattern), text).matches;
		assert.deepEqual([matches('^a*$', start), matches('^a*$', `${start}b`)], [true, false]);
		assert.deepEqual([matches('b', `${start.slice(1)}b`), matches('b', `${start}b`)], [true, false]);
		assert.deepEqual([matches('a\\b', `${start}-`), matches('a\\b', `${start}b`)], [true, false]);
	});

	it('is refused with a repetition in a repetition, and the place of it', () => {
		for (const [pattern, at] of [
			['(a+)+$', 0],
			['x(?:a*b*)*', 1],
			['((\\d+)|b)+', 0],
			['([a-z]+\\.)+com', 0],
			['(a{2,})*', 0],
			['😀(a+)+', 2],
		] as const) {
			assert.deepEqual(errorOf(pattern), ['nestedRepetition', at], pattern);
		}
		for (const pattern of ['(a+)?', '(a+){2}', '(ab)+', '[+*]+', '\\(a\\+\\)+', '(a|b)*c+']) {
			assert.equal(errorOf(pattern), undefined, pattern);
		}
	});

	it('is refused with what needs going back, with a mistake, and above its size', () => {
		for (const [pattern, code, at] of [
			['', 'empty', 0],
			['(?=a)', 'notSupported', 0],
			['a(?<!b)', 'notSupported', 1],
			['(a)\\1', 'notSupported', 3],
			['(?<n>a)\\k<n>', 'notSupported', 0],
			['\\p{L}', 'notSupported', 0],
			['(a', 'syntax', 0],
			['a)', 'syntax', 1],
			['[a', 'syntax', 0],
			['[]', 'syntax', 0],
			['[b-a]', 'syntax', 2],
			['*a', 'syntax', 0],
			['a**', 'syntax', 2],
			['a{2', 'syntax', 1],
			['a{3,2}', 'syntax', 1],
			['^*', 'syntax', 0],
			['a\\', 'syntax', 1],
			['x'.repeat(maxPattern + 1), 'tooLong', maxPattern],
			['(a{99}){99}', 'tooLarge', 0],
		] as const) {
			assert.deepEqual(errorOf(pattern), [code, at], pattern);
		}
	});

	it('is read in bounded time, whatever it is (1,000 random texts)', () => {
		const parts = fc.constantFrom(
			'(',
			')',
			'(?:',
			'[',
			']',
			'{9,}',
			'{999}',
			'{0,999}',
			'*',
			'+',
			'?',
			'|',
			'\\',
			'a',
			'-',
			'^',
			'$',
			'😀',
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.array(parts, { maxLength: 60 }).map((all) => all.join('')),
					fc.string({ unit: 'binary' }),
				),
				(pattern) => {
					const program = compilePattern(pattern);
					if (!('code' in program)) {
						assert.ok(program.length <= 310);
						new RegExp(pattern); // JavaScript accepts it too
					}
				},
			),
			{ numRuns: 1000 },
		);
		assert.equal(errorOf('(((){999}){999}){999}'), undefined);
	});
});
