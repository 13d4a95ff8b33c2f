// Finds what changed about the visitors between two lists, from the rows that went and came.
import { rowChanges } from '../../service/lists/rowChanges';
import type { Id, NamedValue, Visitor } from '../../service/model';
import type { ChangedVisitor, VisitorChange } from './change';

/** From this number of changed rows on they are only counted: nobody reads more, and looking at them takes time. */
export const manyRows = 2000;

/** How many variables of one visitor are listed one by one. */
const mostVariables = 10;

/** How much of a text is kept, in UTF-16 units. */
const maxText = 200;

export interface Completeness {
	/** Whether the list before, and the one after, has all visitors. */
	readonly before: boolean;
	readonly after: boolean;
}

/**
 * In the order of the later list, then those who left; the number of changed rows if there are too many.
 * @param returned who is in no list before this one, and yet hadn't left: as last seen
 */
export function visitorChanges(
	before: readonly Visitor[],
	after: readonly Visitor[],
	isComplete: Completeness,
	returned: readonly Visitor[],
): readonly VisitorChange[] | number {
	const { removed, added } = rowChanges(before, after);
	if (Math.max(removed.length, added.length) > manyRows) {
		return Math.max(removed.length, added.length);
	}
	const gone = firstById([...removed, ...returned]);
	const come = firstById(added);
	const both = [...come.keys()].filter((id) => gone.has(id));
	const kept = new Map(both.map((id) => [id, gone.get(id) as Visitor]));
	for (const id of both) {
		gone.delete(id);
	}
	// A list may have a visitor twice, and only one of the rows went or came.
	const arrived = isComplete.before
		? idsWithout(
				[...come.keys()].filter((id) => !kept.has(id)),
				before,
			)
		: noIds;
	const left = isComplete.after ? idsWithout([...gone.keys()], after) : noIds;
	return [
		...[...come].flatMap(([id, visitor]): readonly VisitorChange[] => {
			const known = kept.get(id);
			return known
				? changesOf(known, visitor)
				: arrived.has(id)
					? [{ kind: 'arrived', who: changedVisitor(visitor) }]
					: [];
		}),
		...[...gone.values()]
			.filter(({ id }) => left.has(id))
			.map((visitor): VisitorChange => ({ kind: 'left', who: changedVisitor(visitor) })),
	];
}

const noIds: ReadonlySet<Id> = new Set();

function firstById(rows: readonly Visitor[]): Map<Id, Visitor> {
	const byId = new Map<Id, Visitor>();
	for (const row of rows) {
		if (!byId.has(row.id)) {
			byId.set(row.id, row);
		}
	}
	return byId;
}

/** The ids that no row has. */
function idsWithout(ids: readonly Id[], rows: readonly Visitor[]): ReadonlySet<Id> {
	const left = new Set(ids);
	for (const { id } of left.size > 0 ? rows : []) {
		left.delete(id);
	}
	return left;
}

function changesOf(before: Visitor, after: Visitor): readonly VisitorChange[] {
	const who = changedVisitor(after);
	const changes: VisitorChange[] = [];
	if (before.status !== after.status) {
		changes.push({ kind: 'status', who, from: cut(before.status), to: cut(after.status) });
	}
	if (before.currentBrowsing !== after.currentBrowsing) {
		changes.push({ kind: 'page', who, to: after.currentBrowsing.slice(0, 2 * maxText) });
	}
	return [...changes, ...variableChanges(who, before.customVariableResults, after.customVariableResults)];
}

function variableChanges(
	who: ChangedVisitor,
	before: readonly NamedValue[],
	after: readonly NamedValue[],
): readonly VisitorChange[] {
	const isSame = before.length === after.length && before.every(({ name, value }, n) => isNamed(after[n], name, value));
	if (isSame) {
		return [];
	}
	const [old, next] = [valuesByName(before), valuesByName(after)];
	const names = [...new Set([...next.keys(), ...old.keys()])].filter((name) => old.get(name) !== next.get(name));
	const listed = names.slice(0, mostVariables).map(
		(name): VisitorChange => ({
			kind: 'variable',
			who,
			name: cut(name),
			from: cutValue(old.get(name)),
			to: cutValue(next.get(name)),
		}),
	);
	const more = names.length - listed.length;
	return more > 0 ? [...listed, { kind: 'moreVariables', who, count: more }] : listed;
}

function isNamed(value: NamedValue | undefined, name: string, text: string): boolean {
	return value?.name === name && value.value === text;
}

/** Of variables with the same name the first counts. */
function valuesByName(values: readonly NamedValue[]): Map<string, string> {
	const byName = new Map<string, string>();
	for (const { name, value } of values) {
		if (!byName.has(name)) {
			byName.set(name, value);
		}
	}
	return byName;
}

function changedVisitor({ id, name, email }: Visitor): ChangedVisitor {
	return { id, name: cut(name), email: cut(email) };
}

function cut(text: string): string {
	return text.slice(0, maxText);
}

function cutValue(text: string | undefined): string | undefined {
	return text === undefined ? undefined : cut(text);
}
