// Privacy mode in a real host: the command, what it closes and refreshes, its storage, and copying.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TreeNode } from '../../../src/present/tree/tree';
import {
	type OpenSandbox,
	openSandbox,
	refreshUntil,
	rowOf,
	run,
	sample,
	setSetting,
	showViews,
	signOutOfAll,
	until,
} from '../host';
import { restoreAll, stub, stubErrorMessages } from '../stubs';

let open: OpenSandbox;

const fields = {
	name: 'Zebedee Quillfeather',
	email: 'zeb.quill@mail.example',
	phone: '+49 30 5550471',
	ip: '203.0.113.77',
};
const secrets = Object.values(fields);

const privacy = () => open.inspection.privacy;
const tree = () => open.inspection.visitors.tree;

function allTexts(nodes: readonly TreeNode[]): string {
	return nodes.flatMap((node) => [node.label, node.description, node.ariaLabel, node.tooltip?.() ?? '', allTexts(node.children)]).join('\n'); // biome-ignore format: one line
}

function seen(text: string): readonly string[] {
	return secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));
}

/** The texts of the open documents of visitors, as VS Code has them. */
function documents(): string {
	const own = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'frontdesk-visitor');
	return own.map((document) => document.getText()).join('\n');
}

/** Answers the question before a copy. */
function answerCopy(answer: string | undefined): string[] {
	const asked: string[] = [];
	stub(vscode.window, 'showWarningMessage', async (message: string) => {
		asked.push(message);
		return answer;
	});
	return asked;
}

