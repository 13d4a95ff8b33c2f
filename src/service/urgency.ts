// The urgency groups of visitors (docs/ui.md#visitor-groups).
import type { VisitorStatus } from './model';

/** The most urgent first. */
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

const urgencyByStatus = new Map<string, Urgency>(Object.entries(byStatus));

/** The group of a status; an unknown status is `other`. */
export function urgencyOf(status: string): Urgency {
	return urgencyByStatus.get(status) ?? 'other';
}

/** Whether the first status is more urgent. */
export function isMoreUrgent(status: string, other: string): boolean {
	return urgencies.indexOf(urgencyOf(status)) < urgencies.indexOf(urgencyOf(other));
}
