// The texts of statuses and of urgency groups.
import * as l10n from '@vscode/l10n';
import { sameStatus, type VisitorStatus } from '../../service/model';
import type { Urgency } from '../../service/urgency';
import { toSingleLine } from '../text';

const visitorTexts: Readonly<Record<VisitorStatus, () => string>> = {
	waitingForChat: () => l10n.t('Waiting for chat'),
	voiceChatting: () => l10n.t('In a voice chat'),
	chatting: () => l10n.t({ message: 'Chatting', comment: 'Status of a visitor who is in a chat' }),
	preChat: () => l10n.t('Filling in the pre-chat form'),
	manuallyInvited: () => l10n.t('Invited by an agent'),
	autoInvited: () => l10n.t('Invited automatically'),
	offlineMessage: () => l10n.t('Leaving an offline message'),
	refusedByOperator: () => l10n.t('Refused by an agent'),
	refusedByVisitor: () => l10n.t('Refused the invitation'),
	chatEnded: () => l10n.t('Chat ended'),
	inSite: () => l10n.t('On site'),
	outOfSite: () => l10n.t('Left the site'),
	transferring: () => l10n.t('Being transferred'),
	manuallyInvitedByWindow: () => l10n.t('Invited by an agent in a window'),
	systemProcessing: () => l10n.t('Being routed'),
};

/** An unknown status is shown as the service sent it. */
export function visitorStatusText(status: string): string {
	if (Object.hasOwn(visitorTexts, status)) {
		return visitorTexts[status as VisitorStatus]();
	}
	return toSingleLine(status, 60) || l10n.t('No status');
}

/** Online, Away and Offline in one spelling, in whatever case the service sent them; a custom status is shown as sent. */
export function agentStatusText(status: string): string {
	switch (status.trim().toLowerCase()) {
		case 'online':
			return l10n.t({ message: 'Online', comment: 'Status of an agent who takes chats' });
		case 'away':
			return l10n.t({ message: 'Away', comment: 'Status of an agent who takes no chats for a while' });
		case 'offline':
			return l10n.t({ message: 'Offline', comment: 'Status of an agent who is not signed in to the agent console' });
		default:
			return toSingleLine(status, 60) || l10n.t('No status');
	}
}

/** The status among these that a typed text means: what the service calls so, else what is shown by that name. Undefined if none is. */
export function statusNamed(text: string, statuses: readonly string[]): string | undefined {
	return (
		statuses.find((status) => sameStatus(status, text)) ??
		statuses.find((status) => sameStatus(agentStatusText(status), text))
	);
}

/** "Away…": a status that the service hasn't confirmed yet. */
export function pendingStatusText(status: string): string {
	return l10n.t({ message: '{0}…', comment: '{0} is a status that is being set', args: [status] });
}

const titles: Readonly<Record<Urgency, () => string>> = {
	waiting: () => l10n.t({ message: 'Waiting', comment: 'Group of visitors who wait for an agent' }),
	chatting: () => l10n.t({ message: 'Chatting', comment: 'Group of visitors who are in a chat' }),
	invited: () => l10n.t({ message: 'Invited', comment: 'Group of visitors who were invited to chat' }),
	onSite: () => l10n.t('On site'),
	left: () =>
		l10n.t({ message: 'Left', comment: 'Group of visitors who have left the site; not the opposite of right' }),
	other: () => l10n.t({ message: 'Other', comment: 'Group of visitors with an unknown status' }),
};

/** The title of a group. */
export function urgencyTitle(urgency: Urgency): string {
	return titles[urgency]();
}
