// What a visitor and an agent are called in every list, title and message; decides nothing about where they stand.
import * as l10n from '@vscode/l10n';
import type { Agent, Id, Visitor } from '../service/model';
import { plain } from './text';

/** Longer than any row is wide. */
const maxLabel = 80;

/** Name, else e-mail, else "Visitor 3d59f909". */
export function visitorLabel(visitor: Visitor): string {
	return plain(visitor.name, maxLabel) || plain(visitor.email, maxLabel) || visitorById(visitor.id);
}

/** "Visitor 3d59f909": for places that are written to disk, or where nothing else is known. */
export function visitorById(id: Id): string {
	return l10n.t('Visitor {0}', shortId(id));
}

/** Its alias, else "Agent c97a2afe". `aliases` come from the settings, where ids may be written in any case. */
export function agentLabel(id: Agent['id'], aliases: Readonly<Record<string, string>>): string {
	return plain(aliasOf(id, aliases) ?? '', maxLabel) || l10n.t('Agent {0}', shortId(id));
}

/** Its alias, else "Department 1a2b3c4d"; `''` is no department. */
export function departmentLabel(id: Id, aliases: Readonly<Record<string, string>>): string {
	if (id === '') {
		return l10n.t('No department');
	}
	return plain(aliasOf(id, aliases) ?? '', maxLabel) || l10n.t('Department {0}', shortId(id));
}

/** The alias that the settings give an id, as written there. */
export function aliasOf(id: Id, aliases: Readonly<Record<string, string>>): string | undefined {
	if (Object.hasOwn(aliases, id)) {
		return aliases[id];
	}
	const wanted = id.toLowerCase();
	return Object.entries(aliases).find(([key]) => key.trim().toLowerCase() === wanted)?.[1];
}

/** The first eight characters of an id: enough to tell two rows apart. */
export function shortId(id: Id): string {
	return Array.from(plain(id)).slice(0, 8).join('');
}
