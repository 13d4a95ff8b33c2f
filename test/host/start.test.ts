// What activation does and leaves for later, with a second start over stubs of what is registered with VS Code.
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { contextKeys } from '../../src/host/ids';
import { sitesKey } from '../../src/host/sites/storedKeys';
import { start } from '../../src/start';
import { until } from './host';
import { restoreAll, stub, stubErrorMessages } from './stubs';

const nothing = { dispose: () => undefined };

interface Started {
	/** How often the folder of shared files was asked for. */
	readonly opened: () => number;
	/** The delay of each timer that was set. */
	readonly timers: readonly number[];
	/** The values of the context key that the welcome of the views depends on. */
	readonly session: readonly unknown[];
	/** The functions of VS Code that registered something. */
	readonly registered: readonly string[];
	/** VS Code has set the context key. */
	answer(): void;
	/** Fails the load of the rest, which waits for the folder. */
	failLoad(): void;
	stop(): Promise<void>;
}

/** Starts the extension with sites in its storage; what it registers goes nowhere. */
function startWith(sites: readonly object[]): Started {
	const session: unknown[] = [];
	const registered: string[] = [];
	let answer: () => void = () => undefined;
	stub(vscode.commands, 'executeCommand', (command: string, key: string, value: unknown) => {
		if (command === 'setContext' && key === contextKeys.session) {
			session.push(value);
		}
		return new Promise<void>((resolve) => {
			answer = resolve;
		});
	});
	function stubRegistration<Target extends object>(target: Target, key: keyof Target & string): void {
		stub(target, key, () => {
			registered.push(key);
			return { ...nothing, show: () => undefined, hide: () => undefined };
		});
	}
	stubRegistration(vscode.commands, 'registerCommand');
	stubRegistration(vscode.window, 'createTreeView');
	stubRegistration(vscode.window, 'createStatusBarItem');
	stubRegistration(vscode.window, 'registerUriHandler');
	stubRegistration(vscode.window, 'registerWebviewPanelSerializer');
	stubRegistration(vscode.workspace, 'registerTextDocumentContentProvider');
	stubRegistration(vscode.authentication, 'registerAuthenticationProvider');
	const timers: number[] = [];
	for (const kind of ['setTimeout', 'setInterval'] as const) {
		const real: (act: () => void, delay: number) => unknown = globalThis[kind];
		stub(globalThis, kind, (act: () => void, delay: number) => {
			// The one who calls: VS Code sets timers too, some of them while it is called from here.
			const [, , caller = ''] = new Error().stack?.split('\n') ?? [];
			if (caller.includes(path.basename(__filename, '.js'))) {
				timers.push(delay);
			}
			return real(act, delay);
		});
	}
	let opened = 0;
	let failLoad = () => undefined as unknown;
	const { stop } = start(
		{
			subscriptions: [],
			globalState: { get: (key: string, fallback: unknown) => (key === sitesKey ? sites : fallback) },
			extensionMode: vscode.ExtensionMode.Production,
			globalStorageUri: vscode.Uri.file('/nowhere'),
		} as unknown as vscode.ExtensionContext,
		{
			fetch: () => assert.fail('nothing is sent'),
			store: async () => {
				opened++;
				return await new Promise((_resolve, reject) => {
					failLoad = () => reject(new Error('the folder of a test'));
				});
			},
			sandboxScenario: undefined,
			platform: [],
		},
		() => import('../../src/work/work'),
	);
	return {
		opened: () => opened,
		timers,
		session,
		registered,
		answer: () => answer(),
		failLoad: () => failLoad(),
		stop,
	};
}

/** Lets everything run that waits for no timer. */
async function turn(): Promise<void> {
	for (let n = 0; n < 5; n++) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

describe('The start', () => {
	afterEach(restoreAll);

	it('sets no timer while signed out, opens no file and says that nobody is signed in', async () => {
		const { opened, timers, session, answer, stop } = startWith([]);
		answer();
		await turn();
		assert.deepEqual(timers, []);
		assert.equal(opened(), 0);
		assert.deepEqual(session, ['signedOut']);
		await stop();
	});

	it('opens a stored site, but not before VS Code can go on with what waits for the activation', async () => {
		const shown = stubErrorMessages();
		const { opened, timers, session, registered, answer, failLoad } = startWith([{}]);
		await turn();
		assert.deepEqual([opened(), session, timers], [0, ['opening'], []]);
		assert.deepEqual(
			registered.filter((name) => name !== 'registerCommand'),
			['createTreeView', 'createTreeView', 'createStatusBarItem'],
		);
		answer();
		await until('the load', () => opened() === 1);
		failLoad();
		await until('the report', () => shown.length === 1);
		assert.match(shown.join(), /couldn't be loaded\. Reload the window\./);
	});

	it('gives VS Code everything to call, with a site and without', async () => {
		for (const sites of [[], [{}]]) {
			const { registered, answer } = startWith(sites);
			answer();
			await turn();
			assert.deepEqual([...new Set(registered)].sort(), [
				'createStatusBarItem',
				'createTreeView',
				'registerAuthenticationProvider',
				'registerCommand',
				'registerTextDocumentContentProvider',
				'registerUriHandler',
				'registerWebviewPanelSerializer',
			]);
			restoreAll();
		}
	});

	it('that is stopped before VS Code answers registers and opens nothing more', async () => {
		const { opened, registered, answer, stop } = startWith([{}]);
		const before = registered.length;
		await stop();
		answer();
		await turn();
		assert.deepEqual([opened(), registered.length], [0, before]);
	});

	it('is followed by a stop that waits for what is being loaded, so that nothing comes after it', async () => {
		stubErrorMessages();
		const { opened, answer, failLoad, stop } = startWith([{}]);
		answer();
		await until('the load', () => opened() === 1);
		let isStopped = false;
		const stopping = stop().then(() => {
			isStopped = true;
		});
		await turn();
		assert.equal(isStopped, false);
		failLoad();
		await stopping;
	});
});
