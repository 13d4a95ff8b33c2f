// The sites in VS Code's Accounts menu. Other extensions get the name of a site and an opaque handle, never a secret (docs/decisions/11-a-site-owns-its-data.md).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import type { Log } from '../../service/ports';
import { reportFailure } from '../runCommand';
import { signOutOf } from './signOut';
import type { Sites } from './sites';

type SessionsChange = vscode.AuthenticationProviderAuthenticationSessionsChangeEvent;

/** What VS Code asks the authentication provider for. */
export interface Accounts extends vscode.Disposable {
	sessions(): vscode.AuthenticationSession[];
	/** Rejects if the user cancels the sign-in. */
	createSession(): Promise<vscode.AuthenticationSession>;
	removeSession(siteId: string): Promise<void>;
}

/** Each site but the sample data is an account. @param changed tells VS Code which accounts changed */
export function createAccounts(
	sites: Sites,
	log: Log,
	changed: Pick<vscode.EventEmitter<SessionsChange>, 'fire'>,
): Accounts {
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
	return {
		sessions: () => [...accounts().values()],
		async createSession() {
			// The user may have signed in again to a site that was there already.
			const siteId = await vscode.commands.executeCommand<string | undefined>('frontdesk.signIn');
			const session = accounts().get(siteId ?? '');
			if (!session) {
				throw new Error(l10n.t('Sign-in was canceled.'));
			}
			return session;
		},
		async removeSession(siteId) {
			try {
				await signOutOf(sites, siteId);
			} catch (error) {
				reportFailure('accounts', error, log); // VS Code itself doesn't show it
			}
		},
		dispose: () => listener.dispose(),
	};
}

function sessionOf({ id, name }: Site): vscode.AuthenticationSession {
	// VS Code's type requires an "access token": this one only names the site.
	return { id, accessToken: `frontdesk-site:${id}`, account: { id, label: name }, scopes: [] };
}
