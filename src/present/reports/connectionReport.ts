// The result of Test Connection, as a message and as a report that the user can pass on.
import * as l10n from '@vscode/l10n';
import type { Check, CheckResult } from '../../desk/connectionTest';
import { agentCountText, pluralText, visitorCountText } from '../countText';
import { classify, type ErrorClass, type ErrorText, errorText, type SiteAge } from '../errorTexts';
import { decimalText } from '../language';
import { formatExact, shownSpan } from '../time';

export interface Verdict extends ErrorText {
	/** Undefined if all checks passed. */
	readonly errorClass: ErrorClass | undefined;
}

export function verdictOf(results: readonly CheckResult[]): Verdict {
	const failed = results.find(({ error }) => error !== undefined);
	if (!failed?.error) {
		return { errorClass: undefined, ...successText(results) };
	}
	const { what, next } = errorText(failed.error, siteOf(failed.check));
	const worked = results.some(({ error, skipped }) => error === undefined && skipped === undefined);
	return {
		errorClass: classify(failed.error, siteOf(failed.check)),
		what: worked
			? l10n.t('The connection works, but not for everything. {0}: {1}', checkTitle(failed.check), what)
			: what,
		next,
	};
}

/** While nobody is signed in, any address can be tried. */
function siteOf(check: Check): SiteAge {
	return check === 'address' ? 'new' : 'known';
}

function successText(results: readonly CheckResult[]): ErrorText {
	const slowest = formatMs(Math.max(...results.map(({ ms }) => ms)));
	if (results.some(({ check }) => check === 'address')) {
		return {
			what: l10n.t('The server requires a sign-in, like a Chat Server does ({0}).', slowest),
			next: l10n.t('Sign in to continue.'),
		};
	}
	const dropped = results.reduce((sum, result) => sum + (result.dropped ?? 0), 0);
	const rowsOf = (check: Check) => results.find((result) => result.check === check)?.rows ?? 0;
	return {
		what: l10n.t({
			message: 'The connection works: {0}, {1}.',
			comment: '{0} is like "2 agents", {1} like "3 visitors"',
			args: [agentCountText(rowsOf('agents')), visitorCountText(rowsOf('visitors'))],
		}),
		next:
			dropped > 0
				? pluralText(dropped, {
						one: l10n.t("{0} row couldn't be read and isn't shown. See the log for details.", dropped),
						other: l10n.t("{0} rows couldn't be read and aren't shown. See the log for details.", dropped),
					})
				: l10n.t('The slowest response took {0}.', slowest),
	};
}

export function checkTitle(check: Check): string {
	switch (check) {
		case 'agents':
			return l10n.t('Read the agents');
		case 'visitors':
			return l10n.t('Read the visitors');
		case 'agent':
			return l10n.t('Read one agent by ID');
		case 'visitor':
			return l10n.t('Read one visitor by ID');
		case 'address':
			return l10n.t('Request without credentials');
	}
}

interface ReportInput {
	readonly results: readonly CheckResult[];
	/** Instant (ms) at which the test started. */
	readonly at: number;
	/** How the connection is made, one line each; without host names or credentials. */
	readonly facts: readonly string[];
}

/** Plain text without symbols, for screen readers. Contains no names, no host and no whole id. */
export function connectionReport({ results, at, facts }: ReportInput): string {
	const { what, next } = verdictOf(results);
	return [
		l10n.t('Frontdesk connection test, {0}', formatExact(at)),
		'',
		what,
		next,
		...results.flatMap((result) => ['', ...linesOf(result)]),
		...(facts.length > 0 ? ['', ...facts] : []),
		'',
	].join('\n');
}

function linesOf(result: CheckResult): readonly string[] {
	const { check, ms, error, skipped } = result;
	const call = `  ${callOf(result)}`;
	const title = checkTitle(check);
	if (skipped) {
		const why = skipped === 'nobody' ? l10n.t('There are none to read.') : l10n.t('It would fail for the same reason.');
		return [l10n.t('{0}: not tried', title), call, `  ${why}`];
	}
	if (error) {
		const { what, next } = errorText(error, siteOf(check));
		const isHeldBack = error.kind === 'throttled' && error.status === undefined;
		return [
			isHeldBack ? l10n.t('{0}: not sent', title) : l10n.t('{0}: failed after {1}', title, formatMs(ms)),
			call,
			`  ${what} ${next}`,
		];
	}
	return [
		l10n.t({
			message: '{0}: works, {1}',
			comment: '{0} is a check, {1} how long it took and what it returned',
			args: [title, [formatMs(ms), ...rowsText(result)].join(', ')],
		}),
		call,
	];
}

function rowsText({ rows, dropped, missing, age }: CheckResult): readonly string[] {
	return [
		...(rows === undefined
			? []
			: [
					pluralText(rows, {
						one: l10n.t({ message: '{0} row', comment: 'Number of agents or visitors that were read', args: [rows] }),
						other: l10n.t({
							message: '{0} rows',
							comment: 'Number of agents or visitors that were read',
							args: [rows],
						}),
					}),
				]),
		...(dropped === undefined
			? []
			: [l10n.t({ message: '{0} unreadable', comment: 'Number of rows that could not be read', args: [dropped] })]),
		...(missing === undefined
			? []
			: missing === 'unknown'
				? [l10n.t({ message: 'more not read', comment: 'A list of agents or visitors ended early', args: [] })]
				: [
						l10n.t({
							message: '{0} not read',
							comment: 'Number of rows after the end of a list that ended early',
							args: [missing],
						}),
					]),
		...(age === undefined
			? []
			: [
					l10n.t({
						message: 'from a cache, {0} s old',
						comment: 'A list came from a cache on the way, {0} is its age in seconds',
						args: [age / 1000],
					}),
				]),
	];
}

function callOf({ check, id = '' }: CheckResult): string {
	const list = check === 'visitors' || check === 'visitor' ? 'visitors' : 'agents';
	const isOne = check === 'agent' || check === 'visitor';
	return `GET livechat/${list}${isOne ? `/${id.slice(0, 8)}…` : ''}`;
}

function formatMs(ms: number): string {
	const span = shownSpan(ms);
	return span < 1000
		? l10n.t({ message: '{0} ms', comment: 'Number of milliseconds', args: [Math.round(span)] })
		: l10n.t({ message: '{0} s', comment: 'Number of seconds', args: [decimalText(span / 1000)] });
}
