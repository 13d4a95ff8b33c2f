// The optional calls: names of agents and departments, away statuses, definitions of custom variables.
import * as z from 'zod/mini';
import type { NameCalls } from './chatClient';
import { type Page, type PageNotes, parsePage } from './lists/listPage';
import type { PageReader } from './lists/listReader';
import type { Named, VariableDefinition, VariableType } from './model';
import type { Log } from './ports';
import { badRow, count, id, type ReadRow, text } from './schema';
import type { SlicedWork } from './slices';

/** Maximum length of a name, in UTF-16 units. */
const maxName = 200;

const agent = z.object({ id, displayName: text, firstName: text, lastName: text, email: text });
const department = z.object({ id, name: text });
const awayStatus = z.object({ name: text, order: count });
const variable = z.object({ name: text, type: text });

type ListCall = <ReadPage extends PageNotes, Answer>(
	path: string,
	reader: PageReader<ReadPage, Answer>,
	signal: AbortSignal,
) => Promise<Answer>;

/** @param list reads all pages of a list */
export function nameCalls(list: ListCall, log: Log): NameCalls {
	/** Rows without a name are left out: there is nothing to show. */
	function call<Row extends { readonly name: string }>(path: string, read: (raw: unknown) => ReadRow<Row>) {
		// The name of a wrapped list is the last word of its path.
		const name = path.slice(path.lastIndexOf('/') + 1);
		const reader = {
			*readPage(text: string): SlicedWork<Page> {
				yield;
				return parsePage(text, name);
			},
			*combine(pages: readonly Page[]): SlicedWork<readonly Row[]> {
				yield;
				return rowsOf(path, pages, read, log).filter((row) => row.name !== '');
			},
		};
		return (signal: AbortSignal): Promise<readonly Row[]> => list(path, reader, signal);
	}

	const awayStatuses = call('global/agentAwayStatuses', readAwayStatus);
	return {
		listAgentNames: call('global/agents', readAgentName),
		listDepartments: call('global/departments', readDepartment),
		listAwayStatuses: async (signal) =>
			[...(await awayStatuses(signal))].sort((a, b) => a.order - b.order).map(({ name }) => name),
		listVariableDefinitions: call('livechat/customVariables', readVariableDefinition),
	};
}

function rowsOf<Row>(
	path: string,
	pages: readonly Page[],
	read: (raw: unknown) => ReadRow<Row>,
	log: Log,
): readonly Row[] {
	const results = pages.flatMap(({ rows }) => rows.map(read));
	const bad = results.filter((result) => !result.ok);
	if (bad.length > 0) {
		log.warn(`${path}: rows skipped: ${bad.length} × ${[...new Set(bad.map(({ problem }) => problem))].join(', ')}`);
	}
	return results.flatMap((result) => (result.ok ? [result.row] : []));
}

/** The display name, else first and last name. A name that is the agent's e-mail address is dropped: addresses of colleagues are not kept. */
function readAgentName(raw: unknown): ReadRow<Named> {
	const parsed = agent.safeParse(raw);
	if (!parsed.success) {
		return badRow(parsed.error);
	}
	const { id, displayName, firstName, lastName, email } = parsed.data;
	const address = email.trim().toLowerCase();
	const names = [displayName, `${firstName.trim()} ${lastName.trim()}`].map(nameIn);
	const name = names.find((candidate) => candidate !== '' && candidate.toLowerCase() !== address) ?? '';
	return { ok: true, row: { id, name } };
}

function readDepartment(raw: unknown): ReadRow<Named> {
	const parsed = department.safeParse(raw);
	return parsed.success
		? { ok: true, row: { id: parsed.data.id, name: nameIn(parsed.data.name) } }
		: badRow(parsed.error);
}

function readAwayStatus(raw: unknown): ReadRow<{ readonly name: string; readonly order: number }> {
	const parsed = awayStatus.safeParse(raw);
	if (!parsed.success) {
		return badRow(parsed.error);
	}
	const { name, order } = parsed.data;
	return { ok: true, row: { name: uncut(name.trim()), order: order ?? Number.MAX_SAFE_INTEGER } };
}

/** `hyperlink` is not read: the service sends each visitor's link resolved, and the syntax of the template is not documented. */
function readVariableDefinition(raw: unknown): ReadRow<VariableDefinition> {
	const parsed = variable.safeParse(raw);
	if (!parsed.success) {
		return badRow(parsed.error);
	}
	const { name, type } = parsed.data;
	return { ok: true, row: { name: uncut(name), type: variableType(type) } };
}

const types: readonly VariableType[] = ['integer', 'decimal'];

/** An unknown type accepts any text. */
function variableType(raw: string): VariableType {
	return types.find((type) => type === raw.trim().toLowerCase()) ?? 'text';
}

/** A name to show: cut if it is too long. */
function nameIn(raw: string): string {
	return raw.trim().slice(0, maxName);
}

/** A name to send and compare, so it can't be cut: `''` if it is too long. */
function uncut(name: string): string {
	return name.length > maxName ? '' : name;
}
