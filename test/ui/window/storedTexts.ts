// Everything that a VS Code stores, as text to search: the files of the user and the server, and the storage of the browser.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Window } from './window';

/** The texts by their place, without those of the installed extension. */
export async function storedTexts({ page, vscode }: Window): Promise<ReadonlyMap<string, string>> {
	const kept = new Map([vscode.userDataDir, vscode.temporaryFolder].flatMap(textsBelow));
	for (const [name, text] of await page.evaluate(readBrowserStorage)) {
		kept.set(name, text);
	}
	return kept;
}

function textsBelow(folder: string): readonly (readonly [name: string, text: string])[] {
	return unlessGone(() => readdirSync(folder, { withFileTypes: true })).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) {
			return entry.name === 'extensions' ? [] : textsBelow(file);
		}
		return entry.isFile() ? unlessGone(() => [[entry.name, readFileSync(file, 'utf8')]]) : [];
	});
}

/** Locks and temporary files come and go while the folders are read. */
function unlessGone<Item>(read: () => Item[]): Item[] {
	try {
		return read();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return [];
		}
		throw error;
	}
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
