// When the names of a site are read again, and how they are stored for the other windows.
import type { Id, VariableDefinition, VariableType } from '../../service/model';
import type { SiteNames } from '../state';
import type { NameList, NamesNote } from '../windows/namesNote';

const nameLists: readonly NameList[] = ['agents', 'departments', 'awayStatuses', 'variables'];

const minute = 60_000;

/** Names change rarely. */
const readAgainAfter = 12 * 60 * minute;
const failedAgainAfter = 60 * minute;
/** The Refresh command reads them too, but not each time; those that failed as soon as another window can't be reading them. */
const askedAgainAfter = 10 * minute;
const failedAskedAgainAfter = minute / 6;

interface NamesWanted {
	/** Whether the user asked for it. */
	readonly asked: boolean;
	/** Whether this window has names, from a read of its own or from another window. */
	readonly knows: boolean;
	/** Instant (ms). */
	readonly now: number;
}

/**
 * The lists that are due.
 *
 * | in this sign-in | due again |
 * |---|---|
 * | not tried yet | now |
 * | read | after 12 hours; after 10 minutes where the user asks; at once in a window that could not get at what was kept |
 * | refused by the service (403, 404) | never |
 * | failed otherwise, by a 403 or 404 of a gateway too | after an hour; after 10 seconds where the user asks |
 */
export function dueNames(note: NamesNote | undefined, wanted: NamesWanted): readonly NameList[] {
	return nameLists.filter((list) => {
		const last = note?.tries[list];
		if (!last) {
			return true;
		}
		const [usual, asked] =
			last.outcome === 'read' ? [readAgainAfter, askedAgainAfter] : [failedAgainAfter, failedAskedAgainAfter];
		const age = wanted.now - last.at;
		const isUnknownHere = last.outcome === 'read' && !wanted.knows;
		return last.outcome !== 'refused' && (isUnknownHere || age >= (wanted.asked ? asked : usual));
	});
}

/** The note after lists were tried. */
export function withTries(
	note: NamesNote | undefined,
	tries: NamesNote['tries'],
	keptAt: number | undefined,
): NamesNote {
	return { tries: { ...note?.tries, ...tries }, keptAt: keptAt ?? note?.keptAt };
}

/** Names as one text. */
export function namesText(names: SiteNames, keptAt: number): string {
	const { agents, departments, awayStatuses, variables } = names;
	return JSON.stringify({ keptAt, agents: [...agents], departments: [...departments], awayStatuses, variables });
}

interface Kept {
	readonly names: SiteNames;
	readonly keptAt: number;
}

/** Undefined for what another version of Frontdesk or a stranger left there. */
export function parseNames(text: string): Kept | undefined {
	let parsed: Readonly<Record<string, unknown>>;
	try {
		parsed = JSON.parse(text) ?? {};
	} catch {
		return undefined;
	}
	const { keptAt, agents, departments, awayStatuses, variables } = parsed;
	return typeof keptAt === 'number' &&
		isListOf(agents, isEntry) &&
		isListOf(departments, isEntry) &&
		isListOf(awayStatuses, isText) &&
		isListOf(variables, isDefinition)
		? { keptAt, names: { agents: new Map(agents), departments: new Map(departments), awayStatuses, variables } }
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
