// The page about screen readers (docs/screen-reader.md) says what the product says: each table is made anew and compared.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../manifest/manifest';
import { panelStates } from '../panel/panelStates';
import { announced, spokenPage } from './screenReader/pageSpoken';
import {
	agentsView,
	badge,
	findVisitor,
	notifications,
	type Spoken,
	statusBar,
	visitorsView,
} from './screenReader/viewsSpoken';

const file = path.join(project, 'docs/screen-reader.md');
const howToUpdate = 'UPDATE_SCREEN_READER=1 npx mocha out/test/present/screenReader.test.js';

/** The panel states that the page has: those in which other things are said than as usual. */
async function panelTables(): Promise<readonly string[]> {
	const usual: string[] = [];
	const lines: string[] = [];
	for (const { name, open, isListed = true } of panelStates) {
		if (!isListed) {
			continue;
		}
		const page = await open();
		try {
			const said = spokenPage(page.document);
			if (name === 'as usual') {
				usual.push(...said);
			}
			const own = name === 'as usual' ? said : said.filter((line) => !usual.includes(line));
			lines.push(`### A panel ${name}`, '', ...own.map((line) => `- ${inline(line)}`));
			lines.push(...announced(page.document).map((line) => `- *announced*, ${inline(line)}`), '');
		} finally {
			await page.close();
		}
	}
	return lines;
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
		const wrong = differences(page.split('\n'), right.split('\n'));
		assert.ok(
			wrong.length === 0,
			`The page is out of date. If the change is meant: ${howToUpdate}\n${wrong.join('\n')}`,
		);
	});
});

/** The lines that only one of the two has. */
function differences(before: readonly string[], after: readonly string[]): readonly string[] {
	return [
		...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
		...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
	];
}
