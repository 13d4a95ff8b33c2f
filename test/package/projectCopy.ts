// A copy of the project in a temporary folder, in which a test can build without touching what other tests run on.
import { cpSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { project } from '../manifest/manifest';

/** vsce walks through every folder, also those that .vscodeignore leaves out: with these it takes half a minute. */
const large = ['.git', '.vscode-test', 'node_modules', 'out'];

/** Copies all but what is installed, and `out`: with the packages and without `dist`, to build there, or as it was built. */
export function copyProject({ toBuild }: { readonly toBuild: boolean }): string {
	const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'frontdesk-'));
	for (const name of readdirSync(project).filter((each) => ![...large, ...(toBuild ? ['dist'] : [])].includes(each))) {
		cpSync(path.join(project, name), path.join(folder, name), { recursive: true });
	}
	if (toBuild) {
		symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
	}
	return folder;
}
