// Rules for Copy Visitor As….
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import {
	isPersonal,
	noteFields,
	posixQuote,
	readCommandLine,
	usualNoteFields,
	visitorJson,
	visitorNote,
	writeCommandLine,
} from '../../../src/present/reports/visitorCopy';
import { toSingleLine } from '../../../src/present/text';
import { visitor } from '../../fixtures/fakeServer';
import { referenceVisitor } from '../../fixtures/referenceVisitor';

const hostile = [
	`'; touch /tmp/never; '`,
	'$(touch /tmp/never)',
	'`touch /tmp/never`',
	'"$TOKEN"',
	'\\',
	"\\'",
	'a\nb\r\nc',
	'!!',
	'~ * ? [a] {a,b} | & ; < > # %',
	'\u0000\u001b[31m',
	'😀\u202e',
	'-X DELETE',
	'@/etc/passwd',
	'',
];

const byToken = { kind: 'token' } as const;

const shells = ['sh', 'bash', 'dash'].filter((shell) => {
	try {
		execFileSync(shell, ['-c', 'true']);
		return true;
	} catch {
		return false; // not on every system; sh is
	}
});

/** What a command called `curl` gets as its arguments when a shell runs the line. */
function argumentsOf(shell: string, line: string): string[] {
	const script = `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${line}`;
	const output = execFileSync(shell, ['-c', script], { env: { ...process.env, TOKEN: 'the secret' } });
	return output.toString('utf8').split('\0').slice(0, -1);
}

describe('A visitor as a command line', () => {
	const jane = visitor('3d59f909-24cd-43bc-89cb-00a320617c0a', {
		customVariableResults: hostile.map((text) => ({ name: text, value: text, url: text })),
	});

	it('is tested in sh at least', () => assert.ok(shells.includes('sh')));

	for (const shell of shells) {
		it(`writes exactly the custom variables when ${shell} runs it, whatever they hold`, () => {
			const args = argumentsOf(shell, writeCommandLine('https://api.example/v4', jane, byToken));
			assert.deepEqual(JSON.parse(args[args.indexOf('--data-raw') + 1] ?? ''), jane.customVariableResults);
			assert.equal(args.at(-1), `https://api.example/v4/livechat/visitors/${jane.id}`);
			assert.ok(args.includes('Authorization: Bearer the secret'), 'the shell puts the token in');
		});

		it(`reads the visitor below any base URL when ${shell} runs it`, () => {
			const base = "https://api.example/it's;$(x)/v4";
			assert.equal(
				argumentsOf(shell, readCommandLine(base, jane, byToken)).at(-1),
				`${base}/livechat/visitors/${jane.id}`,
			);
		});

		it(`quotes any text for ${shell}`, () => {
			const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0'));
			fc.assert(
				fc.property(fc.array(text, { minLength: 20, maxLength: 20 }), (texts) => {
					assert.deepEqual(argumentsOf(shell, `curl ${texts.map(posixQuote).join(' ')}`), texts);
				}),
				{ numRuns: 10 },
			);
		});
	}

	it('contains no token', () => {
		assert.ok(readCommandLine('https://api.example/v4', jane, byToken).includes('$TOKEN'));
		assert.ok(writeCommandLine('https://api.example/v4', jane, byToken).includes('"Authorization: Bearer $TOKEN"'));
	});
});

describe('A visitor as JSON', () => {
	it('has every field of the service, in one order', () => {
		const reversed = Object.fromEntries(Object.entries(referenceVisitor).reverse());
		const json = visitorJson(visitor(referenceVisitor.id, referenceVisitor));
		assert.equal(json, visitorJson(visitor(referenceVisitor.id, reversed)));
		const parsed = JSON.parse(json);
		for (const field of Object.keys(referenceVisitor)) {
			assert.ok(field in parsed, field);
		}
		assert.equal(parsed.visitTime, '2021-05-26T10:30:16.036Z');
	});

	it('has unknown fields, also one named __proto__', () => {
		const json = visitorJson(visitor('v1', JSON.parse('{"zoo":{"b":1,"a":2},"__proto__":{"x":1}}')));
		assert.match(json, /"zoo": \{\s+"a": 2,\s+"b": 1\s+\}/);
		assert.match(json, /"__proto__": \{\s+"x": 1\s+\}/);
	});
});

describe('A visitor as a note', () => {
	it('has no personal data by default', () => {
		const jane = visitor(
			'v1',
			Object.fromEntries(
				noteFields.map((field) => [
					field,
					/^custom/.test(field)
						? [{ name: 'n', value: `personal-${field}` }]
						: /visits/.test(field)
							? 3
							: `${isPersonal(field) ? 'personal' : 'usual'}-${field}`,
				]),
			),
		);
		const usual = visitorNote(jane, usualNoteFields);
		assert.doesNotMatch(usual, /personal/);
		assert.match(usual, /usual/);
		assert.equal(visitorNote(jane, noteFields).match(/personal/g)?.length, noteFields.filter(isPersonal).length);
	});

	/** What a reader sees, and the tags of the rendered note. */
	function rendered(note: string) {
		const html = new MarkdownIt({ html: true }).render(note);
		const text = html
			.replace(/<[^>]+>/g, '')
			.replace(
				/&(lt|gt|quot|amp);/g,
				(_, name: 'lt' | 'gt' | 'quot' | 'amp') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name],
			);
		return { text: text.trim().split(/\n+/), tags: [...new Set(html.match(/<[a-z0-9]+/g))].sort() };
	}

	const markup = fc.constantFrom(
		'[x](command:y)',
		'![x](http://y)',
		'[x][y]',
		'<img src=x onerror=y>',
		'</li>',
		'<http://x>',
		'<!-- x',
		'**b**',
		'__b__',
		'*b*',
		' _b_',
		'~~b~~',
		'`c`',
		'# h',
		'- x',
		'&amp;',
		'&#65;',
		'\\',
		'\\*',
		'a\nb',
		'|',
	);

	it('shows each name and value as it is: on one line, without markup, link or HTML', () => {
		const text = fc
			.array(
				fc.oneof(
					markup,
					fc.string({ unit: 'grapheme', maxLength: 6 }),
					fc.constantFrom('*', '_', '~', ' ', ']', '[', '('),
				),
			)
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(text, text, (name, value) => {
				const note = visitorNote(visitor('v1', { customVariableResults: [{ name, value, url: '' }] }), [
					'customVariableResults',
				]);
				const shown = toSingleLine(value).trim();
				const title = toSingleLine(name) || '–';
				assert.deepEqual(rendered(note), {
					text: ['Visitor v1', ...(shown === '' ? [] : [`${title}: ${shown}`])],
					tags: shown === '' ? ['<h3'] : ['<h3', '<li', '<strong', '<ul'],
				});
			}),
			{ endOnFailure: true },
		);
	});

	it('reads well as plain text: nothing is escaped that Markdown leaves alone', () => {
		const plain = [
			'https://shop.example/cart?sku=4711&size=8#top',
			'jane@example.com',
			'account_id, plan_name_2',
			'Mozilla/5.0 (X11; Linux x86_64)',
			'a < b && c > d',
			'5 * 3 = 15; 50%',
			'C:\\Users\\jane',
			'+1 (555) 010-0199',
			'[EMEA] #42 {x} | y!',
			'~5 min',
		];
		for (const value of plain) {
			const note = visitorNote(visitor('v1', { customFields: [{ name: 'account_id', value, url: '' }] }), [
				'customFields',
			]);
			assert.equal(note.split('\n')[2], `- **account_id**: ${value}`);
		}
	});
});
