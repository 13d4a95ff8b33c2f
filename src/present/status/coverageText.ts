// The question before going away while someone may lose by it.
import * as l10n from '@vscode/l10n';
import type { CoverageLoss } from '../../desk/status/coverage';
import { pluralText } from '../countText';
import { toSingleLine } from '../text';
import { clockTime } from '../time';
import { agentStatusText } from './statusTexts';

interface CoverageQuestion {
	readonly message: string;
	/** The numbers. */
	readonly detail: string;
	readonly yes: string;
}

export function coverageQuestion(status: string, loss: CoverageLoss, now: number): CoverageQuestion {
	const name = toSingleLine(agentStatusText(status), 40);
	return {
		message: l10n.t('Change your status to {0}?', name),
		detail: coverageText(loss, now),
		yes: l10n.t({ message: 'Set {0}', comment: 'Button: sets the own status to {0}', args: [name] }),
	};
}

/** "You have 2 chats. 3 visitors are waiting. No one else is online." */
function coverageText({ chats, waiting, othersOnline, staleSince }: CoverageLoss, now: number): string {
	return [
		chats === 0
			? ''
			: pluralText(chats, { one: l10n.t('You have {0} chat.', chats), other: l10n.t('You have {0} chats.', chats) }),
		waiting === 0
			? ''
			: pluralText(waiting, {
					one: l10n.t('{0} visitor is waiting.', waiting),
					other: l10n.t('{0} visitors are waiting.', waiting),
				}),
		othersOnline === undefined
			? l10n.t("It isn't known whether anyone else is online.")
			: othersOnline === 0
				? l10n.t('No one else is online.')
				: pluralText(othersOnline, {
						one: l10n.t('{0} other agent is online.', othersOnline),
						other: l10n.t('{0} other agents are online.', othersOnline),
					}),
		staleSince === undefined ? '' : l10n.t('Stale since {0}.', clockTime(staleSince, now)),
	]
		.filter((part) => part !== '')
		.join(' ');
}
