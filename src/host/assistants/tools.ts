// The three tools for assistants: they read, and nothing else. VS Code asks the user before each call.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { typedGuid } from '../../desk/typedId';
import { type AllowedFields, allowedFields } from '../../present/assistants/allowedFields';
import { createVisitorSearch, dutyAnswer, mostRows, visitorAnswer } from '../../present/assistants/answers';
import { errorText } from '../../present/errorTexts';
import { escapeMarkdown } from '../../present/gates/markdown';
import { joinMarkdown, type Markdown } from '../../present/gates/ownMarkdown';
import type { ShownDesk } from '../../present/privacy/shown';
import { type ApiError, isApiError } from '../../service/errors';
import type { Visitor } from '../../service/model';
import { inSlices, type SlicedWork } from '../../service/slices';
import { clock } from '../clock';
import type { ShownDesks } from '../currentDesk';
import { untrustedMarkdown } from '../gates/markdown';
import type { Settings } from '../settings';

export type ToolName = 'frontdesk_findVisitors' | 'frontdesk_describeVisitor' | 'frontdesk_whoIsOnDuty';

export interface Tools {
	/** What VS Code asks the user before a call. */
	prepare(name: ToolName, input: unknown): vscode.PreparedToolInvocation;
	/** Rejects with a text for the model, and with a `CancellationError` once the token is cancelled. */
	invoke(name: ToolName, input: unknown, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult>;
}

interface ToolsOptions {
	readonly shown: ShownDesks;
	readonly settings: () => Settings;
}

/** Age (ms) up to which rows are taken as they are; older ones are read again first. */
const maxAge = 60_000;

const maxQuery = 200;
const findInput = z.object({
	query: z.string().check(z.maxLength(maxQuery)),
	limit: z.optional(z.number().check(z.minimum(1), z.maximum(mostRows))),
});
const describeInput = z.object({ id: z.string() });

export function createTools({ shown, settings }: ToolsOptions): Tools {
	let from: readonly string[] | undefined;
	let fields = allowedFields([]);
	/** The same object for the same setting: it knows the rows that it has reduced. */
	function allowed(): AllowedFields {
		const { assistantFields } = settings();
		if (from?.join('\n') !== assistantFields.join('\n')) {
			from = assistantFields;
			fields = allowedFields(assistantFields);
		}
		return fields;
	}

	function options() {
		const { agentAliases, departmentAliases } = settings();
		return { allowed: allowed(), agentAliases, departmentAliases, now: clock.now() };
	}

	async function find(desk: ShownDesk, input: unknown, token: vscode.CancellationToken): Promise<string> {
		const { query, limit = 20 } = parsed(findInput, input, `a query of at most ${maxQuery} characters`);
		if (!isFresh(desk.state.visitorsAsOf)) {
			const failure = await refresh(desk, token);
			if (!isFresh(desk.state.visitorsAsOf)) {
				throw failure ?? new Error('The visitors are not known.');
			}
		}
		const search = createVisitorSearch(desk.state, query.trim(), Math.floor(limit), options());
		await inSlices(visitAll(desk.state.visitors ?? [], search.visit, token), clock);
		return search.answer();
	}

	async function describe(desk: ShownDesk, input: unknown, token: vscode.CancellationToken): Promise<string> {
		const text = parsed(describeInput, input, 'the id of a visitor').id;
		const id =
			typedGuid(text.trim()) ?? fail('The input must have the "id" of a visitor, as the other tools return it.');
		const { watched, visitors, visitorsAsOf, pinned, pins } = desk.state;
		const listed = isFresh(visitorsAsOf) ? visitors?.find((row) => row.id === id) : undefined;
		const known = watched.get(id);
		const fresh = listed ?? (isFresh(known?.asOf) ? known?.visitor : undefined);
		const asOf = listed ? visitorsAsOf : fresh ? known?.asOf : clock.now();
		const visitor = fresh ?? (await unlessCancelled(desk.readVisitor(id).catch(noSuchVisitor), token));
		const left = known?.left === true || (pinned.has(id) && pins.some((pin) => pin.id === id && !pin.isListed));
		return visitorAnswer(visitor, { left, asOf }, desk.state, options());
	}

	async function duty(desk: ShownDesk, token: vscode.CancellationToken): Promise<string> {
		const { agentsAsOf, visitorsAsOf, visitorsError } = desk.state;
		// An agent may lack the permission to read visitors.
		if (!isFresh(agentsAsOf) || !(isFresh(visitorsAsOf) || visitorsError)) {
			const failure = await refresh(desk, token);
			if (!isFresh(desk.state.agentsAsOf)) {
				throw failure ?? new Error('The agents are not known.');
			}
		}
		return dutyAnswer(desk.state, isFresh(desk.state.visitorsAsOf), options());
	}

	async function answerTo(name: ToolName, input: unknown, token: vscode.CancellationToken): Promise<string> {
		if (!settings().assistantsEnabled) {
			return fail('The user has turned off frontdesk.assistants.enabled.');
		}
		const { desk } = shown;
		if (!desk) {
			return fail('The user is not signed in to Frontdesk. They can do so with the command "Frontdesk: Sign In…".');
		}
		const answer = await answerFrom(desk, name, input, token);
		// What began as allowed may not be so any more: privacy mode is a change of the desk.
		return shown.desk === desk && settings().assistantsEnabled
			? answer
			: fail('The site, privacy mode or a setting changed during the call. Call the tool again.');
	}

	async function answerFrom(
		desk: ShownDesk,
		name: ToolName,
		input: unknown,
		token: vscode.CancellationToken,
	): Promise<string> {
		switch (name) {
			case 'frontdesk_findVisitors':
				return await find(desk, input, token);
			case 'frontdesk_describeVisitor':
				return await describe(desk, input, token);
			case 'frontdesk_whoIsOnDuty':
				return await duty(desk, token);
		}
	}

	return {
		prepare: (name, input) => ({
			invocationMessage: progress[name](),
			confirmationMessages: { title: titles[name](), message: untrustedMarkdown(question(name, input, allowed())) },
		}),
		async invoke(name, input, token) {
			stopIf(token);
			try {
				const answer = await answerTo(name, input, token);
				stopIf(token);
				return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
			} catch (error) {
				throw isApiError(error) ? new Error(sentence(errorText(error))) : error;
			}
		},
	};
}

/** Reads the lists: a window in which no view shows them doesn't read them by itself. Returns why one of them couldn't be read. */
async function refresh(desk: ShownDesk, token: vscode.CancellationToken): Promise<ApiError | undefined> {
	try {
		await unlessCancelled(desk.refresh(), token);
		return undefined;
	} catch (error) {
		if (isApiError(error)) {
			return error;
		}
		throw error;
	}
}

/** A row may take 0.1 ms, once. */
const rowsPerPause = 20;

function* visitAll(
	rows: readonly Visitor[],
	visit: (row: Visitor) => void,
	token: vscode.CancellationToken,
): SlicedWork<void> {
	for (const [at, row] of rows.entries()) {
		visit(row);
		if (at % rowsPerPause === 0) {
			stopIf(token);
			yield;
		}
	}
}

function stopIf(token: vscode.CancellationToken): void {
	if (token.isCancellationRequested) {
		throw new vscode.CancellationError();
	}
}

function isFresh(asOf: number | undefined): boolean {
	return asOf !== undefined && Math.abs(clock.now() - asOf) <= maxAge;
}

/** The read itself goes on: others of the window may wait for it too. */
async function unlessCancelled<Answer>(work: Promise<Answer>, token: vscode.CancellationToken): Promise<Answer> {
	let listener: vscode.Disposable | undefined;
	const cancelled = new Promise<never>((_, reject) => {
		listener = token.onCancellationRequested(() => reject(new vscode.CancellationError()));
	});
	try {
		return await Promise.race([work, cancelled]);
	} finally {
		listener?.dispose();
	}
}

function noSuchVisitor(error: unknown): never {
	if (isApiError(error) && error.kind === 'notFound') {
		fail('The service has no visitor with this ID; the visitor may have left.');
	}
	throw error;
}

function parsed<Input>(schema: z.ZodMiniType<Input>, input: unknown, wanted: string): Input {
	const result = schema.safeParse(input);
	return result.success ? result.data : fail(`The input must have ${wanted}.`);
}

function fail(text: string): never {
	throw new Error(text);
}

function sentence({ what, next }: ReturnType<typeof errorText>): string {
	return `${what} ${next}`;
}

const progress: Readonly<Record<ToolName, () => string>> = {
	frontdesk_findVisitors: () => l10n.t('Looking for visitors'),
	frontdesk_describeVisitor: () => l10n.t('Reading a visitor'),
	frontdesk_whoIsOnDuty: () => l10n.t('Reading who is on duty'),
};

const titles: Readonly<Record<ToolName, () => string>> = {
	frontdesk_findVisitors: () => l10n.t('Share data of visitors with an assistant?'),
	frontdesk_describeVisitor: () => l10n.t('Share data of a visitor with an assistant?'),
	frontdesk_whoIsOnDuty: () => l10n.t('Share with an assistant who is on duty and who is waiting?'),
};

function question(name: ToolName, input: unknown, { entries }: AllowedFields): Markdown {
	const asked = askedFor(name, input);
	const listed = entries.length === 0 ? l10n.t('none but the ID') : entries.join(', ');
	const sent = l10n.t(
		'The provider of the model sees these fields of the visitors: {0}. The setting frontdesk.assistants.fields has the list.',
		listed,
	);
	return joinMarkdown((asked === undefined ? [sent] : [asked, sent]).map(escapeMarkdown), '\n\n');
}

function askedFor(name: ToolName, input: unknown): string | undefined {
	const { query, id } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
	if (name === 'frontdesk_findVisitors' && typeof query === 'string') {
		return l10n.t('Search text: {0}', query.slice(0, maxQuery));
	}
	return name === 'frontdesk_describeVisitor' && typeof id === 'string'
		? l10n.t('Visitor ID: {0}', id.slice(0, 64))
		: undefined;
}
