// What a PUT of custom variables does to a visitor's variables.
import type { Behaviour } from './behaviour';
import type { NamedRow } from './rows';
import { variableDefinitions } from './site';

/** An entry of the body; an absent field leaves the variable as it is. */
interface VariableEntry {
	readonly name: string;
	readonly value?: string;
	readonly url?: string;
}

/** The entries of a body, or a sentence on what is wrong with it. */
export function readEntries(body: unknown): VariableEntry[] | string {
	if (!Array.isArray(body)) {
		return 'The body must be an array of custom variables.';
	}
	const entries: VariableEntry[] = [];
	for (const item of body as unknown[]) {
		if (typeof item !== 'object' || item === null) {
			return 'Every custom variable must be an object.';
		}
		const { name, value, url } = item as Record<string, unknown>;
		if (typeof name !== 'string' || name === '') {
			return 'The name of a custom variable is required.';
		}
		if ((value ?? '') !== String(value ?? '') || (url ?? '') !== String(url ?? '')) {
			return 'The value and the url of a custom variable must be strings.';
		}
		entries.push({
			name,
			...(typeof value === 'string' ? { value } : {}),
			...(typeof url === 'string' ? { url } : {}),
		});
	}
	return entries;
}

/** The variables after the write. Names are compared exactly; of two entries with one name the later wins. */
export function writeVariables(
	before: readonly NamedRow[],
	entries: readonly VariableEntry[],
	behaviour: Behaviour,
): NamedRow[] {
	const known = new Set([...before, ...variableDefinitions].map(({ name }) => name));
	const after = behaviour.variables === 'merge' ? [...before] : [];
	for (const entry of entries) {
		if (behaviour.unknownVariables === 'drop' && !known.has(entry.name)) {
			continue;
		}
		const index = after.findIndex(({ name }) => name === entry.name);
		const old = after[index] ?? { value: '', url: '' };
		const value = entry.value ?? old.value;
		const row = {
			name: entry.name,
			value: behaviour.values === 'trim' ? value.trim() : value,
			url: entry.url ?? old.url,
		};
		if (index < 0) {
			after.push(row);
		} else {
			after[index] = row;
		}
	}
	return after;
}
