// A switch of the site, or a sign-out, ends the requests of the site before and every question about it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { signedOutText } from '../../src/desk/windows/shared';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { deskOf, inspect, me, openSandbox, refreshUntil, run, sample, showViews, signOutOfAll, until } from './host';
import { restoreAll, stub, stubErrorMessages } from './stubs';

/** Records which quick picks and input boxes of the extension are open, until `restoreAll`. */
function openInputs(): ReadonlySet<unknown> {
	const inputs = new Set<unknown>();
	const recorded = <Input extends vscode.QuickInput>(input: Input): Input => {
		const show = input.show.bind(input);
		input.show = () => {
			inputs.add(input);
			show();
		};
		input.onDidHide(() => inputs.delete(input));
		return input;
	};
	const recordedAnswer = async (answer: Thenable<unknown>): Promise<unknown> => {
		inputs.add(answer);
		return await Promise.resolve(answer).finally(() => inputs.delete(answer));
	};
	const { createQuickPick, createInputBox, showQuickPick, showInputBox } = vscode.window;
	stub(vscode.window, 'createQuickPick', () => recorded(createQuickPick()));
	stub(vscode.window, 'createInputBox', () => recorded(createInputBox()));
	stub(vscode.window, 'showQuickPick', (...args: Parameters<typeof showQuickPick>) =>
		recordedAnswer(showQuickPick(...args)),
	);
	stub(vscode.window, 'showInputBox', (...args: Parameters<typeof showInputBox>) =>
		recordedAnswer(showInputBox(...args)),
	);
	return inputs;
}

/** Records who is told of a choice in a quick pick. Returns a function that tells them, also if the quick pick is closed. */
function recordChoices(): () => void {
	const listeners: (() => unknown)[] = [];
	const { createQuickPick } = vscode.window;
	stub(vscode.window, 'createQuickPick', () => {
		const picker = createQuickPick();
		const { onDidAccept } = picker;
		const recorded: typeof onDidAccept = (listener, ...rest) => {
			listeners.push(() => listener());
			return onDidAccept(listener, ...rest);
		};
		return new Proxy(picker, {
			get: (target, key) => (key === 'onDidAccept' ? recorded : Reflect.get(target, key, target)),
			set: (target, key, value) => Reflect.set(target, key, value, target),
		});
	});
	return () => {
		for (const tell of listeners) {
			tell();
		}
	};
}

/** Runs a command until its question is open. Returns whether the command is still waiting for the answer. */
async function ask(inputs: ReadonlySet<unknown>, command: string, ...args: readonly unknown[]): Promise<() => boolean> {
	let isAsked = false;
	const act = async () => {
		isAsked = true;
		await run(command, ...args).then(undefined, () => undefined);
		isAsked = false;
	};
	// A view that VS Code is still showing takes the focus, and closes the question: then it is asked again.
	await until('the question', () => {
		if (!isAsked) {
			void act();
		}
		return inputs.size > 0;
	});
	return () => isAsked;
}

describe('A question about a site', () => {
	let afterTest: (() => void) | undefined;

	// With a panel in front, some of the commands are about its visitor and ask nothing.
	before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
	afterEach(async () => {
		restoreAll();
		afterTest?.();
		afterTest = undefined;
		await signOutOfAll();
	});

	/** A workspace whose one file may serve the page of the sample visitor. */
	async function sourceFolder(): Promise<void> {
		const uri = vscode.Uri.file('/source');
		const { workspace } = vscode;
		const folders = Object.getOwnPropertyDescriptor(workspace, 'workspaceFolders');
		assert.ok(folders);
		Object.defineProperty(workspace, 'workspaceFolders', {
			configurable: true,
			value: [{ uri, name: 'source', index: 0 }],
		});
		afterTest = () => Object.defineProperty(workspace, 'workspaceFolders', folders);
		stub(workspace, 'findFiles', async () => [vscode.Uri.joinPath(uri, 'pages/cart.tsx')]);
		const inspection = await inspect();
		inspection.sandbox()?.world.setVisitor(sample, { currentBrowsing: 'https://shop.example/cart' });
		await refreshUntil('the page', () =>
			deskOf(inspection).state.visitors?.some(({ currentBrowsing }) => currentBrowsing.endsWith('/cart')),
		);
	}

	const unknownMe = async () => deskOf(await inspect()).setMyAgent(undefined);
	const questions: readonly (readonly [string, string, (() => Promise<unknown>)?])[] = [
		['findVisitor', 'findVisitor'],
		['openVisitor', 'openVisitor without an argument'],
		['chooseMyAgent', 'chooseMyAgent'],
		['setMyStatus', 'setMyStatus'],
		['toggleMyStatus', 'toggleMyStatus before I am known', unknownMe],
		['setMyStatus {"status":"Away"}', 'setMyStatus with a status before I am known', unknownMe],
		[`copyVisitor "${sample}"`, 'copyVisitor'],
		[`setVariable "${sample}"`, 'setVariable'],
		['awayFor', 'awayFor'],
		['filterVisitors', 'filterVisitors'],
		['renameAgent', 'renameAgent without a row'],
		[`renameAgent {"kind":"agent","id":"${me}"}`, 'renameAgent of a row'],
		['switchSite', 'switchSite'],
		['lookUpSelection "e"', 'lookUpSelection with many matches'],
		['openPageSource', 'openPageSource without a visitor'],
		[`openPageSource "${sample}"`, 'openPageSource of a visitor', sourceFolder],
		['unpinVisitor', 'unpinVisitor', async () => run('pinVisitor', sample)],
		['snoozeAlerts', 'snoozeAlerts'],
	];
	for (const [call, title, prepare] of questions) {
		it(`is taken away with it: ${title}`, async () => {
			const { inspection } = await openSandbox('calm');
			await prepare?.();
			const [command = '', ...args] = call.split(/ (.*)/s).filter(Boolean);
			await showViews(inspection);
			await until('agents', () => inspection.agents.tree.nodes.length > 0);
			const inputs = openInputs();
			const isAsked = await ask(inputs, command, ...args.map((arg) => JSON.parse(arg) as unknown));
			await (command === 'findVisitor' || command === 'switchSite' ? signOutOfAll() : openSandbox('busy'));
			await until('the end of the question', () => !isAsked() && inputs.size === 0);
		});
	}
});

