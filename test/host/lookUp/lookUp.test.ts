// Look Up Selection, links and hovers of IDs in a real host.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { me, type OpenSandbox, openSandbox, refreshUntil, run, sample, setSetting, signOutOfAll, until } from '../host';
import { restoreAll, stub, stubErrorMessages } from '../stubs';

let open: OpenSandbox;
let messages: string[];

const panels = () =>
	vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('frontdesk.visitor'));
const titles = () => panels().map(({ label }) => label);

const scheme = 'look-up-test';
let documents: vscode.Disposable;
let opened = 0;

/** Shows a read-only document: one that is not saved would ask when it is closed. */
async function show(text: string, extension = 'txt'): Promise<vscode.TextEditor> {
	const uri = vscode.Uri.from({ scheme, path: `/${opened++}.${extension}`, query: text });
	const document = await vscode.workspace.openTextDocument(uri);
	return await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
}

async function closeAll(): Promise<void> {
	await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
}

before(() => {
	const provideTextDocumentContent = ({ query }: vscode.Uri) => query;
	documents = vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent });
});

after(() => documents.dispose());

function select({ document }: vscode.TextEditor, from: number, to = from): vscode.Selection {
	return new vscode.Selection(document.positionAt(from), document.positionAt(to));
}

describe('Look Up Selection', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
		messages = [];
		stub(vscode.window, 'showInformationMessage', async (message: string) => void messages.push(message));
		await vscode.env.clipboard.writeText('');
	});

	afterEach(async () => {
		restoreAll();
		await closeAll();
		await signOutOfAll();
	});

	it('takes the selection, else the word at the cursor, else the clipboard', async () => {
		const other = open.sandbox.world.addVisitor({ name: 'Other' });
		const third = open.sandbox.world.addVisitor({ name: 'Third' });
		await refreshUntil('them', () => open.desk.state.visitors?.some((each) => each.id === third));
		const editor = await show(`id={${sample.toUpperCase()}} ${other}\n\n`);
		await vscode.env.clipboard.writeText(third);
		editor.selection = select(editor, 3, 3 + sample.length + 2);
		await run('lookUpSelection');
		await until('the selected one', () => titles().includes('Visitor 3d59f909'));
		const shown = await vscode.window.showTextDocument(editor.document, { viewColumn: vscode.ViewColumn.One });
		shown.selection = select(shown, sample.length + 10);
		await run('lookUpSelection');
		await until('the one at the cursor', () => titles().includes(`Visitor ${other.slice(0, 8)}`));
		const again = await vscode.window.showTextDocument(editor.document, { viewColumn: vscode.ViewColumn.One });
		again.selection = select(again, again.document.getText().length);
		await run('lookUpSelection');
		await until('the one in the clipboard', () => titles().includes(`Visitor ${third.slice(0, 8)}`));
		assert.deepEqual(messages, []);
	});

	it('asks the service for an ID that nobody in the lists has, and says so where it has none', async () => {
		const unlisted = open.sandbox.world.addVisitor({ name: 'Unlisted' });
		open.sandbox.world.unlistVisitor(unlisted);
		await run('lookUpSelection', unlisted);
		await until('the panel', () => titles().includes(`Visitor ${unlisted.slice(0, 8)}`));
		await run('lookUpSelection', '00000000-1111-2222-3333-444444444444');
		assert.deepEqual(messages, [
			'Sample data has no visitor or agent with the ID 00000000-1111-2222-3333-444444444444.',
		]);
	});

	it('opens the one visitor of an address, says that there is none, and asks where there are many', async () => {
		const id = open.sandbox.world.addVisitor({ name: 'Zoe', email: 'Zoe.Quill@example.com', phone: '+1 555 010 4711' });
		await refreshUntil('the visitor', () => open.desk.state.visitors?.some((each) => each.id === id));
		for (const text of ['Zoe Quill <zoe.quill@example.com>', '(555) 010-4711']) {
			await run('lookUpSelection', text);
			await until('the panel', () => titles().includes(`Visitor ${id.slice(0, 8)}`));
			await vscode.window.tabGroups.close(panels());
		}
		await run('lookUpSelection', '[x](command:evil) no such text');
		assert.deepEqual(messages, ['No visitor matches the text.']);
		const asked: string[] = [];
		const { createQuickPick } = vscode.window;
		stub(vscode.window, 'createQuickPick', () => {
			const picker = createQuickPick();
			picker.show = () => {
				asked.push(picker.value);
				setTimeout(() => picker.hide(), 800);
			};
			return picker;
		});
		const second = open.sandbox.world.addVisitor({ name: 'Zoe Two' });
		await refreshUntil('the second one', () => open.desk.state.visitors?.some((each) => each.id === second));
		void run('lookUpSelection', 'zoe');
		await until('the question', () => asked.length > 0);
		assert.deepEqual(asked, ['zoe']);
	});

	it('reads the visitors again before it says that none matches, if the list is old', async () => {
		const id = open.sandbox.world.addVisitor({ name: 'Newcomer', email: 'newcomer@example.com' });
		const { now } = Date;
		stub(Date, 'now', () => now() + 120_000);
		await run('lookUpSelection', 'newcomer@example.com');
		await until('the panel', () => titles().includes(`Visitor ${id.slice(0, 8)}`));
		assert.deepEqual(messages, []);
	});

	it('selects the row of an agent', async () => {
		await run('lookUpSelection', me.toUpperCase());
		const { view } = open.inspection.agents.tree;
		await until('the row', () => view.visible && view.selection[0]?.id === me);
		assert.deepEqual(titles(), []);
	});

	it('fails at nothing that is looked up', async () => {
		const errors = stubErrorMessages();
		const texts = ['', '\0', '$(x)'.repeat(50_000), '../'.repeat(999), '{"status":"Online"}', `a@${'b.'.repeat(999)}c`];
		for (const text of texts) {
			await run('lookUpSelection', text);
		}
		assert.deepEqual(errors, []);
		assert.equal(messages.length, texts.length);
		assert.ok(messages.every((message) => message.length < 400));
		await run('lookUpSelection', `${sample} `.repeat(9));
		await until('the panel', () => titles().length === 1);
	});
});

