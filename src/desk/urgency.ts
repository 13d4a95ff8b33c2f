// Which urgency group a visitor status belongs to.
import type { VisitorStatus } from '../service/model';

export const urgencies = ['waiting', 'chatting', 'invited', 'onSite', 'left', 'other'] as const;

export type Urgency = (typeof urgencies)[number];

const byStatus: Readonly<Record<VisitorStatus, Urgency>> = {
	waitingForChat: 'waiting',
	transferring: 'waiting',
	chatting: 'chatting',
	voiceChatting: 'chatting',
	preChat: 'invited',
	manuallyInvited: 'invited',
	autoInvited: 'invited',
	manuallyInvitedByWindow: 'invited',
	inSite: 'onSite',
	systemProcessing: 'onSite',
	chatEnded: 'left',
	offlineMessage: 'left',
	refusedByOperator: 'left',
	refusedByVisitor: 'left',
	outOfSite: 'left',
};

/** The one group that a status stands in; a word that nobody knows is `other`. */
export function urgencyOf(status: string): Urgency {
	return Object.hasOwn(byStatus, status) ? byStatus[status as VisitorStatus] : 'other';
}
