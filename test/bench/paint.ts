// In a real window with 5,000 visitors: how long after the answer a changed row is on the screen, beside a bare extension that fires one row.
// That gets a word as its answer, or the same list, which it parses.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { answerAccessToken } from '../ui/window/accessToken';
import { type Figure, figureOf, median } from './figures';
import { answerOf, visitorRow, visitorRows } from './visitorLists';

type Workbench = typeof import('../vscode/workbench.mjs');
type Gestures = typeof import('../vscode/gestures.mjs');

/** The bench runs from out/bench. */
const project = path.resolve(__dirname, '../..');
const visitors = 5_000;
/** The newest visitor who waits: the first row of the view. */
const changing = 4_993;
const rounds = 15;
const agent = { id: 'c97a2afe-0000-4000-8000-000000000001', status: 'online', ongoingChats: 0 };

/** Loads a module of test/vscode from its own file. */
function load(file: string): Promise<unknown> {
	return import(pathToFileURL(path.join(project, 'test/vscode', file)).href);
}

export async function paint(): Promise<Figure[]> {
	execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: project, stdio: 'ignore' });
	const { startVSCode } = (await load('workbench.mjs')) as Workbench;
	const { openContainer, repeat } = (await load('gestures.mjs')) as Gestures;
	const server = await startServer();
	const vscode = await startVSCode({
		addExtensions: writeBareExtension,
		env: { BARE_URL: `${server.origin}/bare`, BARE_ID: String(visitorRow(changing).id) },
	});
	let window: Awaited<ReturnType<typeof vscode.openWindow>> | undefined;
	try {
		mkdirSync(path.join(vscode.userDataDir, 'User'), { recursive: true });
		const keys = [{ key: 'ctrl+alt+shift+r', command: 'frontdesk.refresh' }];
		writeFileSync(path.join(vscode.userDataDir, 'User/keybindings.json'), JSON.stringify(keys));
		window = await vscode.openWindow();
		const { page } = window;

		await openContainer(page, 'Bare');
		await page.getByText('row 3', { exact: true }).waitFor();
		const ofBare = async (word: (round: number) => string, answer: (round: number) => string) => {
			const spans: number[] = [];
			for (let round = 1; round <= rounds; round++) {
				const seen = await watchFor(page, word(round));
				await repeat('asked', async () => {
					if (!server.isAsked()) {
						throw new Error('the bare extension has not asked yet');
					}
				});
				const answered = server.answerBare(answer(round));
				spans.push((await seen()) - answered);
				await pause();
			}
			return median(spans);
		};
		const word = (round: number) => `bare-${round}`;
		const bare = await ofBare(word, word);
		const bareList = await ofBare(
			(round) => pageOf(1_000 + round),
			(round) => server.setRound(1_000 + round),
		);
		server.setRound(0);

		await openContainer(page, 'Frontdesk');
		const pane = (title: string) =>
			page.locator('.pane').filter({ has: page.locator('.pane-header').filter({ hasText: title }) });
		await pane('Agents').getByRole('button', { name: 'Sign In…' }).click();
		await answerAccessToken(page, { baseUrl: server.baseUrl, token: 'the-token-of-the-bench-'.repeat(2) });
		await page.locator('.quick-input-widget:visible').filter({ hasText: 'Which agent are you' }).waitFor();
		await page.locator('.quick-input-widget:visible input:not([type="checkbox"])').first().fill('c97a2afe');
		await page.keyboard.press('Enter');
		await pane('Visitors').getByText(pageOf(0)).first().waitFor();
		const spans: number[] = [];
		for (let round = 1; round <= rounds; round++) {
			await pause();
			server.setRound(round);
			const seen = await watchFor(page, pageOf(round));
			await page.keyboard.press('Control+Alt+Shift+R');
			spans.push((await seen()) - server.answeredAt());
		}
		const ours = median(spans);
		const what = '5,000 visitors in a window: answer to changed row';
		return [
			figureOf(`${what}, bare extension`, bare, 1_000, 'ms'),
			figureOf(`${what}, bare extension that parses the list`, bareList, 1_000, 'ms'),
			figureOf(`${what}, Frontdesk`, ours, 1_000, 'ms'),
			figureOf(what, ours / bare, 2, '× bare extension'),
			figureOf(what, ours / bareList, 2, '× bare extension that parses the list'),
		];
	} catch (error) {
		const picture = path.join(project, 'out/bench/paint.png');
		await window?.page.screenshot({ path: picture, timeout: 10_000 });
		throw new Error(`${(error as Error).message} (picture: ${picture})`);
	} finally {
		await vscode.close();
		server.close();
	}
}

