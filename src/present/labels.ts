// The names that visitors, agents and departments are shown with.
import * as l10n from '@vscode/l10n';
import type { Id, Visitor } from '../service/model';
import { toSingleLine } from './text';

/** In UTF-16 units; longer than any row is wide. */
const maxLabel = 80;

/** Name, else e-mail, else "Visitor 3d59f909". */
export function visitorLabel(visitor: Pick<Visitor, 'id' | 'name' | 'email'>): string {
	return toSingleLine(visitor.name, maxLabel) || toSingleLine(visitor.email, maxLabel) || visitorById(visitor.id);
}

/** "Visitor 3d59f909": for places that are written to disk, or where nothing else is known. */
export function visitorById(id: Id): string {
	return l10n.t({ message: 'Visitor {0}', comment: '{0} is the start of an ID', args: [shortId(id)] });
}

/** The user's names for agents or departments, from the settings; ids may be in any case. */
export type Aliases = Readonly<Record<string, string>>;

/** The service's names, as far as the sign-in may read them. */
export type ServiceNames = ReadonlyMap<Id, string>;

/** The alias, else the service's name, else "Agent c97a2afe". */
export function agentLabel(id: Id, aliases: Aliases, names: ServiceNames): string {
	return nameOf(id, aliases, names) ?? agentById(id);
}

/** "Agent c97a2afe": for notifications, which VS Code keeps while privacy mode goes on. */
export function agentById(id: Id): string {
	return l10n.t({ message: 'Agent {0}', comment: '{0} is the start of an ID', args: [shortId(id)] });
}

/** The alias, else the service's name, else "Department 1a2b3c4d". The id `''` is no department. */
export function departmentLabel(id: Id, aliases: Aliases, names: ServiceNames): string {
	return id === ''
		? l10n.t('No department')
		: (nameOf(id, aliases, names) ??
				l10n.t({ message: 'Department {0}', comment: '{0} is the start of an ID', args: [shortId(id)] }));
}

/** The alias, else the service's name; undefined if both are missing or invisible. */
export function nameOf(id: Id, aliases: Aliases, names: ServiceNames): string | undefined {
	return toSingleLine(aliasOf(id, aliases) ?? '', maxLabel) || toSingleLine(names.get(id) ?? '', maxLabel) || undefined;
}

/** The service's name if an alias is shown instead of it, else `''`. */
export function nameBehindAlias(id: Id, aliases: Aliases, names: ServiceNames): string {
	const name = toSingleLine(names.get(id) ?? '', maxLabel);
	return name === nameOf(id, aliases, names) ? '' : name;
}

/** The alias of an id, as written in the settings. */
export function aliasOf(id: Id, aliases: Aliases): string | undefined {
	if (Object.hasOwn(aliases, id)) {
		return aliases[id];
	}
	const lowerId = id.toLowerCase();
	return Object.entries(aliases).find(([key]) => key.trim().toLowerCase() === lowerId)?.[1];
}

/** The first eight characters of an id. */
export function shortId(id: Id): string {
	return /^[!-~]*$/.test(id) ? id.slice(0, 8) : Array.from(toSingleLine(id)).slice(0, 8).join('');
}
