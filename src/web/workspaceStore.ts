// Keeps the small texts that all windows share where there is no Node: through VS Code's file system, which has no lock, so the last writer wins.
import * as vscode from 'vscode';
import type { Store } from '../service/ports';

export function createWorkspaceStore(folder: vscode.Uri): Store {
	const { fs } = vscode.workspace;
	const uriOf = (name: string, suffix = '.json') => vscode.Uri.joinPath(folder, `${encodeURIComponent(name)}${suffix}`);
	/** Two windows must not write into one temporary file. */
	const own = crypto.randomUUID();

	async function read(name: string): Promise<string | undefined> {
		try {
			return new TextDecoder().decode(await fs.readFile(uriOf(name)));
		} catch (error) {
			if (isMissing(error)) {
				return undefined;
			}
			throw error;
		}
	}

	return {
		read,
		async update(name, change) {
			const next = change(await read(name));
			if (next !== undefined) {
				const fresh = uriOf(name, `.${own}`);
				await fs.writeFile(fresh, new TextEncoder().encode(next)); // makes the folder too
				await fs.rename(fresh, uriOf(name), { overwrite: true });
			}
		},
		async remove(name) {
			try {
				await fs.delete(uriOf(name));
			} catch (error) {
				if (!isMissing(error)) {
					throw error;
				}
			}
		},
	};
}

function isMissing(error: unknown): boolean {
	return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
