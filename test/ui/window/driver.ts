// The programs that drive a real VS Code (test/vscode): ES modules of their own, loaded from their files and not bundled.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

type Workbench = typeof import('../../vscode/workbench.mjs');
type Gestures = typeof import('../../vscode/gestures.mjs');

/** The tests run from out/test, or from a folder below it. */
const project = __dirname.slice(0, __dirname.lastIndexOf(path.join('out', 'test')));
const folder = path.join(project, 'test/vscode');

export async function loadDriver(): Promise<Workbench & Gestures> {
	const load = (file: string): Promise<unknown> => import(pathToFileURL(path.join(folder, file)).href);
	return { ...((await load('workbench.mjs')) as Workbench), ...((await load('gestures.mjs')) as Gestures) };
}
