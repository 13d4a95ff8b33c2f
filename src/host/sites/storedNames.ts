// Keeps the names of each site in the secret store, for the other windows and over a reload (why there: desk/names.ts).
import type { SecretStorage } from 'vscode';
import type { KeptNames } from '../../desk/names/names';

const keyOf = (siteId: string) => `frontdesk.names.${siteId}`;

export function storedNames(secrets: SecretStorage, siteId: string): KeptNames {
	return {
		read: () => secrets.get(keyOf(siteId)),
		write: (text) => secrets.store(keyOf(siteId), text),
	};
}

export async function deleteNames(secrets: SecretStorage, siteId: string): Promise<void> {
	await secrets.delete(keyOf(siteId));
}
