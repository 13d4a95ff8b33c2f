// Stores the names of agents and departments of each site in secret storage (docs/decisions/16-names-are-optional.md).
import type { SecretStorage } from 'vscode';
import type { NamesStorage } from '../../desk/names/names';

const keyOf = (siteId: string) => `frontdesk.names.${siteId}`;

export function storedNames(secrets: SecretStorage, siteId: string): NamesStorage {
	return {
		read: () => secrets.get(keyOf(siteId)),
		write: (text) => secrets.store(keyOf(siteId), text),
	};
}

export async function deleteNames(secrets: SecretStorage, siteId: string): Promise<void> {
	await secrets.delete(keyOf(siteId));
}
