// The linter's rules that keep texts at the gates (gates.grit, gateTypes.grit): each finds what it forbids, and the gates may use what they wrap.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { project } from './manifest';

/** What the linter says of files at those places with those texts. The files are elsewhere, with the rules of this project. */
function complaintsOf(files: readonly (readonly [file: string, text: string])[]): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'frontdesk-lint-'));
	try {
		const config = JSON.parse(readFileSync(path.join(project, 'biome.json'), 'utf8'));
		writeFileSync(path.join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: undefined }));
		for (const rules of ['gates.grit', 'gateTypes.grit']) {
			copyFileSync(path.join(project, rules), path.join(folder, rules));
		}
		for (const [file, text] of files) {
			mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
			writeFileSync(path.join(folder, file), text);
		}
		const biome = path.join(project, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
		const options = ['lint', '--colors=off', '--max-diagnostics=none', 'src'];
		return spawnSync(process.execPath, [biome, ...options], { cwd: folder, encoding: 'utf8' }).stderr;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function complaints(file: string, text: string): string {
	return complaintsOf([[file, text]]);
}

const forbidden = {
	notifications: [
		'vscode.window.showInformationMessage(text)',
		'vscode.window.showWarningMessage(text, { modal: true })',
		'vscode.window.showErrorMessage',
		'vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: text }, work)',
		'vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: text }, work)',
		'vscode.window.withProgress({ location: 15, title: text }, work)',
		'other.showInformationMessage(text)',
	],
	quickPicks: [
		'vscode.window.showQuickPick([text])',
		'vscode.window.createQuickPick<Item>()',
		'vscode.window.setStatusBarMessage(text)',
		'item as ShownItem<Item>',
		'<ShownItem<Item>>item',
	],
	inputBoxes: [
		'vscode.window.showInputBox({ prompt: text })',
		'vscode.window.createInputBox()',
		'text as PromptText',
		'<PromptText>text',
	],
	rows: [
		'new vscode.TreeItem(text)',
		'new vscode.TreeItem(text, state)',
		'{ item.label = text }',
		'{ item.description = text }',
		'{ item.tooltip = text }',
		'{ view.message = text }',
	],
	statusBar: ['vscode.window.createStatusBarItem()', '{ statusBarItem.text = text }'],
	markdown: [
		'new vscode.MarkdownString(text)',
		'new vscode.MarkdownString(text, true)',
		'new vscode.Hover(text)',
		'new vscode.Hover(text, range)',
		'vscode.languages.registerHoverProvider("*", { provideHover: () => ({ contents: [text] }) })',
		'text as Markdown',
		'<Markdown>text',
		'text as unknown as gates.Markdown',
	],
	links: [
		'vscode.env.openExternal(uri)',
		'vscode.commands.executeCommand("vscode.open", uri)',
		'vscode.commands.executeCommand("vscode.openWith", uri, editor)',
		'vscode.languages.registerDocumentLinkProvider("*", provider)',
		'new vscode.DocumentLink(range, uri)',
	],
	'a gate that is not there yet': [
		'vscode.window.createTerminal(text)',
		'new vscode.CodeLens(range, { title: text, command })',
	],
	'another name': [
		'{ const { createQuickPick } = vscode.window }',
		'{ ({ createQuickPick } = vscode.window) }',
		'{ const { window } = vscode }',
		'{ const { window: { showQuickPick } } = vscode }',
		'{ other = vscode.window }',
		'run(vscode.window)',
		'run(vscode)',
		'vscode.window["showQuickPick"]([text])',
		'vscode["window"]',
		'import("vscode")',
	],
	'the page of a panel': ['{ element.innerHTML = text }'],
};

/** Each is the only one of its file. */
const imports = {
	forbidden: [
		"import { window } from 'vscode';",
		"import { MarkdownString } from 'vscode';",
		"import { type Uri, window } from 'vscode';",
		"import { window as shown } from 'vscode';",
		"import {\n\ttype Uri,\n\twindow,\n} from 'vscode';",
		"import * as code from 'vscode';",
		"import code from 'vscode';",
		"import code, { type Uri } from 'vscode';",
		"export { window } from 'vscode';",
	],
	allowed: [
		"import * as vscode from 'vscode';",
		"import type * as vscode from 'vscode';",
		"import type { Uri } from 'vscode';",
		"import { type Uri, type Event as Changes } from 'vscode';",
		"import {\n\ttype Uri,\n\ttype Event,\n} from 'vscode';",
	],
};

describe('A text that gets to VS Code', () => {
	const uses = Object.values(forbidden).flat();
	const text = uses.map((use) => `export const use = () => ${use};\n`).join('');

	it('past a gate is an error of the linter', () => {
		const said = complaints('src/host/alerts/probe.ts', text);
		assert.deepEqual(
			uses.filter((_use, line) => !new RegExp(`probe\\.ts:${line + 1}:\\d+ plugin`).test(said)),
			[],
		);
	});

	it('in a gate is not', () => assert.doesNotMatch(complaints('src/host/gates/probe.ts', text), / plugin /));

	it('is known to the linter by the name vscode: nothing but types has another one', () => {
		const files = Object.entries(imports).flatMap(([kind, lines]) =>
			lines.map((line, index) => ({ name: `${kind}${index}`, line })),
		);
		const said = complaintsOf(files.map(({ name, line }) => [`src/host/alerts/${name}.ts`, `// A header.\n${line}\n`]));
		assert.deepEqual(
			files.filter(({ name }) => new RegExp(`${name}\\.ts:\\d+:\\d+ plugin`).test(said)).map(({ line }) => line),
			imports.forbidden,
		);
	});

	it('in the page of a panel is never markup', () => {
		const said = complaints(
			'src/panel/probe.tsx',
			'export const Probe = ({ text }: { text: string }) => <p dangerouslySetInnerHTML={{ __html: text }} />;\n',
		);
		assert.match(said, /noDangerouslySetInnerHtml/);
	});
});
