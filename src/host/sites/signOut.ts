// Signs out of a site, and explains what is left if secret storage can't be changed.
import * as l10n from '@vscode/l10n';
import { isApiError } from '../../service/errors';
import { showInformation } from '../gates/notifications';
import { UserFacingError } from '../runCommand';
import type { Sites } from './sites';

/** @throws UserFacingError if something could not be removed: the user is signed out, and can try again to remove it */
export async function signOutOf(sites: Sites, siteId: string): Promise<void> {
	const name = sites.list().find(({ id }) => id === siteId)?.name ?? '';
	try {
		await sites.signOut(siteId);
	} catch (error) {
		throw isApiError(error)
			? new UserFacingError(
					l10n.t(
						"You signed out of {0}, but its credentials couldn't be removed because secret storage isn't available. Unlock it and try again. Otherwise Frontdesk removes them when VS Code starts.",
						name,
					),
					{ title: l10n.t('Try Again'), act: () => removeRest(sites) },
				)
			: error;
	}
}

/**
 * Removes what earlier sign-outs left. Returns false if there was nothing.
 * @throws UserFacingError if it still can't be removed
 */
export async function removeRest(sites: Sites): Promise<boolean> {
	try {
		const isRemoved = await sites.wipeRest();
		if (isRemoved) {
			showInformation(l10n.t('The credentials were removed.'));
		}
		return isRemoved;
	} catch (error) {
		throw isApiError(error)
			? new UserFacingError(
					l10n.t(
						"The credentials couldn't be removed because secret storage isn't available. Unlock it and try again.",
					),
					{ title: l10n.t('Try Again'), act: () => removeRest(sites) },
				)
			: error;
	}
}
