// Worlds for the tests of privacy mode: the visitors of the sandbox as a client reads them, and the values that must not be seen.
import type { DeskState } from '../../../src/desk/state';
import type { ScenarioName } from '../../../src/sandbox/scenarios/scenarios';
import type { NamedValue, Visitor } from '../../../src/service/model';
import { readVisitor } from '../../../src/service/schema';
import { urgencyOf } from '../../../src/service/urgency';
import { open } from '../../sandbox/open';
import { agent, now, state, wait } from '../worlds';

export const defaultEntries = ['name', 'email', 'phone', 'ip'];

/** Names of agents and departments, as the service gives them and as the user does. */
export const agentNames = ['Wilhelmina Agentson', 'Ottoline Aliasfield'] as const;
export const departmentNames = ['Bespoke Shipments Desk', 'Nordic Sales Hall'] as const;

export async function sandboxVisitors(scenario: ScenarioName, seed: number, minutes = 0): Promise<readonly Visitor[]> {
	const { call, pass } = open({ scenario, seed });
	pass(minutes * 60_000);
	const { json } = await call('livechat/visitors');
	return json.flatMap((row) => {
		const read = readVisitor(row);
		return read.ok ? [read.row] : [];
	});
}

/** A world that shows all of them: some wait, one is watched, one is pinned and gone. */
export function worldOf(visitors: readonly Visitor[]): DeskState {
	const waiting = visitors.filter(({ status }) => urgencyOf(status) === 'waiting');
	const [first, second, ...others] = visitors;
	const departments = new Map(visitors.map(({ departmentId }, n) => [departmentId, departmentNames[n % 2] ?? '']));
	departments.delete('');
	return state({
		visitors,
		agents: [agent('agent-one-1', 'Online', 2), agent('agent-two-2', 'Away')],
		me: { id: 'agent-one-1', agent: agent('agent-one-1', 'Online', 2), pending: undefined, lastAway: 'Away' },
		waits: new Map(waiting.map(({ id }, n) => [id, wait(now - n * 9000)])),
		watched: new Map(first ? [[first.id, { visitor: first, asOf: now, left: false, error: undefined }]] : []),
		pins: second ? [{ id: 'pinned-1', pinnedAt: now, leftAt: now - 60_000, triedAt: undefined, isListed: false }] : [],
		pinned: new Map(second ? [['pinned-1', { visitor: { ...second, id: 'pinned-1' }, asOf: now }]] : []),
		names: {
			agents: new Map([['agent-one-1', agentNames[0]]]),
			departments,
			awayStatuses: others.length > 0 ? ['Lunch'] : [],
			variables: [],
		},
	});
}

/** Values that a person would be told by: shorter ones are parts of other words. */
export function secretsOf(row: Visitor, variables: readonly string[] = []): readonly string[] {
	const named = (values: readonly NamedValue[]) =>
		values.filter(({ name }) => variables.includes(name)).flatMap(({ value, url }) => [value, url]);
	return [row.name, row.email, row.phone, row.ip, ...named(row.customVariableResults), ...named(row.customFields)]
		.map((value) => value.trim().toLowerCase())
		.filter((value) => value.length >= 4 && /[\p{L}\p{N}]/u.test(value));
}

/** The secrets that a text has. */
export function seenIn(text: string, secrets: readonly string[]): readonly string[] {
	const lower = text.toLowerCase();
	return secrets.filter((secret) => lower.includes(secret));
}
