// The pages of docs/decisions have one form and one index; the rules can be cited by their number.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from './manifest';

const folder = path.join(project, 'docs/decisions');
const pages = readdirSync(folder).filter((name) => name !== 'README.md');

describe('The decisions', () => {
	it('are numbered without a gap, and stand in the index under their titles', () => {
		const index = readFileSync(path.join(folder, 'README.md'), 'utf8');
		const rows = pages.map((page) => {
			const [, number, title] = /^# (\d+)\. (.+)\n/.exec(readFileSync(path.join(folder, page), 'utf8')) ?? [];
			assert.equal(page.slice(0, 3), `${number?.padStart(2, '0')}-`);
			return `| ${number} | [${title}](${page}) |`;
		});
		assert.deepEqual(index.match(/^\| \d+ \|.+$/gm), rows);
		assert.deepEqual(
			pages.map((page) => Number(page.slice(0, 2))),
			pages.map((_page, position) => position + 1),
		);
	});

	for (const page of pages) {
		it(`say context, decision and consequences on one short page: ${page}`, () => {
			const text = readFileSync(path.join(folder, page), 'utf8');
			assert.deepEqual(text.match(/^\*\*(?:Context|Decision|Consequences)\.\*\*/gm), [
				'**Context.**',
				'**Decision.**',
				'**Consequences.**',
			]);
			assert.ok(text.split('\n').length <= 40);
		});
	}
});

describe('The product rules', () => {
	it('are ten', () => {
		const headings = readFileSync(path.join(project, 'docs/rules.md'), 'utf8').match(/^## .+$/gm);
		assert.deepEqual(
			headings,
			Array.from({ length: 10 }, (_, index) => `## Rule ${index + 1}`),
		);
	});
});
