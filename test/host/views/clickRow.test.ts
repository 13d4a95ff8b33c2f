// A click on a row, or Enter, while VS Code renders that row again.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clock } from '../../../src/host/clock';
import type { RegisteredTree } from '../../../src/host/views/registeredTree';
import { createNodeTree } from '../../../src/host/views/treeView';
import { moreNode, type TreeNode } from '../../../src/present/tree/tree';

describe('A click on a row', () => {
	const row: TreeNode = moreNode({ key: 'row', id: 'row', label: 'Row', click: 'frontdesk.test.clicked' });
	const clicked: unknown[] = [];
	let provider: Parameters<RegisteredTree['fill']>[0];
	let parts: vscode.Disposable;

	before(() => {
		const never = () => new vscode.Disposable(() => undefined);
		const registered = {
			viewId: 'frontdesk.test',
			view: { visible: true, selection: [row], onDidChangeVisibility: never, onDidCollapseElement: never },
			fill(filled: typeof provider) {
				provider = filled;
			},
			fire: () => undefined,
		} as unknown as RegisteredTree;
		parts = vscode.Disposable.from(
			createNodeTree({
				registered,
				content: () => ({ nodes: [row], description: '', message: undefined }),
				clock,
			}),
			vscode.commands.registerCommand('frontdesk.test.clicked', (...args) => clicked.push(args)),
		);
	});

	after(() => parts.dispose());

	it('runs a command without arguments, which VS Code cannot forget, for the row that it selected; the second click of a double click says so', async () => {
		const { command } = (await provider.getTreeItem(row)) as vscode.TreeItem;
		assert.deepEqual(command, { command: 'frontdesk.test.clickRow', title: '' });
		await vscode.commands.executeCommand(command.command);
		await vscode.commands.executeCommand(command.command);
		assert.deepEqual(clicked, [
			[row, 'preview'],
			[row, 'keep'],
		]);
	});
});
