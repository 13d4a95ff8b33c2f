// The service's status words and our urgency groups in words for people; which status is in which group is desk/urgency's to say.
import * as l10n from '@vscode/l10n';
import type { Urgency } from '../desk/urgency';
import type { VisitorStatus } from '../service/model';
import { toSingleLine } from './text';

const words: Readonly<Record<VisitorStatus, () => string>> = {
	waitingForChat: () => l10n.t('Waiting for chat'),
	voiceChatting: () => l10n.t('In a voice chat'),
	chatting: () => l10n.t('Chatting'),
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

/** The words for a visitor's status; one that nobody knows is shown as it came. */
export function visitorStatusText(status: string): string {
	if (Object.hasOwn(words, status)) {
		return words[status as VisitorStatus]();
	}
	return toSingleLine(status, 60) || l10n.t('No status');
}

/** Online, Away and Offline in one spelling, whatever the case they came in; a custom status is shown as it came. */
export function agentStatusText(status: string): string {
	switch (status.trim().toLowerCase()) {
		case 'online':
			return l10n.t('Online');
		case 'away':
			return l10n.t('Away');
		case 'offline':
			return l10n.t('Offline');
		default:
			return toSingleLine(status, 60) || l10n.t('No status');
	}
}

const titles: Readonly<Record<Urgency, () => string>> = {
	waiting: () => l10n.t('Waiting'),
	chatting: () => l10n.t('Chatting'),
	invited: () => l10n.t('Invited'),
	onSite: () => l10n.t('On site'),
	left: () => l10n.t('Left'),
	other: () => l10n.t('Other'),
};

/** What the group of that urgency is called. */
export function urgencyTitle(urgency: Urgency): string {
	return titles[urgency]();
}