describe('A question about a site that is signed out of in another window', () => {
	let server: SandboxServer;

	beforeEach(async () => {
		server = await startSandboxServer({ frozen: true });
	});
	afterEach(async () => {
		restoreAll();
		await signOutOfAll();
		await server.close();
	});

	/** Signs in, and returns the function that signs out as another window does. */
	async function signIn(): Promise<() => Promise<void>> {
		const { sites, shared } = await inspect();
		const origins = { baseUrl: server.baseUrl, controlPanelUrl: undefined };
		const { id } = await sites.add(await sites.verify(origins, { kind: 'accessToken', accessToken: server.token }));
		await until('the first poll', () => sites.desk?.state.agents && sites.desk.state.visitors);
		deskOf(await inspect()).setMyAgent(me);
		return async () => {
			await shared.update(id, () => signedOutText);
			await until('the sign-out here', () => sites.desk === undefined && sites.list().length === 0);
			await shared.remove(id);
		};
	}

	const writes = () => server.received.filter(({ method }) => method !== 'GET');

	for (const command of ['setMyStatus', 'chooseMyAgent', 'renameAgent']) {
		it(`is taken away, and a choice that comes too late does nothing: ${command}`, async () => {
			const signOutElsewhere = await signIn();
			const errors = stubErrorMessages();
			const choose = recordChoices();
			const inputs = openInputs();
			const isAsked = await ask(inputs, command);
			await signOutElsewhere();
			await until('the end of the question', () => !isAsked() && inputs.size === 0);
			choose();
			await new Promise((resolve) => setImmediate(resolve));
			assert.deepEqual(writes(), []);
			assert.deepEqual(errors, []);
		});
	}

	it('leaves no error behind where the status was chosen already and its answer was still to come', async () => {
		const signOutElsewhere = await signIn();
		const errors = stubErrorMessages();
		server.sandbox.plan({ fault: { kind: 'hang' }, when: ({ method }) => method !== 'GET' });
		const set = run('setMyStatus', { status: 'Away' });
		await until('the status under way', () => writes().length === 1);
		await signOutElsewhere();
		await set;
		assert.deepEqual(errors, []);
	});
});

describe('Switching the site', () => {
	afterEach(signOutOfAll);

	it('ends the requests under way of the one before, and nothing more is asked of it', async () => {
		const server = await startSandboxServer({ frozen: true });
		try {
			const { sites } = await inspect();
			const verify = () =>
				sites.verify(
					{ baseUrl: server.baseUrl, controlPanelUrl: undefined },
					{ kind: 'accessToken', accessToken: server.token },
				);
			await sites.add(await verify());
			await until('the first poll', () => sites.desk?.state.visitors);
			await until('the names', () => server.received.some(({ url }) => /customVariables/.test(url)));
			await until('the last of the names', () => server.received.some(({ url }) => /\/customVariables$/.test(url)));
			server.plan({ kind: 'hang' }, 2);
			const from = server.received.length;
			const refresh = deskOf(await inspect())
				.refresh()
				.then(
					() => 'none',
					(error: { kind?: unknown }) => error.kind,
				);
			await until('both requests under way', () => server.received.length === from + 2);
			await openSandbox('calm');
			assert.equal(await refresh, 'aborted');
			assert.equal(server.received.length, from + 2);
			await verify(); // a later call, which is a single one
			assert.equal(server.received.length, from + 3);
		} finally {
			await server.close();
		}
	});
});
