// The settings for reports: those of Frontdesk, and those of VS Code that change how a connection is made.
import * as vscode from 'vscode';
import type { SettingFact } from '../../present/reports/diagnostics';

/** The values that may be shown of each; none if the value could be private. */
const connectionSettings: Readonly<Record<string, readonly string[]>> = {
	'http.proxy': [],
	'http.proxyAuthorization': [],
	'http.proxyStrictSSL': [],
	'http.proxySupport': ['off', 'on', 'fallback', 'override'],
	'http.noProxy': [],
	'http.systemCertificates': [],
	'http.useLocalProxyConfiguration': [],
};

export function httpSettings(): readonly SettingFact[] {
	return Object.entries(connectionSettings).map(([key, allowed]) => factOf(key, allowed));
}

/** @param manifest of this extension */
export function ownSettings(manifest: unknown): readonly SettingFact[] {
	const { contributes } = manifest as {
		contributes: { configuration: readonly { properties: Record<string, { enum?: readonly string[] }> }[] };
	};
	return contributes.configuration.flatMap(({ properties }) =>
		Object.entries(properties).map(([key, property]) => factOf(key, property.enum)),
	);
}

function factOf(key: string, allowed: readonly string[] | undefined): SettingFact {
	const settings = vscode.workspace.getConfiguration();
	return { key, allowed, value: settings.get(key), default: settings.inspect(key)?.defaultValue };
}
