// The web entry: hands the ports of a web worker extension host to start(), and decides nothing.
import type { ExtensionContext } from 'vscode';
import { start } from './start';

export function activate(context: ExtensionContext): unknown {
	return start(context, {
		fetch: (url, request) => fetch(url, request),
		sandboxScenario: undefined,
	});
}
