// Rules for text that strangers typed: what is shown is one line, visible, and has no power.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { escapeIcons, escapeLinks, escapeMarkdown, plain } from '../../src/present/text';
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
			assert.equal(plain(text), text);
		}
	});

	it('is one line without blanks at its ends', () => {
		assert.equal(plain('  a\r\n\tb\u2028c\u00A0\u3000d\u0000e '), 'a b c d e');
	});

	it('shows no text backwards and hides none', () => {
		assert.equal(plain('invoice\u202Egnp.exe'), 'invoicegnp.exe');
		assert.equal(plain('a\u200B\u2060\uFEFF\u00AD\u3164\u{E0041}b'), 'ab');
		assert.equal(plain('a\u200Db\u200Cc\u200D'), 'abc');
		assert.equal(plain('\u200B\u2066\uFE0F\u2800'), '');
	});

	it('shows a lone surrogate as the replacement character', () => {
		assert.equal(plain('a\uD800b\uDC00'), 'a\uFFFDb\uFFFD');
	});

	it('lets no marks pile up over other rows', () => {
		assert.equal(plain(`a${'\u0301'.repeat(50)}`), `a${'\u0301'.repeat(4)}`);
	});

	it('is never longer than allowed, tears no character in two, and says where something was cut', () => {
		assert.equal(plain('abcdef', 4), 'abc…');
		assert.equal(plain('abcd', 4), 'abcd');
		assert.equal(plain('ab😀', 3), 'ab…');
		assert.equal(plain('😀😀', 2), '…');
		assert.equal(plain(`${'x'.repeat(20_000)}`, 5), 'xxxx…');
		fc.assert(
			fc.property(hostileText, fc.integer({ min: 0, max: 80 }), (text, max) => {
				const shown = plain(text, max);
				assert.ok(shown.length <= max);
				assert.doesNotMatch(shown, /\p{Cs}|\p{Cc}|[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
			}),
		);
	});

	it('stays what it is when it is made plain again', () => {
		fc.assert(fc.property(hostileText, (text) => assert.equal(plain(plain(text)), plain(text))));
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
			fc.property(hostileText, (text) => assert.equal(escapeMarkdown(text).replace(/\\([!-~])/g, '$1'), plain(text))),
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
			fc.property(hostileText, (text) => assert.doesNotMatch(escapeIcons(plain(text)).replace(/\\\$/g, ''), icon)),
		);
	});
});
