// Sets the clock forward by minutes that a test can't wait for: in the extension host, and in pages that are opened from then on.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Window } from './window';

const minutesLater = 4;
const command = 'Clock: Minutes Later';
const done = `It is ${minutesLater} minutes later.`;

/** Runs in the extension host, whose clock all extensions share. */
const main = `const vscode = require('vscode');
exports.activate = ({ subscriptions }) => {
	const later = () => {
		const own = Date.now;
		Date.now = () => own() + ${minutesLater} * 60_000;
		vscode.window.setStatusBarMessage('${done}');
	};
	subscriptions.push(vscode.commands.registerCommand('clock.minutesLater', later));
};
`;

/** Puts the extension that sets the clock into the folder of the installed ones. */
export function addClock(extensions: string): void {
	const folder = path.join(extensions, 'test.clock-0.0.1');
	mkdirSync(folder, { recursive: true });
	const manifest = {
		publisher: 'test',
		name: 'clock',
		version: '0.0.1',
		engines: { vscode: '^1.100.0' },
		main: './main.js',
		contributes: { commands: [{ command: 'clock.minutesLater', title: command }] },
	};
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(path.join(folder, 'main.js'), main);
}

/** Sets the clock four minutes forward, until the window is reloaded. Returns what it shows then, in ms. */
export async function setClockForward({ page, run }: Pick<Window, 'page' | 'run'>): Promise<() => number> {
	const ahead = minutesLater * 60_000;
	await page.addInitScript((ms) => {
		const own = Date.now;
		Date.now = () => own() + ms;
	}, ahead);
	await run(command);
	await page.getByText(done).waitFor();
	return () => Date.now() + ahead;
}
