// One save of custom variables: read, merge, send, compare. The service has no version to check, so what someone else writes between the read and the write isn't seen.
import type { ChatClient } from '../../service/chatClient';
import { type ApiError, isApiError } from '../../service/errors';
import type { Id, NamedValue, Visitor } from '../../service/model';
import { mayBeCarriedOut } from '../errorCodes';
import { compareAfterSave, type Difference, missingFrom, namelessGone } from './comparison';
import { unreadGone, unreadVariables } from './unreadVariables';
import { isSendable, sendable } from './validation';
import { type Conflict, mergeEdits, type VariableEdit, variableOf, withEdits } from './variableEdits';
import type { PartialResult, PartialWrites } from './writeMode';

export type VariableClient = Pick<ChatClient, 'getVisitor' | 'putVariables'>;

/** What an undo needs of a write: the edited variables whose values arrived, and no others. */
export interface SavedEdits {
	readonly names: readonly string[];
	/** As the fresh read had them; new ones are missing. */
	readonly before: readonly NamedValue[];
	/** As our write stored them; cleared ones can be missing. */
	readonly after: readonly NamedValue[];
}

/** Variables that were removed by a write of only the changed ones. */
export interface PutBack {
	readonly variables: readonly NamedValue[];
	/** Why they could not be restored; undefined if they were. */
	readonly error: ApiError | 'notKept' | undefined;
}

/** What all outcomes of a write that was sent have in common. */
interface Sent {
	/** As the service has it now. */
	readonly visitor: Visitor;
	/** The variables that differ from what was typed, or that changed without being edited. */
	readonly differences: readonly Difference[];
	/** Whether the service answered the write with a success. */
	readonly isAnswered: boolean;
	readonly putBack?: PutBack;
}

export type SaveOutcome =
	/** At least one edit arrived. */
	| (Sent & { readonly kind: 'saved'; readonly saved: SavedEdits })
	/** Sent, and none of the edits arrived. `error` is the answer, if it wasn't a success. */
	| (Sent & { readonly kind: 'notSaved'; readonly error: ApiError | undefined })
	/** The service had all values already; nothing was sent but what had to be put back. `differences` are of an earlier write. */
	| (Pick<Sent, 'visitor' | 'differences' | 'putBack'> & { readonly kind: 'unchanged' })
	/** Someone else changed what was edited; nothing was sent. */
	| { readonly kind: 'conflict'; readonly visitor: Visitor; readonly conflicts: readonly Conflict[] }
	/** The service has variables that can't be read, and the write could remove them; nothing was sent. A missing name is `''`. */
	| { readonly kind: 'unreadable'; readonly visitor: Visitor; readonly names: readonly string[] }
	/** Sent, but neither the write nor the read after it was answered. `atRisk` are variables that it may have removed. */
	| { readonly kind: 'unknown'; readonly error: ApiError; readonly atRisk: readonly NamedValue[] };

interface SaveContext {
	readonly client: VariableClient;
	readonly id: Id;
	readonly signal: AbortSignal;
	readonly partialWrites: PartialWrites;
	/** What an earlier write of this visitor may have removed, as nobody knows how it ended. */
	readonly atRisk: readonly NamedValue[];
}

/** Rejects with an `ApiError` if nothing was sent, or if the service refused the write. */
export async function saveVariables(context: SaveContext, edits: readonly VariableEdit[]): Promise<SaveOutcome> {
	const { client, id, signal } = context;
	const read = await client.getVisitor(id, signal);
	const lostBefore = missingFrom(sendable(context.atRisk), read.customVariableResults);
	const backBefore = lostBefore.length > 0 ? await putBack(context, read, lostBefore) : undefined;
	const fresh = backBefore?.visitor ?? read;
	const before = fresh.customVariableResults;
	const goneBefore = [
		...namelessGone(context.atRisk, read.customVariableResults),
		...namelessGone(read.customVariableResults, before),
	];
	const { applied, conflicts, list } = mergeEdits(before, edits);
	if (conflicts.length > 0) {
		return { kind: 'conflict', visitor: fresh, conflicts };
	}
	if (applied.length === 0) {
		const putBack = backBefore && putBackOf(lostBefore, backBefore);
		return { kind: 'unchanged', visitor: fresh, differences: goneBefore, ...(putBack && { putBack }) };
	}
	const others = othersAtRisk(before, applied);
	const unread = unreadVariables(fresh);
	const isAmbiguous = applied.some(({ name }) => unread.includes(name) || isTwiceIn(before, name));
	const partial = isAmbiguous ? undefined : await context.partialWrites.begin(others.length + unread.length > 0);
	if (unread.length > 0 && !partial) {
		return { kind: 'unreadable', visitor: fresh, names: unread };
	}
	const end = async (result: PartialResult) => {
		if (!signal.aborted) {
			await partial?.end(result); // after a sign-out nothing is stored for the site
		}
	};
	let write: Write | NoAnswer;
	try {
		write = await send(context, sendable(partial ? withEdits([], applied) : list), before, applied, unread);
	} catch (reason) {
		await end('refused');
		throw reason;
	}
	if (!('visitor' in write)) {
		await end('unknown');
		const untold = [...sendable(context.atRisk), ...goneBefore.map(({ expected }) => expected)];
		const nameless = before.filter(({ name }) => !isSendable(name));
		const unsent = partial ? missingFrom(others, untold) : [];
		return { kind: 'unknown', error: write.error, atRisk: [...untold, ...nameless, ...unsent] };
	}
	const { arrived, stored, differences } = compareAfterSave(before, applied, write.after);
	const lost = partial ? missingFrom(others, write.visitor.customVariableResults) : [];
	const gone = unreadGone(unread, write.visitor);
	await end(lost.length + gone.length > 0 ? 'replaced' : arrived.length > 0 ? 'merged' : 'unproven');
	const back = lost.length > 0 ? await putBack(context, write.visitor, lost) : undefined;
	const isWritten = write.error === undefined || arrived.length > 0 || lost.length > 0;
	const sent: Sent = {
		visitor: back?.visitor ?? write.visitor,
		// Changes of variables that weren't sent, or while it isn't known that the write was carried out, are someone else's. A variable
		// without a name is told in any case: what removed it was the write, as far as is known.
		differences: [
			...goneBefore,
			...differences.filter(({ kind }) => kind !== 'notEdited' || (isWritten && !partial)),
			...gone.map((name) => ({
				kind: 'notEdited' as const,
				name,
				expected: { name, value: '', url: '' },
				got: undefined,
			})),
		],
		isAnswered: write.error === undefined,
		...(back && { putBack: putBackOf(lost, back) }),
		...(backBefore && { putBack: putBackOf(lostBefore, backBefore) }), // then complete lists are sent
	};
	return arrived.length > 0
		? { ...sent, kind: 'saved', saved: { names: arrived, before: editedIn(before, applied, arrived), after: stored } }
		: { ...sent, kind: 'notSaved', error: write.error };
}

