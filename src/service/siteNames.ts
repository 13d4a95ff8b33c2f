// The optional calls: names of agents and departments, away statuses, definitions of custom variables.
import type { NameCalls } from './chatClient';
import { isRecord } from './json';
import type { Pages } from './listReader';
import type { Named, VariableDefinition, VariableType } from './model';
import type { Log } from './ports';
import { type ReadRow, readCount, readRow, readText } from './schema';

/** Maximum length of a name, in UTF-16 units. */
const maxName = 200;

type ListCall = <Answer>(path: string, read: (answer: Pages) => Answer, signal: AbortSignal) => Promise<Answer>;

/** @param list reads all pages of a list */
export function nameCalls(list: ListCall, log: Log): NameCalls {
	/** Rows without a name are left out: there is nothing to show. */
	function call<Row extends { readonly name: string }>(path: string, read: (raw: unknown) => ReadRow<Row>) {
		return (signal: AbortSignal): Promise<readonly Row[]> =>
			list(path, (answer) => rowsOf(path, answer, read, log).filter(({ name }) => name !== ''), signal);
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

function rowsOf<Row>(path: string, { pages }: Pages, read: (raw: unknown) => ReadRow<Row>, log: Log): readonly Row[] {
	const results = pages.flatMap(({ page }) => page.rows.map(read));
	const bad = results.filter((result) => !result.ok);
	if (bad.length > 0) {
		log.warn(`${path}: rows skipped: ${bad.length} × ${[...new Set(bad.map(({ fault }) => fault))].join(', ')}`);
	}
	return results.flatMap((result) => (result.ok ? [result.row] : []));
}

/** The display name, else first and last name. A name that is the agent's e-mail address is dropped: addresses of colleagues are not kept. */
function readAgentName(raw: unknown): ReadRow<Named> {
	return readRow(raw, ({ displayName, firstName, lastName, email }, id) => {
		const address = readText(email).trim().toLowerCase();
		const names = [readText(displayName), `${readText(firstName).trim()} ${readText(lastName).trim()}`].map(nameIn);
		const name = names.find((candidate) => candidate !== '' && candidate.toLowerCase() !== address) ?? '';
		return { id, name };
	});
}

function readDepartment(raw: unknown): ReadRow<Named> {
	return readRow(raw, ({ name }, id) => ({ id, name: nameIn(readText(name)) }));
}

function readAwayStatus(raw: unknown): ReadRow<{ readonly name: string; readonly order: number }> {
	return readWithoutId(raw, ({ name, order }) => ({
		name: uncut(readText(name).trim()),
		order: readCount(order) ?? Number.MAX_SAFE_INTEGER,
	}));
}

/** `hyperlink` is not read: the service sends each visitor's link resolved, and the syntax of the template is not documented. */
function readVariableDefinition(raw: unknown): ReadRow<VariableDefinition> {
	return readWithoutId(raw, ({ name, type }) => ({ name: uncut(readText(name)), type: variableType(readText(type)) }));
}

function readWithoutId<Row>(raw: unknown, read: (raw: Readonly<Record<string, unknown>>) => Row): ReadRow<Row> {
	return isRecord(raw) ? { ok: true, row: read(raw) } : { ok: false, fault: 'row: noObject' };
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

/** A name to send and compare: cut, it would be another one, so `''` if it is too long. */
function uncut(name: string): string {
	return name.length > maxName ? '' : name;
}
