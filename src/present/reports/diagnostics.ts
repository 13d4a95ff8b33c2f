// The text that Copy Diagnostics copies; always in English, for bug reports.
import type { PollingStats } from '../../desk/desk';
import type { DeskState } from '../../desk/state';
import type { Credentials } from '../../service/credentials';
import { type RequestLog, requestLine } from '../../service/requestLog';
import type { ErrorFacts } from '../errorTexts';

export interface DiagnosticsInput {
	/** Versions and the like; each is reduced to letters, digits and a few marks. */
	readonly extensionVersion: string;
	readonly vscodeVersion: string;
	readonly platform: readonly string[];
	readonly appHost: string;
	readonly remote: string | undefined;
	readonly runsIn: 'ui' | 'workspace';
	/** Of the current site; undefined while signed out. */
	readonly state: DeskState | undefined;
	/** Number of sites. */
	readonly sites: number;
	/** Undefined if there is none or it can't be read. */
	readonly signIn: Credentials['kind'] | undefined;
	readonly pollingStats: PollingStats | undefined;
	readonly settings: readonly SettingFact[];
	readonly requests: Pick<RequestLog, 'last' | 'counts'>;
	/** Instant (ms). */
	readonly now: number;
}

export interface SettingFact {
	readonly key: string;
	readonly value: unknown;
	readonly default: unknown;
	/** The values of an enum setting. */
	readonly allowed?: readonly string[] | undefined;
}

/** Contains no secret and no personal data: each text is from a fixed list or has a harmless form. */
export function diagnostics(input: DiagnosticsInput): string {
	const { state, pollingStats, requests, now } = input;
	return [
		'Frontdesk diagnostics',
		line('Time', new Date(now).toISOString()),
		line('Frontdesk', word(input.extensionVersion)),
		line('VS Code', [word(input.vscodeVersion), ...input.platform.map(word)].join(', ')),
		line('Host', [hostKind(input.appHost), remoteKind(input.remote), `runs as ${input.runsIn} extension`].join(', ')),
		line('Sites', String(input.sites)),
		line('Current', state ? siteText(state) : 'signed out'),
		...(state ? [line('Sign-in', input.signIn ?? 'none'), line('Known', knownText(state, now))] : []),
		...(pollingStats ? [line('Polling', pollingStatsText(pollingStats, now))] : []),
		line('Requests', countsText(requests.counts)),
		'',
		'Settings that differ from their default:',
		...orNone(changedSettings(input.settings)),
		'',
		'Last requests, in UTC:',
		...orNone(requests.last.map((request) => `${utc(request.at)}  ${requestLine(request)}`)),
		'',
	].join('\n');
}

function line(name: string, value: string): string {
	return `${`${name}:`.padEnd(11)}${value}`;
}

function orNone(lines: readonly string[]): readonly string[] {
	return lines.length > 0 ? lines.map((each) => `  ${each}`) : ['  none'];
}

/** A version or a platform: short, and of letters, digits and a few marks. Any other text is replaced. */
function word(text: string): string {
	return /^[\w.+-]{1,40}(?: [\w.+-]{1,40})?$/.test(text) ? text : 'other';
}

/** Of `env.appHost`. Other hosts may use a private name. */
function hostKind(appHost: string): string {
	return ['desktop', 'web', 'codespaces', 'github.dev', 'vscode.dev', 'server-distro'].includes(appHost)
		? appHost
		: 'another host';
}

const remotes = ['ssh-remote', 'wsl', 'dev-container', 'attached-container', 'codespaces', 'tunnel'];

/** Of `env.remoteName`, which contains a host name in a browser-hosted VS Code. */
function remoteKind(remote: string | undefined): string {
	return remote === undefined ? 'local' : remotes.includes(remote) ? `remote ${remote}` : 'another remote';
}

/** The origin of a public host of the service; undefined for any other, which may name a company. */
export function publicOrigin(baseUrl: string): string | undefined {
	const { protocol, hostname, origin } = URL.canParse(baseUrl) ? new URL(baseUrl) : new URL('https://unknown.invalid');
	return protocol === 'https:' && /^api\d{1,4}\.comm100\.io$/.test(hostname) ? origin : undefined;
}

function siteText({ site: { baseUrl, sandbox }, pollError, visitorsError }: DeskState): string {
	const where = sandbox ? 'sample data' : (publicOrigin(baseUrl) ?? 'another host');
	return [where, ...failureText('failing', pollError), ...failureText('visitors failing', visitorsError)].join(', ');
}

function failureText(what: string, error: ErrorFacts | undefined): readonly string[] {
	return error
		? [`${what}: ${[error.kind, error.status, error.code && word(error.code)].filter(Boolean).join(' ')}`]
		: [];
}

/** Numbers only. */
function knownText({ agents, visitors, agentsAsOf, me, names }: DeskState, now: number): string {
	const age = agentsAsOf === undefined ? '' : ` of ${Math.round((now - agentsAsOf) / 1000)} s ago`;
	const named = Object.entries(names).map(([list, rows]) => `${[...rows].length} ${list}`);
	return `${agents?.length ?? 'no'} agents${age}, ${visitors?.length ?? 'no'} visitors, me ${me.id ? 'known' : 'unknown'}; by name ${named.join(', ')}`;
}

function pollingStatsText({ role, spent, factor, silentUntil }: PollingStats, now: number): string {
	const silence = silentUntil === undefined ? '' : `, silent for ${Math.ceil((silentUntil - now) / 1000)} s`;
	return `${role}, ${spent} calls of all windows in 5 minutes, stretched by ${factor.toFixed(1)}${silence}`;
}

function countsText(counts: RequestLog['counts']): string {
	const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
	const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} ${count}`);
	return [`${all} of this window`, ...kinds].join(', ');
}

/** Shows numbers, booleans and enum values; of other settings only that they are set, because they may hold personal data. */
export function changedSettings(settings: readonly SettingFact[]): readonly string[] {
	return settings
		.filter((setting) => JSON.stringify(setting.value) !== JSON.stringify(setting.default))
		.map(({ key, value, allowed }) => {
			const harmless =
				typeof value === 'boolean' || Number.isFinite(value) || (typeof value === 'string' && allowed?.includes(value));
			return `${key}: ${harmless ? value : 'set'}`;
		});
}

/** Time of day in UTC, to the second. */
function utc(instant: number): string {
	return new Date(instant).toISOString().slice(11, 19);
}
