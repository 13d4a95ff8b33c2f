// Reads what a site is made of, in words: agents' names, departments, away statuses, variables. Tolerant row by row; keeps no answer and no e-mail address.
import * as z from 'zod/mini';
import type { NameCalls } from './chatClient';
import type { Page } from './listReader';
import type { Named, VariableDefinition, VariableType } from './model';
import type { Log } from './ports';
import { badRow, count, id, type ReadRow, text } from './schema';

/** Longer names are nobody's. */
const maxName = 200;

const agent = z.object({ id, displayName: text, firstName: text, lastName: text, email: text });
const department = z.object({ id, name: text });
const awayStatus = z.object({ name: text, order: count });
const variable = z.object({ name: text, type: text });

type ListCall = <Answer>(
	path: string,
	read: (pages: readonly { readonly page: Page }[]) => Answer,
	signal: AbortSignal,
) => Promise<Answer>;

/** @param list reads a list, however many pages it has */
export function nameCalls(list: ListCall, log: Log): NameCalls {
	/** What has no name is left out in silence: there is nothing to show. */
	function call<Row extends { readonly name: string }>(path: string, read: (raw: unknown) => ReadRow<Row>) {
		return (signal: AbortSignal): Promise<readonly Row[]> =>
			list(path, (pages) => rowsOf(path, pages, read, log).filter(({ name }) => name !== ''), signal);
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
	pages: readonly { readonly page: Page }[],
	read: (raw: unknown) => ReadRow<Row>,
	log: Log,
): readonly Row[] {
	const results = pages.flatMap(({ page }) => page.rows.map(read));
	const bad = results.filter((result) => !result.ok);
	if (bad.length > 0) {
		log.warn(`${path}: rows skipped: ${bad.length} × ${[...new Set(bad.map(({ fault }) => fault))].join(', ')}`);
	}
	return results.flatMap((result) => (result.ok ? [result.row] : []));
}

/** The display name, else first and last name. One that is the agent's e-mail address is none: addresses of colleagues are not kept. */
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
	return { ok: true, row: { name: whole(name.trim()), order: order ?? Number.MAX_SAFE_INTEGER } };
}

/** Of a definition only the type is a help. Its `hyperlink` is not read: the service sends each visitor's link resolved, and how its template is written is not documented. */
function readVariableDefinition(raw: unknown): ReadRow<VariableDefinition> {
	const parsed = variable.safeParse(raw);
	if (!parsed.success) {
		return badRow(parsed.error);
	}
	const { name, type } = parsed.data;
	return { ok: true, row: { name: whole(name), type: variableType(type) } };
}

const types: readonly VariableType[] = ['integer', 'decimal'];

/** A type that nobody knows takes any text. */
function variableType(raw: string): VariableType {
	return types.find((type) => type === raw.trim().toLowerCase()) ?? 'text';
}

/** For the eye: cut where it is too long. */
function nameIn(raw: string): string {
	return raw.trim().slice(0, maxName);
}

/** For sending and comparing: cut it would be another. */
function whole(name: string): string {
	return name.length > maxName ? '' : name;
}
