// Everything that a VS Code stores, as text to search: the files of the user and the server, and the storage of the browser.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Window } from './window';

/** The texts by their place, without those of the installed extension. */
export async function storedTexts({ page, vscode }: Window): Promise<ReadonlyMap<string, string>> {
	const files = [vscode.userDataDir, vscode.temporaryFolder].flatMap((folder) =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.parentPath.includes('/extensions/'))
			.map((entry) => path.join(entry.parentPath, entry.name)),
	);
	const kept = new Map(files.map((file) => [path.basename(file), readFileSync(file, 'utf8')]));
	for (const [name, text] of await page.evaluate(readBrowserStorage)) {
		kept.set(name, text);
	}
	return kept;
}

/** Whether the storage of the browser contains a text. VS Code writes there a moment after an extension has stored something, and a reload in between loses it. */
export async function isInBrowser({ page }: Window, text: string): Promise<boolean> {
	return (await page.evaluate(readBrowserStorage)).some(([, stored]) => stored.includes(text));
}

/** Runs in the page. */
async function readBrowserStorage(): Promise<[name: string, text: string][]> {
	const done = <Value>(request: IDBRequest<Value>) =>
		new Promise<Value>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const all: [string, string][] = [['localStorage', JSON.stringify(localStorage)]];
	for (const { name = '' } of await indexedDB.databases()) {
		const database = await done(indexedDB.open(name));
		for (const store of database.objectStoreNames) {
			all.push([
				`${name}/${store}`,
				JSON.stringify(await done(database.transaction(store).objectStore(store).getAll())),
			]);
		}
		database.close();
	}
	return all;
}
