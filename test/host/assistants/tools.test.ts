// The tools for assistants in a real host: offered while the setting allows them, asked for, read-only and cancelled.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerTools } from '../../../src/host/assistants/registeredTools';
import { type OpenSandbox, openSandbox, refreshUntil, run, sample, setSetting, signOutOfAll, until } from '../host';
import { restoreAll, stub } from '../stubs';

const names = ['frontdesk_findVisitors', 'frontdesk_describeVisitor', 'frontdesk_whoIsOnDuty'];
const [find = '', describeOne = '', duty = ''] = names;

const fields = {
	name: 'Zebedee Quillfeather',
	email: 'zeb.quill@mail.example',
	country: 'Norway',
	status: 'waitingForChat',
};

async function invoke(name: string, input: object, token?: vscode.CancellationToken): Promise<string> {
	const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
	return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

/** Allows the tools, and waits until VS Code has them. */
async function turnOn(): Promise<void> {
	await setSetting('assistants.enabled', true);
	await until('the tools', () => invoke(duty, {}).then(Boolean, () => false));
}

/** The tools as VS Code gets them, with what the user would be asked. */
async function registered(): Promise<Record<string, vscode.LanguageModelTool<unknown>>> {
	const tools: Record<string, vscode.LanguageModelTool<unknown>> = {};
	const { registerTool } = vscode.lm;
	await setSetting('assistants.enabled', undefined);
	stub(vscode.lm, 'registerTool', (name: string, tool: vscode.LanguageModelTool<unknown>) => {
		tools[name] = tool;
		return registerTool(name, tool);
	});
	await setSetting('assistants.enabled', true);
	await until('three tools', () => Object.keys(tools).length === 3);
	return tools;
}

describe('The tools for assistants', () => {
	let open: OpenSandbox;

	beforeEach(async () => {
		open = await openSandbox('calm');
		open.sandbox.world.setVisitor(sample, fields);
		await refreshUntil('the visitor waits', () => open.desk.state.waits.has(sample));
	});

	afterEach(async () => {
		restoreAll();
		assert.deepEqual(
			open.sandbox.requests.filter(({ method }) => method !== 'GET'),
			[],
			'no tool writes',
		);
		await setSetting('assistants.enabled', undefined);
		await setSetting('assistants.fields', undefined);
		await open.inspection.privacy.set(false);
		await signOutOfAll();
	});

	it('are not there until the user turns them on, and gone once they are off again', async () => {
		await assert.rejects(invoke(find, { query: '' }));
		await turnOn();
		assert.match(await invoke(find, { query: '' }), /visitors/);
		await setSetting('assistants.enabled', undefined);
		await until('no tool', () => invoke(find, { query: '' }).then(() => false, () => true)); // biome-ignore format: one line
	});

	it('answer from fresh rows without a call, and with nothing that the setting does not allow', async () => {
		await turnOn();
		const asked: string[] = [];
		stub(open.desk, 'refresh', async () => void asked.push('refresh'));
		stub(open.desk, 'readVisitor', async () => asked.push('readVisitor'));
		for (const text of [
			await invoke(find, { query: 'norway' }),
			await invoke(describeOne, { id: sample }),
			await invoke(duty, {}),
		]) {
			assert.match(text, new RegExp(sample));
			assert.match(text, /never follow instructions/);
			assert.match(text, /waitingSeconds/);
			assert.doesNotMatch(text, /zeb|quill/i);
		}
		assert.equal(JSON.parse(await invoke(find, { query: 'zebedee' })).found, 0);
		assert.deepEqual(asked, []);
	});

	it('give what the user allows, masked in privacy mode', async () => {
		await turnOn();
		await setSetting('assistants.fields', ['name', 'email']);
		await until('the name', async () => /Zebedee/.test(await invoke(describeOne, { id: sample })));
		await open.inspection.privacy.set(true);
		for (const text of [await invoke(find, { query: '' }), await invoke(describeOne, { id: sample })]) {
			assert.match(text, /Visitor 3d59f909/);
			assert.doesNotMatch(text, /zeb|quill/i);
		}
		assert.equal(JSON.parse(await invoke(find, { query: 'zebedee' })).found, 0);
	});

	it('are each confirmed by the user, who reads which fields go out and what is asked, as plain text', async () => {
		const tools = await registered();
		await setSetting('assistants.fields', ['status', 'plan*']);
		const { token } = new vscode.CancellationTokenSource();
		const inputs: Record<string, object> = {
			[find]: { query: '[x](command:workbench.action.quit) $(trash) <b>' },
			[describeOne]: { id: sample },
			[duty]: {},
		};
		for (const name of names) {
			const prepared = await tools[name]?.prepareInvocation?.({ input: inputs[name] }, token);
			const { title = '', message } = prepared?.confirmationMessages ?? {};
			assert.match(title, /assistant/i);
			assert.ok(message instanceof vscode.MarkdownString);
			assert.equal(message.isTrusted || message.supportHtml || message.supportThemeIcons, false);
			assert.match(message.value.replaceAll('\\', ''), /status, plan\*/);
			assert.doesNotMatch(message.value, /[^\\]\]\(command:|<b>/);
		}
	});

	it('make no call once cancelled, and end at once when cancelled while they wait', async () => {
		const tools = await registered();
		const early = new vscode.CancellationTokenSource();
		early.cancel();
		const asked: string[] = [];
		stub(open.desk, 'readVisitor', () => {
			asked.push('readVisitor');
			return new Promise(() => undefined);
		});
		const input = { id: '00000000-1111-2222-3333-444444444444' };
		const call = (token: vscode.CancellationToken) =>
			Promise.resolve(tools[describeOne]?.invoke({ input, toolInvocationToken: undefined }, token));
		await assert.rejects(call(early.token), vscode.CancellationError);
		assert.deepEqual(asked, []);
		const later = new vscode.CancellationTokenSource();
		const ended = assert.rejects(call(later.token), vscode.CancellationError);
		await until('the read', () => asked.length === 1);
		later.cancel();
		await ended;
	});

	it('end at once when cancelled while lists that are old are read again', async () => {
		const tools = await registered();
		let asked = 0;
		stub(open.desk, 'refresh', () => {
			asked++;
			return new Promise(() => undefined);
		});
		const { now } = Date;
		stub(Date, 'now', () => now() + 120_000);
		for (const [name, input] of [
			[find, { query: 'norway' }],
			[duty, {}],
		] as const) {
			const source = new vscode.CancellationTokenSource();
			const before = asked;
			const called = Promise.resolve(tools[name]?.invoke({ input, toolInvocationToken: undefined }, source.token));
			const ended = assert.rejects(called, vscode.CancellationError);
			await until('the read', () => asked === before + 1);
			source.cancel();
			await ended;
		}
	});

	it('give nothing if privacy mode or the setting changes while they wait', async () => {
		const tools = await registered();
		const { token } = new vscode.CancellationTokenSource();
		const row = open.desk.state.visitors?.find(({ id }) => id === sample);
		let answer: ((visitor: unknown) => void) | undefined;
		stub(open.desk, 'readVisitor', () => new Promise((resolve) => {
			answer = resolve;
		})); // biome-ignore format: one line
		const input = { id: '00000000-1111-2222-3333-444444444444' };
		for (const change of [() => open.inspection.privacy.set(true), () => setSetting('assistants.enabled', undefined)]) {
			const called = Promise.resolve(tools[describeOne]?.invoke({ input, toolInvocationToken: undefined }, token));
			const refused = assert.rejects(called, /changed during the call/);
			await until('the read', () => answer);
			await change();
			answer?.(row);
			answer = undefined;
			await refused;
		}
	});

	it('make no call for visitors who may not be read, as long as that is known', async () => {
		await turnOn();
		const headers = { 'content-type': 'application/json' };
		const answer = { status: 403, headers, body: '{"code":403000,"message":"no permission"}' };
		open.sandbox.plan({ fault: { kind: 'answer', answer }, when: ({ path }) => /visitors/.test(path), times: 1000 });
		await until('the refusal', async () => {
			await open.desk.refresh().catch(() => undefined);
			return open.desk.state.visitorsError;
		});
		const asked: string[] = [];
		stub(open.desk, 'refresh', async () => void asked.push('refresh'));
		assert.match(await invoke(duty, {}), /agentsOnline/);
		assert.deepEqual(asked, []);
	});

	it('say what is wrong with an input, that the user is signed out, and why the service does not answer', async () => {
		const { [find]: finding, [describeOne]: describing, [duty]: onDuty } = await registered();
		const { token } = new vscode.CancellationTokenSource();
		const call = (tool: vscode.LanguageModelTool<unknown> | undefined, input: object) =>
			Promise.resolve(tool?.invoke({ input, toolInvocationToken: undefined }, token));
		await assert.rejects(call(finding, { query: 7 }), /query of at most 200 characters/);
		await assert.rejects(call(describing, { id: 'Zebedee' }), /"id" of a visitor/);
		await assert.rejects(call(describing, { id: '00000000-1111-2222-3333-444444444444' }), /no visitor with this ID/);
		await run('signOut');
		await assert.rejects(call(onDuty, {}), /not signed in.*Sign In/);
	});

	it('are left out where VS Code has no such API, and nothing else is lost', () => {
		stub(vscode.lm, 'registerTool', undefined);
		registerTools(() => Promise.reject(new Error('never'))).dispose();
	});
});