describe('Privacy mode', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
		open.sandbox.world.setVisitor(sample, {
			...fields,
			status: 'inSite',
			customVariableResults: [
				{ name: 'plan', value: 'Free', url: '' },
				{ name: 'contact', value: `of ${fields.email}`, url: '' },
			],
		});
		await showViews(open.inspection);
		await refreshUntil('the row', () => tree().nodes.length > 0 && rowOf(tree(), sample).label === fields.name);
	});

	afterEach(async () => {
		restoreAll();
		await privacy().set(false);
		await setSetting('privacy.mask', undefined);
		await setSetting('agents.aliases', undefined);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await signOutOfAll();
	});

	it('hides at once what the tree and the status bar show, and shows it again', async () => {
		assert.equal(seen(allTexts(tree().nodes)).length > 0, true);
		await run('togglePrivacyMode');
		assert.deepEqual(seen(allTexts(tree().nodes)), []);
		assert.equal(rowOf(tree(), sample).label, 'Visitor 3d59f909');
		const { text, tooltip, ariaLabel } = open.inspection.statusBar.content;
		assert.match(text, /\$\(eye-closed\)/);
		assert.match(tooltip, /Privacy mode is on.*\[Turn Off\]\(command:frontdesk\.togglePrivacyMode\)/);
		assert.match(ariaLabel, /privacy mode is on/);
		await run('togglePrivacyMode');
		assert.equal(rowOf(tree(), sample).label, fields.name);
		assert.doesNotMatch(open.inspection.statusBar.content.text, /eye-closed/);
	});

	it('hides names and aliases of agents, and refuses to rename meanwhile', async () => {
		const [agent] = open.desk.state.agents ?? [];
		assert.ok(agent);
		await setSetting('agents.aliases', { [agent.id]: 'Wilhelmina' });
		const agents = open.inspection.agents.tree;
		await until('the alias', () => /Wilhelmina/.test(allTexts(agents.nodes)));
		await run('togglePrivacyMode');
		assert.doesNotMatch(allTexts(agents.nodes), /Wilhelmina/);
		const errors = stubErrorMessages();
		await run('renameAgent', { kind: 'agent', id: agent.id });
		assert.match(errors[0] ?? '', /Privacy mode hides names/);
		const aliases = vscode.workspace.getConfiguration('frontdesk').get('agents.aliases');
		assert.deepEqual(aliases, { [agent.id]: 'Wilhelmina' });
	});

	it('refreshes open documents before the command ends', async () => {
		await run('compareVisitor', sample);
		open.sandbox.world.setVisitor(sample, { company: 'Another' });
		await run('compareVisitor', sample);
		await until('the comparison', () => seen(documents()).length > 0);
		await run('togglePrivacyMode');
		assert.deepEqual(seen(documents()), []);
		assert.match(documents(), /Another/);
		await run('togglePrivacyMode');
		assert.ok(seen(documents()).length > 0);
		await run('showActivity');
		await until('the activity', () => /Zebedee/.test(documents()));
		await run('togglePrivacyMode');
		assert.deepEqual(seen(documents()), []);
	});

	it('closes pickers, and clears the filter: both may have a name', async () => {
		let isHidden = false;
		const { createQuickPick } = vscode.window;
		let shown = undefined as vscode.QuickPick<vscode.QuickPickItem> | undefined;
		stub(vscode.window, 'createQuickPick', () => {
			shown = createQuickPick();
			shown.onDidHide(() => {
				isHidden = true;
			});
			return shown;
		});
		const finding = run('findVisitor');
		await until('the picker with the visitor', () => JSON.stringify(shown?.items ?? []).includes('Zebedee'));
		await run('togglePrivacyMode');
		assert.ok(isHidden);
		await finding;
		shown = undefined as typeof shown;
		const again = run('findVisitor');
		await until('the rows', () => (shown?.items.length ?? 0) > 3);
		assert.deepEqual(seen(JSON.stringify(shown?.items)), []);
		shown?.hide();
		await again;
	});

	it('asks before it copies a visitor', async () => {
		const { createQuickPick } = vscode.window;
		stub(vscode.window, 'createQuickPick', () => {
			const picker = createQuickPick();
			const accept = new vscode.EventEmitter<void>();
			Object.defineProperty(picker, 'onDidAccept', { value: accept.event });
			Object.defineProperty(picker, 'selectedItems', { get: () => picker.items.slice(0, 1) });
			setTimeout(() => accept.fire());
			return picker;
		});
		await run('togglePrivacyMode');
		await vscode.env.clipboard.writeText('before');
		assert.equal(answerCopy(undefined).length, 0);
		await run('copyVisitor', sample);
		assert.equal(await vscode.env.clipboard.readText(), 'before');
		const asked = answerCopy('Copy Masked');
		await run('copyVisitor', sample);
		assert.deepEqual(asked, ['Privacy mode is on. Copy the data as it is?']);
		assert.match(await vscode.env.clipboard.readText(), /"name": "Visitor 3d59f909"/);
		assert.deepEqual(seen(await vscode.env.clipboard.readText()), []);
		answerCopy('Copy Unmasked');
		await run('copyVisitor', sample);
		assert.equal(seen(await vscode.env.clipboard.readText()).length, secrets.length);
	});

	it('copies nothing of a site that was left while the question was open, though another one is open then', async () => {
		const asked: ((button: string) => void)[] = [];
		stub(vscode.window, 'showWarningMessage', () => new Promise((resolve) => asked.push(resolve)));
		await run('togglePrivacyMode');
		const copying = run('copyVisitor', sample);
		await until('the question', () => asked.length > 0);
		await signOutOfAll();
		open = await openSandbox('calm');
		let pickers = 0;
		const { createQuickPick } = vscode.window;
		stub(vscode.window, 'createQuickPick', () => {
			pickers++;
			return createQuickPick();
		});
		asked[0]?.('Copy Unmasked');
		await copying;
		assert.equal(pickers, 0);
		assert.ok(!open.sandbox.requests.some(({ path }) => path.includes(sample)));
	});

	it('follows the setting of what is hidden, and another window', async () => {
		await setSetting('privacy.mask', ['plan']);
		await run('togglePrivacyMode');
		assert.equal(rowOf(tree(), sample).label, fields.name);
		await setSetting('privacy.mask', undefined);
		await until('the name hidden', () => rowOf(tree(), sample).label === 'Visitor 3d59f909');
		const { shared } = open.inspection;
		await shared.update('privacy', () => JSON.stringify({ isOn: false, at: Date.now() + 1000 }));
		await until('off, as in the other window', () => rowOf(tree(), sample).label === fields.name);
		assert.equal(privacy().mask, undefined);
	});

	it('is stored, so that it is on after a reload', async () => {
		await run('togglePrivacyMode');
		assert.match((await open.inspection.shared.read('privacy')) ?? '', /"isOn":true/);
		await run('togglePrivacyMode');
		assert.match((await open.inspection.shared.read('privacy')) ?? '', /"isOn":false/);
	});
});
