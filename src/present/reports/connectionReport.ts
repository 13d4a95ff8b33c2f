// What a test of the connection found, in words: the one sentence of a message, and a page of details that anybody may read. Holds no name, no host and no whole id.
import * as l10n from '@vscode/l10n';
import type { Check, CheckResult } from '../../desk/connectionTest';
import { classify, type ErrorClass, type ErrorText, errorText } from '../errorTexts';
import { formatExact } from '../time';

export interface Verdict extends ErrorText {
	/** Undefined where nothing is wrong. */
	readonly errorClass: ErrorClass | undefined;
}

export function verdictOf(results: readonly CheckResult[]): Verdict {
	const failed = results.find(({ error }) => error !== undefined);
	if (!failed?.error) {
		return { errorClass: undefined, ...successText(results) };
	}
	const { what, next } = errorText(failed.error);
	const worked = results.some(({ error, skipped }) => error === undefined && skipped === undefined);
	return {
		errorClass: classify(failed.error),
		what: worked
			? l10n.t('The connection works, but not for everything. {0}: {1}', checkTitle(failed.check), what)
			: what,
		next,
	};
}

function successText(results: readonly CheckResult[]): ErrorText {
	const slowest = formatMs(Math.max(...results.map(({ ms }) => ms)));
	if (results.some(({ check }) => check === 'address')) {
		return {
			what: l10n.t('The server at this address asks who you are, as a Chat Server does ({0}).', slowest),
			next: l10n.t('Sign in to go on.'),
		};
	}
	const dropped = results.reduce((sum, result) => sum + (result.dropped ?? 0), 0);
	const rowsOf = (check: Check) => results.find((result) => result.check === check)?.rows ?? 0;
	return {
		what: l10n.t('The connection works: {0} agents, {1} visitors.', rowsOf('agents'), rowsOf('visitors')),
		next:
			dropped > 0
				? l10n.t('{0} rows could not be read and are left out: the log says why.', dropped)
				: l10n.t('The slowest answer took {0}.', slowest),
	};
}

export function checkTitle(check: Check): string {
	switch (check) {
		case 'agents':
			return l10n.t('Read the agents');
		case 'visitors':
			return l10n.t('Read the visitors');
		case 'agent':
			return l10n.t('Read one agent by id');
		case 'visitor':
			return l10n.t('Read one visitor by id');
		case 'address':
			return l10n.t('Ask without a secret');
	}
}

export interface ReportInput {
	readonly results: readonly CheckResult[];
	/** Instant (ms) at which the test began. */
	readonly at: number;
	/** How the connection is made, a line each; safe to be read by anybody. */
	readonly facts: readonly string[];
}

/** The page of details: plain text, in words alone, so that any font and any screen reader has it. */
export function connectionReport({ results, at, facts }: ReportInput): string {
	const { what, next } = verdictOf(results);
	return [
		l10n.t('Frontdesk: test of the connection, {0}', formatExact(at)),
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
		const why =
			skipped === 'nobody' ? l10n.t('There is nobody to ask for.') : l10n.t('It would only meet the same failure.');
		return [l10n.t('{0}: not tried', title), call, `  ${why}`];
	}
	if (error) {
		const { what, next } = errorText(error);
		const isHeldBack = error.kind === 'throttled' && error.status === undefined;
		return [
			isHeldBack ? l10n.t('{0}: not sent', title) : l10n.t('{0}: failed after {1}', title, formatMs(ms)),
			call,
			`  ${what} ${next}`,
		];
	}
	return [l10n.t('{0}: works, {1}', title, [formatMs(ms), ...rowsText(result)].join(', ')), call];
}

function rowsText({ rows, dropped }: CheckResult): readonly string[] {
	return [
		...(rows === undefined ? [] : [l10n.t('{0} rows', rows)]),
		...(dropped === undefined ? [] : [l10n.t('{0} unreadable', dropped)]),
	];
}

function callOf({ check, id = '' }: CheckResult): string {
	const list = check === 'visitors' || check === 'visitor' ? 'visitors' : 'agents';
	const isOne = check === 'agent' || check === 'visitor';
	return `GET livechat/${list}${isOne ? `/${id.slice(0, 8)}…` : ''}`;
}

function formatMs(ms: number): string {
	return ms < 1000 ? l10n.t('{0} ms', Math.max(0, Math.round(ms))) : l10n.t('{0} s', (ms / 1000).toFixed(1));
}