function editedIn(
	before: readonly NamedValue[],
	applied: readonly VariableEdit[],
	arrived: readonly string[],
): readonly NamedValue[] {
	return applied.filter(({ name }) => arrived.includes(name)).flatMap((edit) => variableOf(before, edit) ?? []);
}

/** The other variables that a service which replaces the list removes when only the edited ones are sent. */
function othersAtRisk(before: readonly NamedValue[], applied: readonly VariableEdit[]): readonly NamedValue[] {
	const edited = new Set(applied.map(({ name }) => name));
	return sendable(before).filter(({ name, value }) => !edited.has(name) && value !== '');
}

/** Sent alone, the edit of one of two variables with one name would stand for both. */
function isTwiceIn(list: readonly NamedValue[], name: string): boolean {
	return list.filter((variable) => variable.name === name).length > 1;
}

interface Write {
	/** As the service has it now. */
	readonly visitor: Visitor;
	/** Its variables. An edit that the answer proved, and that someone else has overwritten since, has the answered value. */
	readonly after: readonly NamedValue[];
	/** Why the write wasn't answered with a success; undefined for a success. */
	readonly error: ApiError | undefined;
}

/** Neither the write nor the read after it was answered. */
interface NoAnswer {
	readonly error: ApiError;
}

/**
 * Sends a list and finds out the outcome. Reads the visitor again if there is no answer to the write, or if the answer
 * isn't as expected: it may be incomplete, or older than the write. Rejects if the write was refused.
 */
async function send(
	{ client, id, signal }: SaveContext,
	body: readonly NamedValue[],
	before: readonly NamedValue[],
	applied: readonly VariableEdit[],
	unread: readonly string[] = [],
): Promise<Write | NoAnswer> {
	let answer: Visitor | undefined;
	let error: ApiError | undefined;
	try {
		const answered = await client.putVariables(id, body, signal);
		answer = answered.id === id ? answered : undefined;
	} catch (reason) {
		if (!isApiError(reason) || !mayBeWritten(reason)) {
			throw reason;
		}
		error = reason;
	}
	const answered = answer?.customVariableResults ?? [];
	const asAnswered = answer && { visitor: answer, after: answered, error };
	const inAnswer = compareAfterSave(before, applied, answered);
	if (asAnswered && inAnswer.differences.length === 0 && unreadGone(unread, asAnswered.visitor).length === 0) {
		return asAnswered;
	}
	try {
		const visitor = await client.getVisitor(id, signal);
		const inRead = compareAfterSave(before, applied, visitor.customVariableResults);
		const proven = inAnswer.stored.filter(({ name }) => !inRead.arrived.includes(name));
		return { visitor, after: withEdits(visitor.customVariableResults, proven), error };
	} catch (reason) {
		if (asAnswered) {
			return asAnswered;
		}
		if (error ?? isApiError(reason)) {
			return { error: error ?? (reason as ApiError) }; // the failure of the write is more useful than that of the read
		}
		throw reason;
	}
}

/** Whether a failed write may have been carried out (docs/decisions/17-conclusions-from-answers.md). */
function mayBeWritten(error: ApiError): boolean {
	return error.kind !== 'aborted' && mayBeCarriedOut(error);
}

function putBackOf(variables: readonly NamedValue[], { error }: Pick<PutBack, 'error'>): PutBack {
	return { variables, error };
}

/** Sends the complete list, with the variables that were removed by a write of only the edited ones. */
async function putBack(
	context: SaveContext,
	visitor: Visitor,
	lost: readonly NamedValue[],
): Promise<{ readonly visitor: Visitor; readonly error: PutBack['error'] }> {
	const body = [...sendable(visitor.customVariableResults), ...lost];
	try {
		const write = await send(context, body, body, []);
		if (!('visitor' in write)) {
			return { visitor, error: write.error };
		}
		const isBack = missingFrom(lost, write.visitor.customVariableResults).length === 0;
		return { visitor: write.visitor, error: isBack ? undefined : (write.error ?? 'notKept') };
	} catch (reason) {
		if (!isApiError(reason)) {
			throw reason;
		}
		return { visitor, error: reason };
	}
}
