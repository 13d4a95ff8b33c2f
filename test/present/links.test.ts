// Rules for texts of visitors that become links.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linkIn, mailLink, phoneLink, safeLink } from '../../src/present/links';

describe('links', () => {
	it('http, https, mailto and tel addresses become links', () => {
		const links: [string, string][] = [
			['https://example.com/a?b=c%26d#e', 'https://example.com/a?b=c%26d#e'],
			['HTTP://EXAMPLE.com', 'http://example.com/'],
			[' https://example.com/a ', 'https://example.com/a'],
			['https://[2001:db8::1]:8443/x', 'https://[2001:db8::1]:8443/x'],
			['https://example.com/@someone', 'https://example.com/@someone'],
			['mailto:ada@example.com', 'mailto:ada@example.com'],
			['mailto:ada@example.com?subject=Your%20order', 'mailto:ada@example.com?subject=Your%20order'],
			['tel:+49-30-1234567', 'tel:+49301234567'],
		];
		for (const [text, href] of links) {
			assert.equal(safeLink(text), href, text);
		}
	});

	it('a host with letters that look like others is shown in Punycode', () => {
		assert.equal(safeLink('https://ex\u0430mple.com/'), 'https://xn--exmple-4nf.com/');
	});

	it('nothing else becomes a link', () => {
		const texts = [
			'',
			'bbbbb',
			'example.com',
			'//example.com',
			'/path',
			'javascript:alert(1)',
			'JaVaScRiPt:alert(1)',
			' javascript:alert(1)',
			'\u0001javascript:alert(1)',
			'java\nscript:alert(1)',
			'java\tscript:alert(1)',
			'javascript:https://example.com',
			'javascript://example.com/%0aalert(1)',
			'data:text/html,<script>alert(1)</script>',
			'vbscript:x',
			'vscode://frontdesk.frontdesk/agent/1',
			'vscode-insiders://file/etc/passwd',
			'command:workbench.action.quit',
			'file:///etc/passwd',
			'blob:https://example.com/1',
			'about:blank',
			'ftp://example.com',
			'https:example.com',
			'https:/example.com',
			'https:///example.com',
			'https:\\\\example.com',
			'https://good.example\\@evil.example',
			'https://',
			'https://?x',
			'https://exa mple.com',
			'https://example.com/a b',
			'https://example.com/\u00a0',
			'https://example.com/\n',
			'ht\ntps://example.com',
			'https://example.com/\u0000',
			'https://example.com/\u202egpj.exe',
			'https://example.com/\u200b',
			'https://example.com/\ufeff',
			'https://example.com/\ud800',
			'https://example.com/\udc00x',
			'https://example.com/"onmouseover="x',
			'https://example.com/<b>',
			'https://user@example.com',
			'https://user:secret@example.com',
			'https://:@example.com',
			'https://@example.com',
			'https://bank.example%40evil@evil.example/',
			'https://example.com:99999',
			`https://example.com/${'a'.repeat(3000)}`,
			'mailto:',
			'mailto:nobody',
			'mailto:a@b',
			'mailto:a@example.com,b@example.com',
			'mailto:a@example.com?bcc=evil@example.com',
			'mailto:a@example.com?subject=x&attach=/etc/passwd',
			'mailto:a@example.com%0abcc:evil@example.com',
			'tel:',
			'tel:*#06#',
			'tel:**21*0900123456#',
			'tel:1',
			'tel:0900;phone-context=x',
			'sms:+491234567',
			'skype:ada?call',
		];
		for (const text of texts) {
			assert.equal(safeLink(text), undefined, JSON.stringify(text));
		}
	});

	it('a link has one of the four schemes, no credentials and no spaces, for any text', () => {
		const pieces = fc.constantFrom(
			'http',
			'https',
			'javascript',
			'mailto',
			'tel',
			':',
			'/',
			'//',
			'\\',
			'@',
			'?',
			'#',
			'%0a',
			'\n',
			'\t',
			' ',
			'\u0000',
			'\u202e',
			'\ud800',
			'example.com',
			'a',
			'1',
			'[::1]',
			'.',
			'&bcc=',
		);
		const texts = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(texts, (text) => {
				const href = safeLink(text);
				if (href !== undefined) {
					const url = new URL(href);
					assert.match(url.protocol, /^(?:https?|mailto|tel):$/);
					assert.equal(url.username + url.password, '');
					assert.doesNotMatch(href, /[\s\\"<>\p{C}]/u);
					assert.equal(safeLink(href), href);
				}
			}),
			{ numRuns: 5000 },
		);
	});

	it('an e-mail field with one plain address is a link', () => {
		assert.equal(mailLink('ada@example.com'), 'mailto:ada@example.com');
		assert.equal(mailLink(' ada.l+chat@mail.example.co.uk '), 'mailto:ada.l%2Bchat@mail.example.co.uk');
		for (const text of [
			'',
			'ada',
			'ada@',
			'@example.com',
			'ada@example',
			'ada@example..com',
			'a b@example.com',
			'ada@example.com\nbcc:x@example.com',
			'Ada <ada@example.com>',
			'ada@-example.com',
		]) {
			assert.equal(mailLink(text), undefined, JSON.stringify(text));
		}
	});

	it('a phone field with a number is a link', () => {
		assert.equal(phoneLink('1234567890123'), 'tel:1234567890123');
		assert.equal(phoneLink('+49 (30) 123-456.7'), 'tel:+49301234567');
		for (const text of [
			'',
			'12',
			'call me',
			'*21*123456#',
			'+',
			'1234567890123456',
			'+49 30 1234 ext 5',
			'12\n34567',
		]) {
			assert.equal(phoneLink(text), undefined, JSON.stringify(text));
		}
	});

	it('a single address beside other words becomes a link, one of two does not', () => {
		assert.deepEqual(linkIn('Pricing - Example https://example.com/pricing'), {
			href: 'https://example.com/pricing',
			text: 'https://example.com/pricing',
		});
		for (const around of ['Pricing (?).', 'Pricing ?', 'Pricing: ?!', 'Pricing ?…', 'See ?;', 'Pricing ((?))']) {
			for (const address of [
				'https://example.com/pricing',
				'https://example.com/Mercury_(planet)',
				'https://a.example/#/cart',
			]) {
				assert.equal(linkIn(around.replace('?', address))?.text, address, around);
			}
		}
		assert.equal(
			linkIn('Mercury (https://example.com/Mercury_(planet))')?.href,
			'https://example.com/Mercury_(planet)',
		);
		assert.equal(linkIn('https://bank.example https://evil.example'), undefined);
		assert.equal(linkIn('see javascript:alert(1)'), undefined);
		assert.equal(linkIn('no address'), undefined);
	});

	it('the linked part is always a part of the text', () => {
		fc.assert(
			fc.property(fc.string(), fc.webUrl(), fc.string(), (before, url, after) => {
				const text = `${before} ${url} ${after}`;
				assert.ok(text.includes(linkIn(text)?.text ?? ''));
			}),
		);
	});
});
