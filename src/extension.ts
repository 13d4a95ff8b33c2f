// The Node entry: hands the ports of a Node extension host to start(), and decides nothing.
import { type ExtensionContext, workspace } from 'vscode';
import { createFileStore } from './node/fileStore';
import { type Running, start } from './start';

/** What of the environment decides how a connection is made. */
const connectionVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

let running: Running | undefined;

export function activate(context: ExtensionContext): unknown {
	running = start(context, {
		// VS Code patches http and https in place, so its proxy and certificate settings come with node-fetch; it gets no agent of its own.
		fetch: async (url, request) => {
			const { nodeFetch } = await import('./node/nodeFetch');
			return await nodeFetch(url, request, areCertificatesChecked());
		},
		store: (folder) => createFileStore(folder.fsPath),
		// Set by `npm start`, F5 and the tests: the scenario of the sample data to open by itself.
		sandboxScenario: process.env.FRONTDESK_SANDBOX,
		platform: [
			`Node ${process.versions.node}`,
			`${process.platform} ${process.arch}`,
			...connectionVariables.filter((name) => process.env[name] ?? process.env[name.toLowerCase()]),
		],
	});
	return running.inspection;
}

/** The user's own setting: a folder that was opened may not switch this off. */
function areCertificatesChecked(): boolean {
	return workspace.getConfiguration('http').inspect<boolean>('proxyStrictSSL')?.globalValue !== false;
}

export function deactivate(): Promise<void> | undefined {
	return running?.stop();
}
