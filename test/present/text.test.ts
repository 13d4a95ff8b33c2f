// Rules for text that strangers typed: what is shown is one line, visible, and has no power.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { escapeIcons, escapeLinks, escapeMarkdown, toSingleLine } from '../../src/present/text';
import { hostileText } from './worlds';

/** What VS Code takes for an icon in labels. */
const icon = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe('plain text', () => {
	it('leaves ordinary text alone, whatever the script', () => {
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
			'a  b'.replace('  ', ' '),
		]) {
			assert.equal(toSingleLine(text), text);
		}
	});

	it('is one line without blanks at its ends', () => {
		assert.equal(toSingleLine('  a\r\n\tb\u2028c\u00A0\u3000d\u0000e '), 'a b c d e');
	});

	it('shows no text backwards and hides none', () => {
		assert.equal(toSingleLine('invoice\u202Egnp.exe'), 'invoicegnp.exe');
		assert.equal(toSingleLine('a\u200B\u2060\uFEFF\u00AD\u3164\u{E0041}b'), 'ab');
		assert.equal(toSingleLine('a\u200Db\u200Cc\u200D'), 'abc');
		assert.equal(toSingleLine('\u200B\u2066\uFE0F\u2800'), '');
	});

	it('shows a lone surrogate as the replacement character', () => {
		assert.equal(toSingleLine('a\uD800b\uDC00'), 'a\uFFFDb\uFFFD');
	});

	it('lets no marks pile up over other rows', () => {
		assert.equal(toSingleLine(`a${'\u0301'.repeat(50)}`), `a${'\u0301'.repeat(4)}`);
	});

	it('is never longer than allowed, tears no character in two, and says where something was cut', () => {
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

	it('stays what it is when it is made plain again', () => {
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

	it('reads as it was typed', () => {
		assert.equal(escapeMarkdown('[a](b) www.x.y'), '\\[a\\]\\(b\\) www\\.x\\.y');
		fc.assert(
			fc.property(hostileText, (text) =>
				assert.equal(escapeMarkdown(text).replace(/\\([!-~])/g, '$1'), toSingleLine(text)),
			),
		);
	});
});

describe('text where icons are drawn', () => {
	it('has no link where messages and prompts know links', () => {
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
