// The icon of each status; icons differ in shape, for people who don't see the color.
import type { VisitorStatus } from '../service/model';
import { urgencyOf } from '../service/urgency';
import type { WaitLevel } from './alerts/waitLevels';

/** A codicon and a theme color that has contrast in lists of light, dark and high contrast themes. */
export interface IconName {
	readonly id: string;
	readonly color: string | undefined;
}

/** For waiting visitors only. `charts.yellow` is too pale on a light background. */
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

/** In place of the status: the status of a visitor who waits too long matters less than that. */
const longWaitIcons = [undefined, icon('bell-dot', urgent), icon('warning', 'list.errorForeground')] as const;

/** @param level of the visitor's wait, if the visitor waits */
export function visitorIcon(status: string, level: WaitLevel = 0): IconName {
	const longWait = longWaitIcons[level];
	if (longWait) {
		return longWait;
	}
	return urgencyOf(status) === 'other' ? unknown : visitorIcons[status as VisitorStatus];
}

/** The icon of a segment; on the row of a visitor in the color of the status. @param id that of a codicon */
export function segmentIcon(id: string | undefined, status = ''): IconName {
	return icon(id ?? 'tag', visitorIcon(status).color);
}

const online = icon('circle-filled', good);
const away = icon('coffee');
const offline = icon('circle-slash');

/** Any status but online and offline is an away status. */
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

/** For a status that the service hasn't confirmed yet. */
export const pendingIcon = icon('sync~spin');

/** For a row that shows further rows. */
export const moreIcon = icon('ellipsis');

/** For a row that names an error in the settings. */
export const settingErrorIcon = icon('warning', urgent);
