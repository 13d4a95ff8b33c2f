// What a window keeps in memory that shows 5,000 visitors, beside the size of the answer, and whether it grows with the polls.
import type { TreeNode } from '../../src/present/tree/tree';
import { type Figure, figureOf } from './figures';
import { shownWindow } from './refresh';
import { answerOf, visitorRow, visitorRows } from './visitorLists';

const visitors = 5_000;
/** The engine's own tables grow once in the first thousands of polls, and stay as they are from then on. */
const polls = { before: 5_000, measured: 10_000 };

/** In bytes, with what the engine keeps outside of its heap: it puts long texts there. */
async function memory(): Promise<number> {
	// Until the end of its task the engine keeps what a weak reference was made to.
	await new Promise((done) => setImmediate(done));
	const { gc } = globalThis as { gc?: () => void };
	if (!gc) {
		throw new Error('This bench needs node --expose-gc.');
	}
	// What is kept outside of the heap goes some turns after what held it.
	for (let used = Number.POSITIVE_INFINITY; ; ) {
		gc();
		await new Promise((done) => setTimeout(done, 20));
		const { heapUsed, external } = process.memoryUsage();
		if (heapUsed + external > 0.999 * used) {
			return heapUsed + external;
		}
		used = heapUsed + external;
	}
}

export async function heap(): Promise<Figure[]> {
	await kept(visitors, 0); // with code that is not compiled yet
	const figures: Figure[] = [];
	for (const [what, edition] of [
		['after the first answer', 0],
		['after the second', 1],
	] as const) {
		const figure = `heap for 5,000 visitors, tree shown, ${what}`;
		figures.push(figureOf(figure, await kept(visitors, edition), 2.5, '× answer'));
	}
	figures.push(figureOf('heap growth over 10,000 polls', await growth(), 2, '%'));
	return figures;
}

/** What is kept of an answer, by its size. @param editions how many answers follow the first, with 1 % changed */
async function kept(count: number, editions: number): Promise<number> {
	const before = await memory();
	const window = shownWindow(true);
	let size = 0;
	for (let edition = 0; edition <= editions; edition++) {
		size = await readEdition(window, count, edition);
	}
	const after = await memory();
	return window.nodes.length > 0 ? (after - before) / size : Number.NaN; // the window is kept until here
}

/** In a function of its own, so that nothing of the text stays on the stack. */
async function readEdition(window: ReturnType<typeof shownWindow>, count: number, edition: number): Promise<number> {
	const rows = visitorRows(count).map((row, n) =>
		edition > 0 && n % 100 === 0 ? JSON.stringify(visitorRow(n, edition)) : row,
	);
	const text = answerOf(rows);
	await window.refresh(text);
	askForTexts(window.nodes);
	return text.length;
}

/** As VS Code does for the rows on the screen; they are made then. */
function askForTexts(nodes: readonly TreeNode[]): number {
	return nodes.reduce(
		(sum, { label, description, ariaLabel, children }) =>
			sum + label.length + description.length + ariaLabel.length + askForTexts(children),
		0,
	);
}

/** By how many percent the memory of a process with one window has grown, while visitors change, come and go. */
async function growth(): Promise<number> {
	const window = shownWindow(true);
	const rows = visitorRows(200);
	let n = 0;
	const poll = async (times: number) => {
		for (const end = n + times; n < end; ) {
			n++;
			rows[n % rows.length] = JSON.stringify(visitorRow(n % 3 === 0 ? rows.length + n : n % rows.length, n));
			await window.refresh(answerOf(rows));
		}
	};
	/** The least of some measurements: the engine keeps more or less of what it has compiled. */
	const least = async () => {
		const measured: number[] = [];
		while (measured.length < 6) {
			await poll(50);
			measured.push(await memory());
		}
		return Math.min(...measured);
	};
	await poll(polls.before);
	const first = await least();
	await poll(polls.measured);
	const after = await least();
	return window.nodes.length > 0 ? (100 * (after - first)) / first : Number.NaN;
}
