// Segments and the activity of a session in a real host: the settings, the tree, the badge and the read-only document.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
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

let open: OpenSandbox;

const titles = () => open.inspection.visitors.tree.nodes.map(({ label }) => label);

/** The text of a document as an editor shows it. */
function shownText(ending: string): string {
	return vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(ending))?.getText() ?? '';
}

describe('The segments of the settings', () => {
	before(async () => {
		open = await openSandbox('calm');
		await showViews(open.inspection);
		await until('rows', () => titles().length > 0);
	});
	after(async () => {
		await setSetting('visitors.segments', undefined);
		await setSetting('visitors.groupBy', undefined);
		await signOutOfAll();
	});

	it('change the icon of a row at once, the groups where asked, and the badge with the next poll', async () => {
		const { tree } = open.inspection.visitors;
		const { status } = open.desk.state.visitors?.find(({ id }) => id === sample) ?? {};
		open.sandbox.world.setVisitor(sample, { status: 'inSite', company: 'Acme' });
		await refreshUntil('the status', () => rowOf(tree, sample).icon?.id === 'eye');
		const badge = open.desk.state.waits.size;
		await setSetting('visitors.segments', [
			{ name: 'Acme', icon: 'star', badge: true, rules: [{ field: 'company', is: 'acme' }] },
		]);
		await until('the icon', () => rowOf(tree, sample).icon?.id === 'star');
		assert.ok(!titles().includes('Acme'));
		await setSetting('visitors.groupBy', 'segment');
		await until('the group', () => titles()[0] === 'Acme');
		assert.deepEqual(
			tree.nodes[0]?.children.map(({ id }) => id),
			[sample],
		);
		await refreshUntil('the badge', () => tree.view.badge?.value === badge + 1);
		open.sandbox.world.setVisitor(sample, { status: String(status) });
	});

	it('that are wrong are named in a row, and break nothing', async () => {
		const { tree } = open.inspection.visitors;
		await setSetting('visitors.segments', [
			{ name: 'Slow', rules: [{ field: 'company', matches: '(a+)+$' }] },
			{ name: 'Acme', icon: 'star', rules: [{ field: 'company', is: 'acme' }] },
		]);
		await until('the row', () => /^Segment “Slow”, rule 1: A repetition/.test(titles()[0] ?? ''));
		assert.equal(titles()[1], 'Acme');
		await vscode.commands.executeCommand('frontdesk.openSettings', tree.nodes[0]);
		await until('the settings file', () =>
			vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith('settings.json')),
		);
		await setSetting('visitors.segments', 'nonsense');
		await until('the row', () => titles()[0] === 'The segments must be a list');
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});
});

describe('Show Activity', () => {
	before(async () => {
		open = await openSandbox('calm');
		await showViews(open.inspection);
		await until('rows', () => titles().length > 0);
	});
	after(signOutOfAll);

	it('follows the site in one document, and a visitor in another', async () => {
		await run('showActivity');
		await until('the document', () => shownText('/sandbox/activity.txt').includes('Start:'));
		open.sandbox.world.setVisitor(sample, { name: 'Ann\n$(bell)', currentBrowsing: 'https://shop.example/cart' });
		open.sandbox.world.addVisitor({ name: 'Newcomer', status: 'inSite' });
		await refreshUntil('the changes', () => shownText('/sandbox/activity.txt').includes('Newcomer'));
		assert.match(shownText('/sandbox/activity.txt'), / {2}Ann \$\(bell\) \(3d59f909\): page \/cart\n/);
		await run('showActivity', rowOf(open.inspection.visitors.tree, sample));
		await until('the page', () => shownText(`/${sample}/activity.txt`).includes('/cart'));
		open.sandbox.world.setVisitor(sample, { currentBrowsing: 'https://shop.example/pay' });
		await refreshUntil('the next page', () => shownText(`/${sample}/activity.txt`).includes('/pay'));
		assert.ok(!shownText(`/${sample}/activity.txt`).includes('Newcomer'));
	});

	it('has nothing left after a sign-out', async () => {
		await run('showActivity');
		await signOutOfAll();
		await until('an empty document', () => /Sign in to this site/.test(shownText('/sandbox/activity.txt')));
		open = await openSandbox('calm');
		await until('the first entry', () => open.desk.changeLog.changes.length > 0);
		assert.deepEqual(
			open.desk.changeLog.changes.map(({ kind }) => kind),
			['began'],
		);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});
});
