// The activation time of the extension as it ships, against that of an empty extension in the same extension host.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Times } from './activationSuite';
import { type Figure, figureOf, median } from './figures';

type Workbench = typeof import('../vscode/workbench.mjs');
type Installation = typeof import('../vscode/extension.mjs');
type Version = '1.139' | '1.100';

/** The bench runs from out/bench. */
const project = path.resolve(__dirname, '../..');
const hosts = 7;

/** How many times the time of an empty extension activation may take. */
const bound = 2;

/** Loads a module of test/vscode from its own file. */
function load(file: string): Promise<unknown> {
	return import(pathToFileURL(path.join(project, 'test/vscode', file)).href);
}

/** Prints one row for each version and state, and returns their ratios. */
export async function start(): Promise<Figure[]> {
	execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: project });
	const rows: Record<string, Record<string, number>> = {};
	const figures: Figure[] = [];
	for (const version of ['1.139', '1.100'] as const) {
		const measured: Measured[] = [];
		while (measured.length < hosts) {
			measured.push(await measure(version));
		}
		for (const [state, name] of [
			['signedOut', 'signed out'],
			['siteStored', 'with a stored site'],
		] as const) {
			const times = measured.map((each) => each[state]);
			const ratio = round(median(times.map(({ frontdesk, empty }) => frontdesk / empty)));
			rows[`VS Code ${version}, ${name}`] = {
				'Frontdesk, ms': round(median(times.map(({ frontdesk }) => frontdesk))),
				'empty, ms': round(median(times.map(({ empty }) => empty))),
				ratio,
			};
			figures.push(figureOf(`VS Code ${version}, ${name}: activation`, ratio, bound, '× an empty extension'));
		}
	}
	console.log(`Activation, medians of ${hosts} fresh extension hosts; the ratio is the median of their ratios:`);
	console.table(rows);
	return figures;
}

interface Measured {
	readonly signedOut: Times;
	readonly siteStored: Times;
}

/** The times in two fresh extension hosts of one fresh VS Code: the first window signs in to the sample data, the second finds them stored. */
async function measure(version: Version): Promise<Measured> {
	const { startVSCode } = (await load('workbench.mjs')) as Workbench;
	const { installExtension } = (await load('extension.mjs')) as Installation;
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
	// A suite runs only beside an extension under development. This one has no code.
	writeExtension(folder, { name: 'runner' });
	const vscode = await startVSCode({
		version,
		extension: [folder],
		addExtensions(extensions) {
			const file = path.join(installExtension(extensions), 'package.json');
			const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
			writeFileSync(file, JSON.stringify({ ...manifest, activationEvents: [] }));
			for (const name of ['first', 'empty']) {
				const empty = path.join(extensions, `bench.${name}-0.0.1`);
				writeExtension(empty, { name, main: './main.js', activationEvents: [] });
				writeFileSync(path.join(empty, 'main.js'), 'exports.activate = () => undefined;\n');
			}
		},
	});

	async function timesOfWindow(isSiteStored: boolean): Promise<Times> {
		let times: Times | undefined;
		let loaded = '';
		const window = await vscode.openWindow({
			extensionTestsPath: path.join(project, 'out/bench/activationSuite.js'),
			onLog(_type, [text]) {
				const [, kind, value = ''] = /^(times|loaded): (.*)/.exec(String(text)) ?? [];
				if (kind === 'times') {
					times = JSON.parse(value) as Times;
				} else if (kind === 'loaded') {
					loaded = value;
				}
			},
		});
		await window.exited;
		await window.close();
		if (!times) {
			throw new Error(`VS Code ${version} ended without a measurement.\n${vscode.log().slice(-2000)}`);
		}
		if (loaded.includes('dist/extension.web.js') !== isSiteStored) {
			throw new Error(`${isSiteStored ? 'A site is' : 'No site is'} stored, but the window loaded: ${loaded}`);
		}
		return times;
	}

	try {
		return { signedOut: await timesOfWindow(false), siteStored: await timesOfWindow(true) };
	} finally {
		await vscode.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

function writeExtension(folder: string, manifest: object): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		path.join(folder, 'package.json'),
		JSON.stringify({ publisher: 'bench', version: '0.0.1', engines: { vscode: '^1.100.0' }, ...manifest }),
	);
}

function round(number: number): number {
	return Math.round(number * 100) / 100;
}
