// What a visitor and an agent are called in every list, title and message; decides nothing about where they stand.
import * as l10n from '@vscode/l10n';
import type { Id, Visitor } from '../service/model';
import { toSingleLine } from './text';

/** Longer than any row is wide. */
const maxLabel = 80;

/** Name, else e-mail, else "Visitor 3d59f909". */
export function visitorLabel(visitor: Visitor): string {
	return toSingleLine(visitor.name, maxLabel) || toSingleLine(visitor.email, maxLabel) || visitorById(visitor.id);
}

/** "Visitor 3d59f909": for places that are written to disk, or where nothing else is known. */
export function visitorById(id: Id): string {
	return l10n.t('Visitor {0}', shortId(id));
}

/** What the user calls agents or departments in the settings, where ids may be written in any case. */
export type Aliases = Readonly<Record<string, string>>;

/** What the service calls them, where it tells. */
export type ServiceNames = ReadonlyMap<Id, string>;

/** Its alias, else the service's name for it, else "Agent c97a2afe". */
export function agentLabel(id: Id, aliases: Aliases, names: ServiceNames): string {
	return nameOf(id, aliases, names) ?? l10n.t('Agent {0}', shortId(id));
}

/** The same for a department: "Department 1a2b3c4d"; `''` is none. */
export function departmentLabel(id: Id, aliases: Aliases, names: ServiceNames): string {
	return id === '' ? l10n.t('No department') : (nameOf(id, aliases, names) ?? l10n.t('Department {0}', shortId(id)));
}

/** The alias, else the service's name; undefined where neither is to be seen. */
export function nameOf(id: Id, aliases: Aliases, names: ServiceNames): string | undefined {
	return toSingleLine(aliasOf(id, aliases) ?? '', maxLabel) || toSingleLine(names.get(id) ?? '', maxLabel) || undefined;
}

/** The service's name where an alias stands in its place; `''` where it is shown already, or there is none. */
export function nameBehindAlias(id: Id, aliases: Aliases, names: ServiceNames): string {
	const name = toSingleLine(names.get(id) ?? '', maxLabel);
	return name === nameOf(id, aliases, names) ? '' : name;
}

/** The alias that the settings give an id, as written there. */
export function aliasOf(id: Id, aliases: Aliases): string | undefined {
	if (Object.hasOwn(aliases, id)) {
		return aliases[id];
	}
	const wanted = id.toLowerCase();
	return Object.entries(aliases).find(([key]) => key.trim().toLowerCase() === wanted)?.[1];
}

/** The first eight characters of an id: enough to tell two rows apart. */
export function shortId(id: Id): string {
	return Array.from(toSingleLine(id)).slice(0, 8).join('');
}