describe('The IDs in a document', () => {
	const links = async ({ document }: vscode.TextEditor) =>
		(await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri)).filter(
			({ target }) => target?.scheme === 'command',
		);
	const hovers = async ({ document }: vscode.TextEditor, at: number) =>
		(
			await vscode.commands.executeCommand<vscode.Hover[]>(
				'vscode.executeHoverProvider',
				document.uri,
				document.positionAt(at),
			)
		)
			.flatMap(({ contents }) => contents)
			.map((content) => content as vscode.MarkdownString);
	const unknown = '00000000-1111-2222-3333-444444444444';
	const text = `seen ${sample} by ${me.toUpperCase()}, not ${unknown}`;

	beforeEach(async () => {
		open = await openSandbox('calm');
	});

	afterEach(async () => {
		await setSetting('links.allIds', undefined);
		await closeAll();
		await signOutOfAll();
	});

	it('are links in logs if somebody known has them, and all of them by a setting', async () => {
		const editor = await show(text, 'log');
		const targets = async () => (await links(editor)).map(({ target }) => target?.query);
		await until('the links', async () => (await targets()).length === 2);
		assert.deepEqual((await targets()).sort(), [`"${sample}"`, `"${me}"`].sort());
		await setSetting('links.allIds', true);
		await until('all links', async () => (await targets()).length === 3);
	});

	it('are no links in other documents, and none after the sign-out', async () => {
		assert.deepEqual(await links(await show(text)), []);
		const log = await show(text, 'log');
		await until('the links', async () => (await links(log)).length === 2);
		await signOutOfAll();
		assert.deepEqual(await links(log), []);
		assert.deepEqual(await hovers(log, 10), []);
	});

	it('say on hover who has them, in text that is not trusted, and ask nobody', async () => {
		const id = open.sandbox.world.addVisitor({ name: '[x](command:evil) <b>$(bell)</b>' });
		await refreshUntil('the visitor', () => open.desk.state.visitors?.some((each) => each.id === id));
		const sent = open.desk.state;
		const editor = await show(`${sample}\n${id}\n${unknown}`);
		const [known] = await hovers(editor, 5);
		assert.match(known?.value ?? '', /^\*\*/);
		const [hostile] = await hovers(editor, sample.length + 6);
		assert.ok(hostile?.value.includes('\\[x\\]\\(command\\:evil\\) \\<b\\>\\$\\(bell\\)\\<\\/b\\>'), hostile?.value);
		assert.ok(hostile && !hostile.isTrusted && !hostile.supportHtml && !hostile.supportThemeIcons);
		assert.deepEqual(await hovers(editor, 2 * sample.length + 6), []);
		assert.equal(open.desk.state.watched, sent.watched);
	});
});
