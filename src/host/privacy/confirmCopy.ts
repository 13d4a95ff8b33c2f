// The question before something masked is copied while privacy mode is on.
import * as l10n from '@vscode/l10n';
import { askModal } from '../gates/notifications';

/** Undefined if the user cancels. */
export async function askWhatToCopy(): Promise<'masked' | 'unmasked' | undefined> {
	const masked = l10n.t({ message: 'Copy Masked', comment: 'Button: copies the data with marks in place of names' });
	const unmasked = l10n.t({ message: 'Copy Unmasked', comment: 'Button: copies the data as it is' });
	const picked = await askModal(
		l10n.t('Privacy mode is on. Copy the data as it is?'),
		l10n.t('Copy Unmasked puts personal data into the clipboard. It is shown where you paste it.'),
		masked,
		unmasked,
	);
	return picked === masked ? 'masked' : picked === unmasked ? 'unmasked' : undefined;
}
