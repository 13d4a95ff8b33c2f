// @ts-check
// Where things lie: the project, the ignored folder for all that is downloaded or kept, and short temporary folders.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
export const KEPT = path.join(PROJECT, '.vscode-test');
/** Where the browser out of the package finds more fonts than its own, for pictures. */
export const FONTS = path.join(KEPT, 'fonts');

/** VS Code puts unix sockets into its temporary folder, and the name of a socket has at most 107 bytes. */
export function shortTemporaryFolder() {
	return mkdtempSync(path.join(tmpdir().length > 30 && process.platform !== 'win32' ? '/tmp' : tmpdir(), 'fd-'));
}
