// The activation time of the extension as it ships, against that of an empty extension in the same extension host.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Times } from './activationSuite';

type Workbench = typeof import('../vscode/workbench.mjs');
type Installation = typeof import('../vscode/extension.mjs');
type Version = '1.139' | '1.100';

/** The bench runs from out/bench. */
const project = path.resolve(__dirname, '../..');
const hosts = 7;

/** Loads a module of test/vscode from its own file. */
function load(file: string): Promise<unknown> {
	return import(pathToFileURL(path.join(project, 'test/vscode', file)).href);
}

/** Prints one row per version. Fails on nothing: the times depend on the machine. */
export async function start(): Promise<boolean> {
	execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: project });
	const rows: Record<string, Record<string, number>> = {};
	for (const version of ['1.139', '1.100'] as const) {
		const measured: Times[] = [];
		while (measured.length < hosts) {
			measured.push(await measure(version));
		}
		rows[`VS Code ${version}`] = {
			'Frontdesk, ms': round(median(measured.map(({ frontdesk }) => frontdesk))),
			'empty, ms': round(median(measured.map(({ empty }) => empty))),
			ratio: round(median(measured.map(({ frontdesk, empty }) => frontdesk / empty))),
		};
	}
	console.log(`Activation, medians of ${hosts} fresh extension hosts; the ratio is the median of their ratios:`);
	console.table(rows);
	return true;
}

/** The times in one fresh extension host. */
async function measure(version: Version): Promise<Times> {
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
			const empty = path.join(extensions, 'bench.empty-0.0.1');
			writeExtension(empty, { name: 'empty', main: './main.js', activationEvents: [] });
			writeFileSync(path.join(empty, 'main.js'), 'exports.activate = () => undefined;\n');
		},
	});
	try {
		let times: Times | undefined;
		const window = await vscode.openWindow({
			extensionTestsPath: path.join(project, 'out/bench/activationSuite.js'),
			onLog(_type, [text]) {
				const [, json] = /^times: (.*)/.exec(String(text)) ?? [];
				times = json === undefined ? times : (JSON.parse(json) as Times);
			},
		});
		await window.exited;
		if (!times) {
			throw new Error(`VS Code ${version} ended without a measurement.\n${vscode.log().slice(-2000)}`);
		}
		return times;
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

function median(numbers: readonly number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function round(number: number): number {
	return Math.round(number * 10) / 10;
}
