// The command Test Connection: makes each read call once and shows the result, with a button for the next step.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type CheckResult, testAddress, testConnection as testSite } from '../../desk/connectionTest';
import type { Desk } from '../../desk/desk';
import { checkTitle, connectionReport, type Verdict, verdictOf } from '../../present/reports/connectionReport';
import { changedSettings, publicOrigin } from '../../present/reports/diagnostics';
import { baseUrlText } from '../../present/signIn/signInTexts';
import { parseBaseUrl } from '../../service/baseUrl';
import type { Ports } from '../../service/ports';
import { askLine } from '../gates/inputBoxes';
import { showError, showInformation, showProgress } from '../gates/notifications';
import type { DiagnosticsOptions } from './diagnosticsOptions';
import { httpSettings } from './settingsSnapshot';

type Options = Pick<DiagnosticsOptions, 'sites' | 'ports' | 'reports' | 'platform'>;

export async function testConnection(options: Options): Promise<void> {
	const { desk } = options.sites;
	if (desk) {
		await showResult(options, desk.state.site.baseUrl, await tryDesk(desk, options.ports));
		return;
	}
	const baseUrl = await askAddress(options);
	if (baseUrl !== undefined) {
		await showResult(options, baseUrl, await tryAddress(baseUrl, options.ports));
	}
}

interface Tried {
	readonly at: number;
	readonly results: readonly CheckResult[];
}

function tryDesk(desk: Desk, { now }: Ports): Promise<Tried> {
	const { site, me } = desk.state;
	return withProgress(site.name, now(), (report, cancelled) =>
		testSite({
			ask: desk.ask,
			now,
			me: me.id,
			cancelled,
			onCheck: (check) =>
				report(
					l10n.t({
						message: '{0}…',
						comment: '{0} is what is being checked; the ellipsis says that it is under way',
						args: [checkTitle(check)],
					}),
				),
		}),
	);
}

function tryAddress(baseUrl: string, ports: Ports): Promise<Tried> {
	return withProgress(new URL(baseUrl).host, ports.now(), (report, cancelled) => {
		report(
			l10n.t({
				message: '{0}…',
				comment: '{0} is what is being checked; the ellipsis says that it is under way',
				args: [checkTitle('address')],
			}),
		);
		return testAddress(ports, baseUrl, cancelled);
	});
}

/** Asks for the base URL to test while signed out. Undefined if the user cancels. */
async function askAddress({ sites }: Options): Promise<string | undefined> {
	const known = sites.list().find(({ sandbox }) => !sandbox)?.baseUrl;
	const setting = vscode.workspace.getConfiguration('frontdesk').get<string>('baseUrl');
	const text = await askLine({
		title: l10n.t('Test Connection'),
		prompt: l10n.t("You aren't signed in. This base URL is tested without credentials."),
		placeHolder: 'https://api15.comm100.io/v4',
		value: known ?? setting ?? '',
		ignoreFocusOut: true,
		check(typed) {
			const result = parseBaseUrl(typed);
			return result.ok ? undefined : baseUrlText(result);
		},
	});
	const parsed = parseBaseUrl(text ?? '');
	return parsed.ok ? parsed.baseUrl : undefined;
}

/** Rejects with an `ApiError` of kind `aborted` if the user cancels. */
async function withProgress(
	name: string,
	at: number,
	run: (report: (message: string) => void, cancelled: AbortSignal) => Promise<readonly CheckResult[]>,
): Promise<Tried> {
	const results = await showProgress({ title: l10n.t('Testing the connection to {0}', name) }, (report, token) => {
		const abort = new AbortController();
		token.onCancellationRequested(() => abort.abort());
		return run(report, abort.signal);
	});
	return { at, results };
}

/** Shows the result in one message, with buttons for the details. It is a result and no failure of the command, even if it is an error. */
async function showResult({ reports, platform }: Options, baseUrl: string, tried: Tried): Promise<void> {
	const verdict = verdictOf(tried.results);
	const report = connectionReport({ ...tried, facts: factsOf(baseUrl, platform) });
	const details = l10n.t('Show Details');
	const copy = l10n.t({ message: 'Copy', comment: 'Button: puts a text on the clipboard' });
	const step = stepAfter(verdict, tried.results);
	const buttons = [...(step ? [step.title] : []), details, copy];
	const show = verdict.errorClass ? showError : showInformation;
	const picked = await show(`${verdict.what} ${verdict.next}`, ...buttons);
	if (picked === details) {
		await reports.show(l10n.t('Connection test'), report);
	} else if (picked === copy) {
		await vscode.env.clipboard.writeText(report);
	} else if (picked !== undefined && picked === step?.title) {
		await vscode.commands.executeCommand(step.command, ...step.arguments);
	}
}

interface Step {
	readonly title: string;
	readonly command: string;
	readonly arguments: readonly string[];
}

/** The button for the next step, if there is one. */
function stepAfter({ errorClass }: Verdict, results: readonly CheckResult[]): Step | undefined {
	if (errorClass === 'proxyCredentials' || errorClass === 'proxyUnreachable') {
		return {
			title: l10n.t('Open Proxy Settings'),
			command: 'workbench.action.openSettings',
			arguments: ['http.proxy'],
		};
	}
	const isAddress = results.some(({ check }) => check === 'address');
	return errorClass === 'unauthorized' || (errorClass === undefined && isAddress)
		? { title: l10n.t('Sign In…'), command: 'frontdesk.signIn', arguments: [] }
		: undefined;
}

/** How the connection is made, without the user's address or name. */
function factsOf(baseUrl: string, platform: readonly string[]): readonly string[] {
	const settings = httpSettings();
	const unchecked = settings.some(({ key, value }) => key === 'http.proxyStrictSSL' && value === false);
	const origin = publicOrigin(baseUrl);
	return [
		...(origin === undefined
			? []
			: [l10n.t({ message: 'Address: {0}', comment: '{0} is the base URL of the Chat Server', args: [origin] })]),
		l10n.t('VS Code {0}', [vscode.version, ...platform].join(', ')),
		...changedSettings(settings),
		...(unchecked ? [l10n.t("Certificates aren't checked.")] : []),
	];
}
