// The step of a browser sign-in that waits for the browser, with a stubbed input box and secret storage that can be locked.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BrowserSignIn } from '../../../src/host/signIn/browserSignIn';
import { askBrowser } from '../../../src/host/signIn/browserStep';
import { ApiError } from '../../../src/service/errors';
import { until } from '../host';
import { restoreAll, stub, stubInputBox } from '../stubs';

const openAgain = 'Open Browser Again';

function begin() {
	let isLocked = false;
	let starts = 0;
	const opened: string[] = [];
	const pendingChanged = new vscode.EventEmitter<void>();
	const inside = <Answer>(answer: Answer): Answer => {
		if (isLocked) {
			throw new ApiError('network', { code: 'SECRET_STORE' });
		}
		return answer;
	};
	const browser: Partial<BrowserSignIn> = {
		async start() {
			const state = inside(`s${++starts}`);
			return { state, url: `https://dash.example/?state=${state}`, redirectUri: 'vscode://callback' };
		},
		isPending: async (state) => inside(state === `s${starts}`),
		awaitCallback: () => () => undefined,
		onCallback: new vscode.EventEmitter<string>().event,
		onDidChangePending: pendingChanged.event,
	};
	stub(vscode.env, 'openExternal', async (url: unknown) => opened.push(String(url)) > 0);
	const box = stubInputBox();
	const form = { baseUrl: 'https://api.example/v4', controlPanelUrl: 'https://dash.example' };
	const done = askBrowser(
		{ form: form as never, browser: browser as BrowserSignIn, sites: {} as never },
		{ title: '', step: 8, totalSteps: 8 },
	);
	return {
		box,
		opened,
		done,
		pendingChanged,
		lock(next: boolean) {
			isLocked = next;
		},
	};
}

describe('While the browser is open', () => {
	afterEach(restoreAll);

	it('it can be opened again', async () => {
		const { box, opened, done } = begin();
		await until('the box', () => box.isShown);
		box.press(openAgain);
		await until('the browser', () => opened.length === 2);
		assert.deepEqual(
			opened.map((url) => new URL(url).searchParams.get('state')),
			['s1', 's2'],
		);
		box.hide();
		assert.equal(await done, 'cancelled');
	});

	it('and secret storage is locked, the box says why it can’t be opened again, and works once it is unlocked', async () => {
		const { box, opened, done, lock } = begin();
		await until('the box', () => box.isShown);
		lock(true);
		box.press(openAgain);
		await until('a message', () => box.validationMessage);
		assert.match(box.validationMessage ?? '', /secret/i);
		assert.equal(opened.length, 1);
		lock(false);
		box.press(openAgain);
		await until('the browser', () => opened.length === 2);
		await until('no message', () => box.validationMessage === undefined);
		box.hide();
		assert.equal(await done, 'cancelled');
	});

	it('and secret storage is locked, news from another window close nothing and fail nowhere', async () => {
		const unhandled: unknown[] = [];
		const note = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', note);
		try {
			const { box, done, pendingChanged, lock } = begin();
			await until('the box', () => box.isShown);
			lock(true);
			pendingChanged.fire();
			await new Promise((resolve) => setImmediate(resolve));
			assert.ok(box.isShown);
			box.hide();
			assert.equal(await done, 'cancelled');
		} finally {
			process.off('unhandledRejection', note);
		}
		assert.deepEqual(unhandled, []);
	});

	it('an internal error ends the step, so that the command reports it', async () => {
		const { box, done } = begin();
		await until('the box', () => box.isShown);
		stub(vscode.env, 'openExternal', () => Promise.reject(new TypeError('internal')));
		box.press(openAgain);
		await assert.rejects(done, TypeError);
	});
});
