// Shared parts of the host tests: the running extension, a frozen sandbox, and waiting for a state.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Desk } from '../../src/desk/desk';
import type { NodeTree } from '../../src/host/views/treeView';
import type { TreeNode } from '../../src/present/tree/tree';
import type { Sandbox } from '../../src/sandbox/chatServer';
import type { Inspection } from '../../src/start';
import type { WorkInspection } from '../../src/work/work';

export const extensionId = 'frontdesk.frontdesk';

/** The id of my agent in every sandbox. */
export const me = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

/** The reference's own sample visitor. */
export const sample = '3d59f909-24cd-43bc-89cb-00a320617c0a';

/** The extension as activation leaves it. */
export async function inspectStart(): Promise<Inspection> {
	const extension = vscode.extensions.getExtension<Inspection>(extensionId);
	assert.ok(extension, 'the extension is there');
	return await extension.activate();
}

/** The extension with the code that a site needs. */
export async function inspect(): Promise<WorkInspection> {
	return await (await inspectStart()).work();
}

export function run(command: string, ...args: readonly unknown[]): Thenable<unknown> {
	return vscode.commands.executeCommand(`frontdesk.${command}`, ...args);
}

/** Waits until a condition is true. */
export async function until(what: string, holds: () => unknown, limit = 8000): Promise<void> {
	for (const deadline = Date.now() + limit; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 15))) {
		assert.ok(Date.now() < deadline, `in vain: ${what}`);
	}
}

/** Refreshes until a condition is true: refreshes within a second are one read, which may have begun before a change. */
export async function refreshUntil(what: string, holds: () => unknown): Promise<void> {
	await until(what, async () => {
		await run('refresh');
		return holds();
	});
}

export function deskOf({ sites }: WorkInspection): Desk {
	assert.ok(sites.desk, 'a site is open');
	return sites.desk;
}

export interface OpenSandbox {
	readonly inspection: WorkInspection;
	readonly desk: Desk;
	readonly sandbox: Sandbox;
}

/** Opens a new sandbox of that scenario, freezes it, and waits for the first poll. */
export async function openSandbox(scenario: string): Promise<OpenSandbox> {
	const inspection = await inspect();
	await inspection.sites.openSandbox(scenario);
	const sandbox = inspection.sandbox();
	assert.ok(sandbox);
	sandbox.world.freeze();
	const desk = deskOf(inspection);
	await until('the first poll', () => (desk.state.agents && desk.state.visitors) || desk.state.pollError);
	return { inspection, desk, sandbox };
}

/** Shows both views, because hidden views render nothing. */
export async function showViews({ agents, visitors }: WorkInspection): Promise<void> {
	await vscode.commands.executeCommand('frontdesk.agents.focus');
	await vscode.commands.executeCommand('frontdesk.visitors.focus');
	await until('both views visible', () => agents.tree.view.visible && visitors.tree.view.visible);
}

export function rowsOf(tree: NodeTree): TreeNode[] {
	return tree.nodes.flatMap(({ children }) => children);
}

export function rowOf(tree: NodeTree, id: string): TreeNode {
	const row = rowsOf(tree).find((candidate) => candidate.id === id);
	assert.ok(row, `a row of ${id}`);
	return row;
}

/** Sets a setting of Frontdesk for the user; undefined takes it away. */
export async function setSetting(name: string, value: unknown): Promise<void> {
	const settings = vscode.workspace.getConfiguration('frontdesk');
	await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

/** Signs out of all sites, and waits until the views are empty. */
export async function signOutOfAll(): Promise<void> {
	const { sites, agents, visitors } = await inspect();
	for (const { id } of sites.list()) {
		await sites.signOut(id);
	}
	await until('empty trees', () =>
		[agents, visitors].every(({ tree }) => !tree.view.visible || tree.nodes.length === 0),
	);
}
