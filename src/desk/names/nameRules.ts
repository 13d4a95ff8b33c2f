// When the names of a site are read again, and how they are stored for the other windows.
import type { Id, VariableDefinition, VariableType } from '../../service/model';
import type { SiteNames } from '../state';
import type { NameList, NamesNote } from '../windows/namesNote';

const nameLists: readonly NameList[] = ['agents', 'departments', 'awayStatuses', 'variables'];

const minute = 60_000;

/**
 * After how long (ms) a list is read again: names change rarely. The Refresh command reads them sooner; a list whose read was begun,
 * once no other window can still be reading it.
 */
const spans = {
	read: { usual: 12 * 60 * minute, asked: 10 * minute },
	refused: { usual: Number.POSITIVE_INFINITY, asked: 10 * minute },
	failed: { usual: 60 * minute, asked: 0 },
	begun: { usual: 60 * minute, asked: minute / 6 },
};

interface NamesWanted {
	/** Whether the user asked for it. */
	readonly asked: boolean;
	/** Whether this window has names, from a read of its own or from another window. */
	readonly hasNames: boolean;
	/** Instant (ms). */
	readonly now: number;
}

/**
 * The lists that are due.
 *
 * | in this sign-in | due again |
 * |---|---|
 * | not tried yet | now |
 * | read | after 12 hours; after 10 minutes where the user asks; at once in a window that can't read the stored names |
 * | refused by the service (403, 404) | never; after 10 minutes where the user asks |
 * | failed otherwise, by a 403 or 404 of a gateway too | after an hour; now where the user asks |
 * | being read, maybe by a window that was closed | after an hour; after 10 seconds where the user asks |
 */
export function dueNames(note: NamesNote | undefined, wanted: NamesWanted): readonly NameList[] {
	return nameLists.filter((list) => {
		const last = note?.tries[list];
		if (!last) {
			return true;
		}
		const { usual, asked } = spans[last.outcome];
		const isUnknownHere = last.outcome === 'read' && !wanted.hasNames;
		return isUnknownHere || wanted.now - last.at >= (wanted.asked ? asked : usual);
	});
}

/** The note with the outcomes of these reads. */
export function withTries(
	note: NamesNote | undefined,
	tries: NamesNote['tries'],
	storedAt: number | undefined,
): NamesNote {
	return { tries: { ...note?.tries, ...tries }, storedAt: storedAt ?? note?.storedAt };
}

/** The names as the text that is stored. */
export function namesText(names: SiteNames, storedAt: number): string {
	const { agents, departments, awayStatuses, variables } = names;
	return JSON.stringify({ storedAt, agents: [...agents], departments: [...departments], awayStatuses, variables });
}

interface StoredNames {
	readonly names: SiteNames;
	readonly storedAt: number;
}

/** Undefined for a text in another format, for instance of another version of Frontdesk. */
export function parseNames(text: string): StoredNames | undefined {
	let parsed: Readonly<Record<string, unknown>>;
	try {
		parsed = JSON.parse(text) ?? {};
	} catch {
		return undefined;
	}
	const { storedAt, agents, departments, awayStatuses, variables } = parsed;
	return typeof storedAt === 'number' &&
		isListOf(agents, isEntry) &&
		isListOf(departments, isEntry) &&
		isListOf(awayStatuses, isText) &&
		isListOf(variables, isDefinition)
		? { storedAt, names: { agents: new Map(agents), departments: new Map(departments), awayStatuses, variables } }
		: undefined;
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is readonly Item[] {
	return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function isEntry(value: unknown): value is readonly [Id, string] {
	return Array.isArray(value) && value.length === 2 && value.every(isText);
}

const types: readonly VariableType[] = ['text', 'integer', 'decimal'];

function isDefinition(value: unknown): value is VariableDefinition {
	const { name, type } = (value ?? {}) as Partial<VariableDefinition>;
	return isText(name) && types.some((known) => known === type);
}
