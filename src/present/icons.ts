// Which icon stands for which status: told apart by shape first, by a colour of the theme second. Draws nothing.
import { urgencyOf } from '../desk/urgency';
import type { VisitorStatus } from '../service/model';

/** A codicon and, where it helps, a colour of the theme that has contrast on lists in light, dark and high contrast. */
export interface IconName {
	readonly id: string;
	readonly color: string | undefined;
}

/** For who waits and nothing else. `list.warningForeground` and not `charts.yellow`: the latter is too pale on a light background. */
const urgent = 'list.warningForeground';
const good = 'charts.green';

const icon = (id: string, color?: string): IconName => ({ id, color });

const visitorIcons: Readonly<Record<VisitorStatus, IconName>> = {
	waitingForChat: icon('bell', urgent),
	transferring: icon('arrow-swap', urgent),
	chatting: icon('comment-discussion', good),
	voiceChatting: icon('mic', good),
	preChat: icon('edit'),
	manuallyInvited: icon('mail'),
	autoInvited: icon('zap'),
	manuallyInvitedByWindow: icon('multiple-windows'),
	inSite: icon('eye'),
	systemProcessing: icon('gear'),
	chatEnded: icon('check'),
	offlineMessage: icon('inbox'),
	refusedByOperator: icon('circle-slash'),
	refusedByVisitor: icon('close'),
	outOfSite: icon('sign-out'),
};

const unknown = icon('question');

export function visitorIcon(status: string): IconName {
	return urgencyOf(status) === 'other' ? unknown : visitorIcons[status as VisitorStatus];
}

const online = icon('circle-filled', good);
const away = icon('coffee');
const offline = icon('circle-slash');

/** An agent's status; every status that is neither online nor offline is one to be away with. */
export function agentIcon(status: string): IconName {
	switch (status.trim().toLowerCase()) {
		case 'online':
			return online;
		case 'offline':
			return offline;
		case '':
			return unknown;
		default:
			return away;
	}
}

/** While a change of status waits for the service's answer. */
export const pendingIcon = icon('sync~spin');
