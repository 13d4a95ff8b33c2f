// The page of a panel with naughty strings and the attacks of the hostile scenario in every field: they are text, and what hides is seen.
import assert from 'node:assert/strict';
import { attacks, hostileUrls } from '../../src/sandbox/scenarios/attacks';
import { naughtyStrings } from '../../src/sandbox/scenarios/naughtyStrings';
import { full } from '../present/details/detailsFixtures';
import { editable, type OpenPage, openPage } from './openPage';

const corpus = [...naughtyStrings, ...attacks, ...hostileUrls];

/** All that a page is made of. */
const elements =
	/^(?:A|BUTTON|CODE|DD|DIV|DL|DT|FORM|H[1-3]|HEADER|INPUT|LABEL|LI|MAIN|OL|P|SECTION|SPAN|STRONG|TEXTAREA|TIME|UL|SVG|PATH|PRE)$/i;

const misleading = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\u2028\u2029]/u;

const texts = Object.entries(full)
	.filter(([name, value]) => typeof value === 'string' && name !== 'id' && name !== 'status')
	.map(([name]) => name);

/** In pages of so many variables: each string is in one, and in some field. */
const perPage = 60;

let page: OpenPage;

afterEach(() => page?.close());

describe('In the page of a panel', () => {
	for (let start = 0; start < corpus.length; start += perPage) {
		it(`naughty strings are text (from ${start})`, async () => {
			const part = corpus.slice(start, start + perPage);
			const fields = Object.fromEntries(texts.map((name, n) => [name, part[n % part.length] ?? '']));
			const named = part.map((text) => ({ name: text, value: text, url: text }));
			page = await openPage(
				editable({
					...fields,
					customVariableResults: named,
					customFields: named,
					more: Object.fromEntries(part.entries()),
				}),
			);
			const main = page.one('main');
			const all = [...main.querySelectorAll('*')];
			assert.ok(all.length > perPage * 4);
			for (const element of all) {
				assert.match(element.tagName, elements);
				for (const name of element.getAttributeNames()) {
					assert.doesNotMatch(name, /^on|^srcdoc$|^style$/);
				}
			}
			for (const link of main.querySelectorAll('a')) {
				assert.match(link.getAttribute('href') ?? '', /^(?:https?:\/\/[^\s"<>\\@]+|mailto:[^\s"<>?]+|tel:\+?\d+)$/);
			}
			assert.doesNotMatch(main.textContent ?? '', misleading);
		});
	}
});
