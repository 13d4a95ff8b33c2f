// Visitors whom the last lists lack: a list may lack a row for a moment (docs/decisions/17-conclusions-from-answers.md).
import type { Id, Visitor } from '../../service/model';
import { isShortGap } from '../reads/waits';

export interface Absence {
	/** As last listed. */
	readonly visitor: Visitor;
	/** Instant (ms) of the first list without the visitor, and the number of lists without it so far. */
	readonly at: number;
	readonly lists: number;
}

/** Those who hadn't left: they are back in the same visit after a short time. @param added the new rows of a list of that instant (ms) */
export function endedAbsences(absences: readonly Absence[], added: readonly Visitor[], at: number): readonly Absence[] {
	const back = rowsById(added);
	return absences.filter((absence) => {
		const row = back.get(absence.visitor.id);
		return row?.visitTime === absence.visitor.visitTime && row !== undefined && isShort(absence, at);
	});
}

/** @param left who is said to have left with that list */
export function absencesAfter(
	absences: readonly Absence[],
	{ removed, added }: { readonly removed: readonly Visitor[]; readonly added: readonly Visitor[] },
	left: ReadonlySet<Id>,
	at: number,
): readonly Absence[] {
	const back = rowsById(added);
	const longer = absences
		.filter(({ visitor }) => !back.has(visitor.id))
		.map((absence) => ({ ...absence, lists: absence.lists + 1 }));
	const begun = removed.filter(({ id }) => left.has(id)).map((visitor) => ({ visitor, at, lists: 1 }));
	return [...longer.filter((absence) => isShort(absence, at)), ...begun];
}

function isShort(absence: Absence, at: number): boolean {
	return isShortGap(absence.lists, at - absence.at);
}

function rowsById(rows: readonly Visitor[]): ReadonlyMap<Id, Visitor> {
	return new Map(rows.map((row) => [row.id, row]));
}
