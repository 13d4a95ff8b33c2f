// One save of custom variables, from fresh read to compared answer. The service has no ETag: the gap between read and write is one round trip.
import type { ChatClient } from '../../service/chatClient';
import { type ApiError, isApiError } from '../../service/errors';
import type { Id, NamedValue, Visitor } from '../../service/model';
import { type Conflict, type Merge, mergeEdits, type NotKept, notKept, type VariableEdit } from './variableEdits';

export type VariableClient = Pick<ChatClient, 'getVisitor' | 'putVariables'>;

/** What an undo needs to know of a save. */
export interface SavedEdits {
	/** The whole list before, as the fresh read had it. */
	readonly before: readonly NamedValue[];
	/** The whole list after, as the service answered it. */
	readonly after: readonly NamedValue[];
	/** The names of the variables that the save changed. */
	readonly names: readonly string[];
}

export type SaveOutcome =
	/** Written and compared. `notKept` is what the service did not keep as sent; empty for a whole save. */
	| {
			readonly kind: 'saved';
			readonly visitor: Visitor;
			readonly notKept: readonly NotKept[];
			readonly saved: SavedEdits;
	  }
	/** The service had it all already; nothing was sent. */
	| { readonly kind: 'unchanged'; readonly visitor: Visitor }
	/** Somebody else changed what was edited; nothing was sent. */
	| { readonly kind: 'conflict'; readonly visitor: Visitor; readonly conflicts: readonly Conflict[] }
	/** Sent, but neither an answer nor a look afterwards came: it may be written or not. */
	| { readonly kind: 'unknown'; readonly error: ApiError };

/**
 * Reads, merges, sends and compares. Rejects with an `ApiError` where nothing was written: the read failed or the service refused.
 * Where no answer came to the write, a second read tells what became of it.
 */
export async function saveVariables(
	client: VariableClient,
	id: Id,
	edits: readonly VariableEdit[],
	signal: AbortSignal,
): Promise<SaveOutcome> {
	const fresh = await client.getVisitor(id, signal);
	const merge = mergeEdits(fresh.customVariableResults, edits);
	if (merge.conflicts.length > 0) {
		return { kind: 'conflict', visitor: fresh, conflicts: merge.conflicts };
	}
	if (merge.applied.length === 0) {
		return { kind: 'unchanged', visitor: fresh };
	}
	try {
		return saved(fresh, merge, await client.putVariables(id, merge.list, signal));
	} catch (reason) {
		if (!isApiError(reason) || !mayBeWritten(reason)) {
			throw reason;
		}
		return await lookAfter(client, id, fresh, merge, reason, signal);
	}
}

/** A refusal is sure; silence, a cut answer and a failure of the service are not (API.md: a 500 comes for anything). */
function mayBeWritten({ kind }: ApiError): boolean {
	return kind === 'timeout' || kind === 'network' || kind === 'notChatServer' || kind === 'server';
}

async function lookAfter(
	client: VariableClient,
	id: Id,
	fresh: Visitor,
	merge: Merge,
	error: ApiError,
	signal: AbortSignal,
): Promise<SaveOutcome> {
	let now: Visitor;
	try {
		now = await client.getVisitor(id, signal);
	} catch {
		return { kind: 'unknown', error }; // the first failure says more than that of the look
	}
	const untouched = notKept(fresh.customVariableResults, [], now.customVariableResults).length === 0;
	const lost = notKept(merge.list, merge.applied, now.customVariableResults);
	if (untouched && lost.some(({ edited }) => edited)) {
		throw error; // nothing of it was written
	}
	return saved(fresh, merge, now);
}

function saved(fresh: Visitor, { list, applied }: Merge, visitor: Visitor): SaveOutcome {
	return {
		kind: 'saved',
		visitor,
		notKept: notKept(list, applied, visitor.customVariableResults),
		saved: {
			before: fresh.customVariableResults,
			after: visitor.customVariableResults,
			names: applied.map(({ name }) => name),
		},
	};
}