/** Begins to watch for a text in a row of a view. The returned function gives the instant (ms) at which it came; it rejects after 20 s. */
async function watchFor(page: Page, text: string): Promise<() => Promise<number>> {
	await page.evaluate((wanted) => {
		const seen = new Promise<number>((done, fail) => {
			const observer = new MutationObserver(() => {
				const rows = [...document.querySelectorAll('.monaco-list-row')];
				if (rows.some((row) => row.textContent?.includes(wanted))) {
					observer.disconnect();
					done(Date.now());
				}
			});
			observer.observe(document.body, { subtree: true, childList: true, characterData: true });
			setTimeout(() => fail(new Error(`no row with ${wanted} came`)), 20_000);
		});
		Object.assign(globalThis, { seen });
	}, text);
	return () => page.evaluate(() => (globalThis as unknown as { seen: Promise<number> }).seen);
}

/** Longer than the spans in which VS Code and Frontdesk combine changes of a tree. */
function pause(): Promise<void> {
	return new Promise((done) => setTimeout(done, 700));
}

function pageOf(round: number): string {
	return `/${round}-round`;
}

/** A Chat Server that says when it answered, and what the bare extension asks. */
async function startServer() {
	const rows = visitorRows(visitors);
	let text = '';
	let answeredAt = 0;
	let askedByBare: http.ServerResponse | undefined;
	function setRound(round: number): string {
		const page = `https://shop.example.com${pageOf(round)}`;
		rows[changing] = JSON.stringify({ ...visitorRow(changing), currentBrowsing: page });
		// One row in a hundred differs, as in an ordinary poll.
		for (let n = round % 100; n < rows.length; n += 100) {
			rows[n] = n === changing ? (rows[n] as string) : JSON.stringify(visitorRow(n, round));
		}
		text = answerOf(rows);
		return text;
	}
	setRound(0);
	const server = http.createServer(({ url = '' }, response) => {
		if (url === '/bare') {
			askedByBare = response;
			return;
		}
		const isAgents = url.startsWith('/v4/livechat/agents');
		const body = isAgents ? JSON.stringify([agent]) : url.startsWith('/v4/livechat/visitors') ? text : undefined;
		response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
		if (!isAgents && body !== undefined) {
			answeredAt = Date.now();
		}
		response.end(body ?? '{}');
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		origin,
		baseUrl: `${origin}/v4`,
		setRound,
		answeredAt: () => answeredAt,
		isAsked: () => askedByBare !== undefined,
		answerBare(answer: string): number {
			const response = askedByBare;
			askedByBare = undefined;
			const at = Date.now();
			response?.end(answer);
			return at;
		},
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

/** An extension that shows rows, asks for the text of one, and fires that row when it comes. */
function writeBareExtension(extensions: string): void {
	const folder = path.join(extensions, 'bench.bare-0.0.1');
	mkdirSync(folder, { recursive: true });
	const icon = path.join(folder, 'icon.svg');
	writeFileSync(icon, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 4h16v16H4z"/></svg>');
	const manifest = {
		publisher: 'bench',
		name: 'bare',
		version: '0.0.1',
		engines: { vscode: '^1.100.0' },
		main: './main.js',
		contributes: {
			viewsContainers: { activitybar: [{ id: 'bare', title: 'Bare', icon: 'icon.svg' }] },
			views: { bare: [{ id: 'bare.rows', name: 'Rows' }] },
		},
	};
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(
		path.join(folder, 'main.js'),
		`
const vscode = require('vscode');
const http = require('node:http');
exports.activate = () => {
	const changes = new vscode.EventEmitter();
	const rows = Array.from({ length: 200 }, (_, n) => ({ n, text: 'row ' + n }));
	const provider = {
		onDidChangeTreeData: changes.event,
		getChildren: (row) => (row ? [] : rows),
		getTreeItem: ({ n, text }) => Object.assign(new vscode.TreeItem('Number ' + n), { id: String(n), description: text }),
	};
	vscode.window.createTreeView('bare.rows', { treeDataProvider: provider });
	const ask = () =>
		http.get(process.env.BARE_URL, (response) => {
			let text = '';
			response.on('data', (part) => (text += part));
			response.on('end', () => {
				const list = text.length > 100 ? JSON.parse(text) : undefined;
				rows[3].text = list ? list.find(({ id }) => id === process.env.BARE_ID).currentBrowsing : text;
				changes.fire(rows[3]);
				ask();
			});
		});
	ask();
};
`,
	);
}
