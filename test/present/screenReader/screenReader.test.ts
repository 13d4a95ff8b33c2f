// The page about screen readers (docs/screen-reader.md) says what the product says: each table is made anew and compared.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createTwoFilesPatch, structuredPatch } from 'diff';
import { project } from '../../manifest/manifest';
import { panelStates } from '../../panel/accessibility/panelStates';
import { announced, spokenPage } from './pageSpoken';
import { agentsView, badge, findVisitor, notifications, type Spoken, statusBar, visitorsView } from './viewsSpoken';

const file = path.join(project, 'docs/screen-reader.md');
const howToUpdate = 'UPDATE_SCREEN_READER=1 npx mocha out/test/present/screenReader/screenReader.test.js';

/** Each panel state that the page has: all that is said as usual, then what is said otherwise. */
async function panelTables(): Promise<readonly string[]> {
	let usual: readonly string[] = [];
	const lines: string[] = [];
	for (const { name, open, isListed = true } of panelStates) {
		if (!isListed) {
			continue;
		}
		const page = await open();
		try {
			const said = spokenPage(page.document);
			const changed = changes(usual, said);
			// A page that has little in common with the usual one is shorter as it is.
			const list =
				changed.length < said.length ? ['```diff', ...changed, '```'] : said.map((line) => `- ${inline(line)}`);
			lines.push(`### A panel ${name}`, '', ...list, '');
			const spoken = announced(page.document).map((line) => `*announced*, ${inline(line)}`);
			lines.push(...spoken.flatMap((line) => [line, '']));
			usual = name === 'as usual' ? said : usual;
		} finally {
			await page.close();
		}
	}
	return lines;
}

/** The lines that only one of two pages has, in their order, each with the line before and after it. */
function changes(before: readonly string[], after: readonly string[]): readonly string[] {
	const [from, to] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join(''));
	const { hunks } = structuredPatch('', '', from ?? '', to ?? '', '', '', { context: 1 });
	return hunks.flatMap(({ lines }, at) => [
		...(at > 0 ? ['  …'] : []),
		...lines.map((line) => `${line[0]} ${line.slice(1)}`),
	]);
}

function table(rows: readonly Spoken[]): readonly string[] {
	return ['| what | what is said |', '|---|---|', ...rows.map(([what, said]) => `| ${what} | ${inline(said)} |`), ''];
}

/** As text of the page. */
function inline(text: string): string {
	return text.replace(/[|<>*_`[\]\\]/g, '\\$&');
}

/** The page with everything between `<!-- generated: NAME -->` and `<!-- end -->` made anew. */
function filled(page: string, parts: Readonly<Record<string, readonly string[]>>): string {
	return page.replace(
		/(<!-- generated: (\w+) -->\n)[\s\S]*?(?=<!-- end -->)/g,
		(_all, start: string, name: string) => `${start}\n${(parts[name] ?? ['?']).join('\n')}`,
	);
}

describe('docs/screen-reader.md', () => {
	it('lists what a screen reader says on each surface', async () => {
		const page = readFileSync(file, 'utf8');
		const parts = {
			visitors: table(visitorsView()),
			badge: table(badge()),
			agents: table(agentsView()),
			statusBar: table(statusBar()),
			findVisitor: table(findVisitor()),
			notifications: table(notifications()),
			panel: await panelTables(),
		};
		const right = filled(page, parts);
		if (process.env.UPDATE_SCREEN_READER) {
			writeFileSync(file, right);
			return;
		}
		assert.deepEqual(
			[...page.matchAll(/<!-- generated: (\w+) -->/g)].map(([, name]) => name),
			Object.keys(parts),
		);
		const patch = createTwoFilesPatch('as it is', 'as it should be', page, right, '', '', { context: 2 });
		assert.ok(page === right, `The page is out of date. If the change is meant: ${howToUpdate}\n${patch}`);
	});
});
