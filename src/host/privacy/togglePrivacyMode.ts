// The command Toggle Privacy Mode.
import * as l10n from '@vscode/l10n';
import { showBriefly } from '../gates/quickPicks';
import type { Privacy } from './privacyMode';

/** Resolves when no surface of this window shows what is masked. */
export async function togglePrivacyMode(privacy: Pick<Privacy, 'mask' | 'set'>): Promise<void> {
	await privacy.set(privacy.mask === undefined);
	const message = privacy.mask ? l10n.t('Privacy mode is on') : l10n.t('Privacy mode is off');
	showBriefly(message);
}
