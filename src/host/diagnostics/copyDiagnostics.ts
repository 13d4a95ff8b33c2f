// The command Copy Diagnostics.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { diagnostics } from '../../present/reports/diagnostics';
import { showInformation } from '../gates/notifications';
import type { DiagnosticsOptions } from './diagnosticsOptions';
import { httpSettings, ownSettings } from './settingsSnapshot';

export async function copyDiagnostics(options: DiagnosticsOptions): Promise<void> {
	const { extension, sites, ports } = options;
	const state = sites.desk?.state;
	const manifest: { version: string } = extension.packageJSON;
	const text = diagnostics({
		extensionVersion: manifest.version,
		vscodeVersion: vscode.version,
		platform: [...options.platform, vscode.env.language],
		appHost: vscode.env.appHost,
		remote: vscode.env.remoteName,
		runsIn: extension.extensionKind === vscode.ExtensionKind.UI ? 'ui' : 'workspace',
		state,
		signIn: state && (await sites.credentials(state.site))?.kind,
		sites: sites.list().length,
		pollingStats: await sites.desk?.pollingStats(),
		settings: [...ownSettings(manifest), ...httpSettings()],
		requests: options.requests,
		now: ports.now(),
	});
	await vscode.env.clipboard.writeText(text);
	const show = l10n.t({ message: 'Show', comment: 'Button that shows the copied diagnostics' });
	const picked = await showInformation(
		l10n.t('Diagnostics copied. They contain no credentials and no personal data.'),
		show,
	);
	if (picked === show) {
		await options.reports.show(l10n.t({ message: 'Diagnostics', comment: 'Title of a document' }), text);
	}
}
