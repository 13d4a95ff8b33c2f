// The linter's rules that keep texts at the gates (gates.grit): each finds what it forbids, and the gates may use what they wrap.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { project } from './manifest';

/** What the linter says of a file at that place with that text. The file is elsewhere, with the rules of this project. */
function complaints(file: string, text: string): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'frontdesk-lint-'));
	try {
		const config = JSON.parse(readFileSync(path.join(project, 'biome.json'), 'utf8'));
		writeFileSync(path.join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: undefined }));
		copyFileSync(path.join(project, 'gates.grit'), path.join(folder, 'gates.grit'));
		mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
		writeFileSync(path.join(folder, file), text);
		const biome = path.join(project, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
		const options = ['lint', '--colors=off', '--max-diagnostics=none', file];
		return spawnSync(process.execPath, [biome, ...options], { cwd: folder, encoding: 'utf8' }).stderr;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const forbidden = {
	notifications: [
		'vscode.window.showInformationMessage(text)',
		'vscode.window.showWarningMessage(text, { modal: true })',
		'vscode.window.showErrorMessage',
		'vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: text }, work)',
	],
	quickPicks: [
		'vscode.window.showQuickPick([text])',
		'vscode.window.createQuickPick<Item>()',
		'vscode.window.setStatusBarMessage(text)',
		'item as ShownItem<Item>',
	],
	inputBoxes: ['vscode.window.showInputBox({ prompt: text })', 'vscode.window.createInputBox()', 'text as PromptText'],
	rows: ['new vscode.TreeItem(text)', 'new vscode.TreeItem(text, state)'],
	markdown: ['new vscode.MarkdownString(text)', 'new vscode.MarkdownString(text, true)', 'text as Markdown'],
	links: ['vscode.env.openExternal(uri)'],
};

describe('A text that gets to VS Code', () => {
	const uses = Object.values(forbidden).flat();
	const text = uses.map((use) => `export const use = () => ${use};\n`).join('');

	it('past a gate is an error of the linter', () => {
		const said = complaints('src/host/alerts/probe.ts', text);
		for (const [line, use] of uses.entries()) {
			assert.match(said, new RegExp(`probe\\.ts:${line + 1}:\\d+ plugin`), use);
		}
	});

	it('in a gate is not', () => assert.doesNotMatch(complaints('src/host/gates/probe.ts', text), / plugin /));
});
