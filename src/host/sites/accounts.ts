// The sites in VS Code's Accounts menu. Other extensions get a site's name and an opaque handle, never a secret (DESIGN.md, decision 11).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import { accountsProvider } from '../ids';
import type { Sites } from './sites';

/** Registers the sites as accounts; signing out of one wipes what is kept for it. */
export function registerAccounts(sites: Sites): vscode.Disposable {
	const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
	let known = accounts();

	function accounts(): ReadonlyMap<string, vscode.AuthenticationSession> {
		return new Map(
			sites
				.list()
				.filter(({ sandbox }) => !sandbox)
				.map((site) => [site.id, sessionOf(site)]),
		);
	}

	const listener = sites.onDidChangeList(() => {
		const before = known;
		known = accounts();
		changed.fire({
			added: [...known.values()].filter(({ id }) => !before.has(id)),
			removed: [...before.values()].filter(({ id }) => !known.has(id)),
			changed: [...known.values()].filter(({ id, account }) => {
				const label = before.get(id)?.account.label;
				return label !== undefined && label !== account.label;
			}),
		});
	});
	return vscode.Disposable.from(
		listener,
		changed,
		vscode.authentication.registerAuthenticationProvider(
			accountsProvider,
			'Frontdesk',
			{
				onDidChangeSessions: changed.event,
				getSessions: async () => [...accounts().values()],
				async createSession() {
					// One that was there already may have been signed in to again: that is an answer too.
					const siteId = await vscode.commands.executeCommand<string | undefined>('frontdesk.signIn');
					const session = accounts().get(siteId ?? '');
					if (!session) {
						throw new Error(l10n.t('Nobody signed in.'));
					}
					return session;
				},
				removeSession: (id) => sites.signOut(id),
			},
			{ supportsMultipleAccounts: true },
		),
	);
}

function sessionOf({ id, name }: Site): vscode.AuthenticationSession {
	// VS Code's type wants an "access token": this one opens nothing and says nothing but which site is meant.
	return { id, accessToken: `frontdesk-site:${id}`, account: { id, label: name }, scopes: [] };
}
