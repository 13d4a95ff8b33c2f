// Rules for showing untrusted text.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { escapeIcons } from '../../src/present/escapes';
import { escapeMarkdown } from '../../src/present/gates/markdown';
import { escapeLinks, toSingleLine, visibleLine } from '../../src/present/text';
import { hostileText } from './worlds';

/** What VS Code takes for an icon in labels. */
const icon = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe('one line of text', () => {
	it('does not change ordinary text of any script', () => {
		for (const text of [
			'Ann Lee',
			'Zoë Müller-Ålund',
			'王小明',
			'محمد',
			'नमस्ते',
			'ภาษาไทย',
			'❤️ 👍🏽',
			'👩🏽\u200D💻 👨\u200D👩\u200D👧',
			'می\u200Cخواهم',
			'ශ්\u200Dරී',
			'葛\u{E0100}飾 神\uFE00',
			'ᠠ\u180B',
			'🇵🇱 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
			'a  b'.replace('  ', ' '),
		]) {
			assert.equal(toSingleLine(text), text);
		}
	});

	it('has single spaces, and none at its ends', () => {
		assert.equal(toSingleLine('  a\r\n\tb\u2028c\u00A0\u3000d\u0000e '), 'a b c d e');
	});

	it('has no bidi and no invisible characters', () => {
		assert.equal(toSingleLine('invoice\u202Egnp.exe'), 'invoicegnp.exe');
		assert.equal(toSingleLine('a\u200B\u2060\uFEFF\u00AD\u3164\u{E0041}b'), 'ab');
		assert.equal(toSingleLine('a\u200Db\u200Cc\u200D'), 'abc');
		assert.equal(toSingleLine('\u200B\u2066\uFE0F\u2800'), '');
		assert.equal(toSingleLine('\u200B'.repeat(9_000), 80), '', 'however many');
		assert.equal(toSingleLine('a\u{E0100}葛\u{E0100}\u{E0101}'), 'a葛\u{E0100}');
		assert.equal(toSingleLine('🏴\u{E0068}\u{E0069}\u{E007F}'), '🏴', 'tags can hide a text');
	});

	it('as a name shows each invisible character by its code, and white space as a blank', () => {
		assert.equal(visibleLine('pl\u200Ban\u202E\u200B', 60), 'pl‹200B›an‹202E›‹200B›');
		assert.equal(visibleLine('plan\u0007\n', 60), 'plan‹0007›');
		assert.equal(visibleLine('a\tb\nc', 60), 'a b c');
		const flag = '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
		assert.equal(visibleLine(`${flag}\u{E0067}می\u200Cخواهم`, 60), `${flag}‹E0067›می\u200Cخواهم`);
	});

	it('shows a lone surrogate as the replacement character', () => {
		assert.equal(toSingleLine('a\uD800b\uDC00'), 'a\uFFFDb\uFFFD');
	});

	it('has at most four marks on a letter', () => {
		assert.equal(toSingleLine(`a${'\u0301'.repeat(50)}`), `a${'\u0301'.repeat(4)}`);
	});

	it('is never longer than allowed, splits no character, and ends in … if it was cut', () => {
		assert.equal(toSingleLine('abcdef', 4), 'abc…');
		assert.equal(toSingleLine('abcd', 4), 'abcd');
		assert.equal(toSingleLine('ab😀', 3), 'ab…');
		assert.equal(toSingleLine('😀😀', 2), '…');
		assert.equal(toSingleLine(`${'x'.repeat(20_000)}`, 5), 'xxxx…');
		fc.assert(
			fc.property(hostileText, fc.integer({ min: 0, max: 80 }), (text, max) => {
				const shown = toSingleLine(text, max);
				assert.ok(shown.length <= max);
				assert.doesNotMatch(shown, /\p{Cs}|\p{Cc}|[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
			}),
		);
	});

	it('does not change when it is processed twice', () => {
		fc.assert(fc.property(hostileText, (text) => assert.equal(toSingleLine(toSingleLine(text)), toSingleLine(text))));
	});
});

describe('text in Markdown', () => {
	it('leaves no punctuation that Markdown, HTML, an entity or a bare link could use', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				assert.doesNotMatch(escapeMarkdown(text).replace(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~\n]/);
			}),
		);
	});

	it('is shown as it was entered', () => {
		assert.equal(escapeMarkdown('[a](b) www.x.y'), '\\[a\\]\\(b\\) www\\.x\\.y');
		fc.assert(
			fc.property(hostileText, (text) =>
				assert.equal(escapeMarkdown(text).replace(/\\([!-~])/g, '$1'), toSingleLine(text)),
			),
		);
	});
});

describe('text in labels and messages', () => {
	it('never becomes a link', () => {
		// As VS Code finds links in a plain message (parseLinkedText).
		const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
		assert.match('[x](command:workbench.action.quit)', link);
		assert.equal(escapeLinks('[x](command:a) [b] (c)'), '[x] (command:a) [b] (c)');
		fc.assert(
			fc.property(fc.array(fc.constantFrom('[', ']', '(', ')', 'x', 'command:a', 'https://b', ' ', '"')), (parts) =>
				assert.doesNotMatch(escapeLinks(parts.join('')), link),
			),
		);
	});

	it('never becomes an icon', () => {
		assert.equal(escapeIcons('$(sync~spin) $(x'), '\\$(sync~spin) $(x');
		fc.assert(
			fc.property(hostileText, (text) =>
				assert.doesNotMatch(escapeIcons(toSingleLine(text)).replace(/\\\$/g, ''), icon),
			),
		);
	});
});
