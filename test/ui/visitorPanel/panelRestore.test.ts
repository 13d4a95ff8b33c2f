// The visitor panel after a reload of the window, with a site that is restored.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleVisitor } from '../../../src/sandbox/rows';
import { openPanelWindow, type PanelWindow } from '../window/panelWindow';

describe('visitor panel after a reload', () => {
	let window: PanelWindow;

	before(async () => {
		window = await openPanelWindow('calm');
		await window.open(sampleVisitor.id);
	});

	after(async () => {
		await window?.close();
	});

	it('shows the same visitor, with the empty rows if they were shown', async () => {
		await window.panel.getByRole('button', { name: /Show empty fields/ }).click();
		await window.panel.locator('.row', { hasText: 'Flash' }).waitFor();
		await window.reload();
		await window.page.locator('.tab.active', { hasText: 'Visitor 3d59f909' }).waitFor({ timeout: 60_000 });
		await window.panel.locator('.row', { hasText: '11123123123' }).waitFor({ timeout: 30_000 });
		await window.panel.locator('.row', { hasText: 'Flash' }).waitFor();
	});

	it('has left nothing of the visitor on disk or in the storage of the browser', async () => {
		const stored = await window.page.evaluate(async () => {
			const all = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
			for (const { name } of await indexedDB.databases()) {
				const database = await new Promise<IDBDatabase>((resolve, reject) => {
					const opening = indexedDB.open(name ?? '');
					opening.onsuccess = () => resolve(opening.result);
					opening.onerror = () => reject(opening.error);
				});
				for (const store of database.objectStoreNames) {
					const rows = await new Promise<unknown[]>((resolve, reject) => {
						const reading = database.transaction(store).objectStore(store).getAll();
						reading.onsuccess = () => resolve(reading.result);
						reading.onerror = () => reject(reading.error);
					});
					all.push(JSON.stringify(rows));
				}
				database.close();
			}
			return all.join('\n');
		});
		// Checks the search itself: VS Code stores the title and state of the panel, so the id must be found.
		assert.ok(stored.includes(sampleVisitor.id));
		for (const secret of ['11123123123', 'CARLZHOU222SHENTI', '1234567890123', 'Hangzhou']) {
			assert.ok(!stored.includes(secret), secret);
			assert.ok(
				!filesOf(window.vscode.userDataDir).some((file) => readFileSync(file, 'utf8').includes(secret)),
				secret,
			);
		}
	});
});

function filesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
}
