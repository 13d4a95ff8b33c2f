// One save of custom variables: read, merge, send, compare. The service has no version to check, so what someone else writes between the read and the write isn't seen.
import type { ChatClient } from '../../service/chatClient';
import { type ApiError, isApiError } from '../../service/errors';
import type { Id, NamedValue, Visitor } from '../../service/model';
import { mayBeCarriedOut } from '../errorCodes';
import { compareAfterSave, type Difference, isOfEdit } from './comparison';
import { unreadGone, unreadVariables } from './unreadVariables';
import { isSendable } from './validation';
import { type Conflict, mergeEdits, type VariableEdit, variableNamed, withEdits } from './variableEdits';
import type { PartialResult, PartialWrites } from './writeMode';

export type VariableClient = Pick<ChatClient, 'getVisitor' | 'putVariables'>;

/** What an undo needs to know of a write. */
export interface SavedEdits {
	/** The whole list before, as the fresh read had it. */
	readonly before: readonly NamedValue[];
	/** The whole list after it; of the edited variables as our write left them. */
	readonly after: readonly NamedValue[];
	/** The edited variables whose values arrived. */
	readonly names: readonly string[];
}

/** Variables that a write of the changed ones alone had removed. */
export interface PutBack {
	readonly variables: readonly NamedValue[];
	/** Why they could not be put back; undefined where they were. */
	readonly error: ApiError | 'notKept' | undefined;
}

/** What both kinds of a write that was sent have in common. */
interface Sent {
	/** As the service has it now. */
	readonly visitor: Visitor;
	/** The variables that are not as they were typed, or changed without being edited. */
	readonly differences: readonly Difference[];
	/** Whether the service answered the write with a success. */
	readonly isAnswered: boolean;
	readonly putBack?: PutBack;
}

export type SaveOutcome =
	/** At least one edit arrived. */
	| (Sent & { readonly kind: 'saved'; readonly saved: SavedEdits })
	/** Sent, and none of the edits arrived. `error` is why no success was answered. */
	| (Sent & { readonly kind: 'notSaved'; readonly error: ApiError | undefined })
	/** The service had all values already; nothing was sent. */
	| { readonly kind: 'unchanged'; readonly visitor: Visitor }
	/** Someone else changed what was edited; nothing was sent. */
	| { readonly kind: 'conflict'; readonly visitor: Visitor; readonly conflicts: readonly Conflict[] }
	/** The service has variables that can't be read, and the write could remove them; nothing was sent. A name is `''` where there is none. */
	| { readonly kind: 'unreadable'; readonly visitor: Visitor; readonly names: readonly string[] }
	/** Sent, but neither the write nor the read after it was answered. */
	| { readonly kind: 'unknown'; readonly error: ApiError };

interface SaveContext {
	readonly client: VariableClient;
	readonly id: Id;
	readonly signal: AbortSignal;
	readonly partialWrites: PartialWrites;
}

/** Rejects with an `ApiError` where nothing was sent, or where the service refused the write. */
export async function saveVariables(context: SaveContext, edits: readonly VariableEdit[]): Promise<SaveOutcome> {
	const { client, id, signal } = context;
	const fresh = await client.getVisitor(id, signal);
	const before = fresh.customVariableResults;
	const { applied, conflicts, list } = mergeEdits(before, edits);
	if (conflicts.length > 0) {
		return { kind: 'conflict', visitor: fresh, conflicts };
	}
	if (applied.length === 0) {
		return { kind: 'unchanged', visitor: fresh };
	}
	const others = othersAtRisk(before, applied);
	const unread = unreadVariables(fresh);
	const isEdited = applied.some(({ name }) => unread.includes(name));
	const partial = isEdited ? undefined : await context.partialWrites.begin(others.length + unread.length > 0);
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
		return { kind: 'unknown', error: write.error };
	}
	const { arrived, differences } = compareAfterSave(before, applied, write.after);
	const lost = partial ? missingFrom(others, write.visitor) : [];
	const gone = unreadGone(unread, write.visitor);
	await end(lost.length + gone.length > 0 ? 'replaced' : arrived.length > 0 ? 'merged' : 'unproven');
	const back = lost.length > 0 ? await putBack(context, write.visitor, lost) : undefined;
	const sent: Sent = {
		visitor: back?.visitor ?? write.visitor,
		// What wasn't sent along, or wasn't written at all, was changed by someone else.
		differences: [
			...differences.filter(({ kind }) => isOfEdit(kind) || (arrived.length > 0 && !(partial && kind === 'notEdited'))),
			...gone.map((name) => ({
				kind: 'notEdited' as const,
				name,
				expected: { name, value: '', url: '' },
				got: undefined,
			})),
		],
		isAnswered: write.error === undefined,
		...(back && { putBack: { variables: lost, error: back.error } }),
	};
	return arrived.length > 0
		? { ...sent, kind: 'saved', saved: { before, after: write.after, names: arrived } }
		: { ...sent, kind: 'notSaved', error: write.error };
}

/** The other variables that a service which replaces the list removes when only the edited ones are sent. */
function othersAtRisk(before: readonly NamedValue[], applied: readonly VariableEdit[]): readonly NamedValue[] {
	const edited = new Set(applied.map(({ name }) => name));
	return sendable(before).filter(({ name, value }) => !edited.has(name) && value !== '');
}

function sendable(list: readonly NamedValue[]): readonly NamedValue[] {
	return list.filter(({ name }) => isSendable(name));
}

function missingFrom(list: readonly NamedValue[], { customVariableResults }: Visitor): readonly NamedValue[] {
	return list.filter(({ name }) => !variableNamed(customVariableResults, name));
}

interface Write {
	/** As the service has it now. */
	readonly visitor: Visitor;
	/** Its variables, but for edits that the answer proved and someone else has overwritten since: those as they were answered. */
	readonly after: readonly NamedValue[];
	/** Why the write has no answer; undefined for a success. */
	readonly error: ApiError | undefined;
}

/** Neither the write nor the read after it was answered. */
interface NoAnswer {
	readonly error: ApiError;
}

/**
 * Sends a list and finds out what became of it. Reads the visitor again where there is no answer to the write, and where the answer
 * doesn't show what was expected: it may be incomplete, or older than the write. Rejects where the write was refused.
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
		const altered = new Set(inAnswer.differences.map(({ name }) => name));
		const proven = answered.filter(({ name }) => inAnswer.arrived.includes(name) && !altered.has(name));
		return { visitor, after: withEdits(visitor.customVariableResults, proven), error };
	} catch (reason) {
		if (asAnswered) {
			return asAnswered;
		}
		if (error ?? isApiError(reason)) {
			return { error: error ?? (reason as ApiError) }; // the first failure says more than that of the read
		}
		throw reason;
	}
}

/** Only a failure that leaves it open is looked up (docs/decisions/17-conclusions-from-answers.md). */
function mayBeWritten(error: ApiError): boolean {
	return error.kind !== 'aborted' && mayBeCarriedOut(error);
}

/** Sends the complete list with the variables that a write of the edited ones alone had removed. */
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
		const isBack = missingFrom(lost, write.visitor).length === 0;
		return { visitor: write.visitor, error: isBack ? undefined : (write.error ?? 'notKept') };
	} catch (reason) {
		if (!isApiError(reason)) {
			throw reason;
		}
		return { visitor, error: reason };
	}
}
