// The moves of a visitor: browse, wait, chat and leave.
import { between, pick, type Random } from './random';
import type { VisitorRow } from './rows';
import type { Setting } from './scenario';
import { pages } from './site';
import { personOf } from './visitors';
import type { Guest, Staff } from './world';

/** The next world while it is made. A move changes its own visitor and the agents' counts of chats. */
export interface Draft {
	readonly seed: number;
	readonly tick: number;
	readonly setting: Setting;
	readonly staff: Staff[];
}

const maxChats = 3;
/** The number of ticks (five minutes) after which a waiting visitor leaves a message. */
const maxWait = 60;

function countChat(draft: Draft, agentId: string | undefined, change: 1 | -1): void {
	const index = draft.staff.findIndex((staff) => staff.row.id === agentId);
	const staff = draft.staff[index];
	if (staff) {
		const ongoingChats = Math.max(0, staff.row.ongoingChats + change);
		draft.staff[index] = { ...staff, row: { ...staff.row, ongoingChats } };
	}
}

/** The online agent with the fewest chats; me only where no one else has as few. */
function freeAgent(draft: Draft): string | undefined {
	let best: Staff | undefined;
	for (const staff of draft.staff.slice(1).concat(draft.staff.slice(0, 1))) {
		const { status, ongoingChats } = staff.row;
		if (status === 'Online' && ongoingChats < maxChats && ongoingChats < (best?.row.ongoingChats ?? maxChats)) {
			best = staff;
		}
	}
	return best?.row.id;
}

/** The visitor in another status, with the next move after `ticks`. */
function become(draft: Draft, guest: Guest, status: string, ticks: number, changes: Partial<VisitorRow> = {}): Guest {
	return {
		...guest,
		row: { ...guest.row, ...changes, status },
		moves: guest.moves + 1,
		since: status === guest.row.status ? guest.since : draft.tick,
		due: draft.tick + ticks,
	};
}

function withoutAgent(guest: Guest): Guest {
	const { agentId: _, ...rest } = guest;
	return rest;
}

function browse(draft: Draft, guest: Guest, random: Random): Guest {
	const { texts, dwell } = draft.setting;
	const page = texts ? texts.page(guest.number, guest.moves) : pick(random, pages);
	return become(draft, guest, 'inSite', between(random, 3, 13) * dwell, {
		currentBrowsing: page,
		pageViews: guest.row.pageViews + 1,
	});
}

function wander(draft: Draft, guest: Guest, random: Random): Guest {
	const chance = random();
	const eager = 1 / draft.setting.reluctance;
	if (chance < 0.05 * eager) {
		return become(draft, guest, 'preChat', between(random, 3, 8));
	}
	if (chance < 0.1 * eager) {
		return become(draft, guest, 'autoInvited', between(random, 4, 10));
	}
	if (chance < 0.13 * eager) {
		const status = pick(random, ['manuallyInvited', 'manuallyInvitedByWindow']);
		return become(draft, guest, status, between(random, 4, 10));
	}
	if (chance < 0.15 * eager) {
		return become(draft, guest, 'systemProcessing', 1);
	}
	return chance > 0.92 ? become(draft, guest, 'outOfSite', between(random, 12, 24)) : browse(draft, guest, random);
}

/** The visitor fills in the form before the chat, or leaves it. */
function fillInForm(draft: Draft, guest: Guest, random: Random): Guest {
	if (random() < 0.15) {
		return browse(draft, guest, random);
	}
	const known = draft.setting.texts !== undefined || guest.row.email !== '';
	const person = known ? {} : personOf(draft.seed, guest.number);
	return become(draft, guest, 'waitingForChat', between(random, 5, 24), person);
}

function startChat(draft: Draft, guest: Guest, random: Random): Guest {
	const agentId = freeAgent(draft);
	if (agentId === undefined) {
		return draft.tick - guest.since > maxWait
			? become(draft, withoutAgent(guest), 'offlineMessage', between(random, 12, 30))
			: { ...guest, moves: guest.moves + 1, due: draft.tick + 3 };
	}
	countChat(draft, agentId, 1);
	const status = random() < 0.1 ? 'voiceChatting' : 'chatting';
	const chat = { chats: guest.row.chats + (guest.row.status === 'transferring' ? 0 : 1) };
	return { ...become(draft, guest, status, between(random, 18, 66), chat), agentId };
}

function endChat(draft: Draft, guest: Guest, random: Random): Guest {
	countChat(draft, guest.agentId, -1);
	const free = withoutAgent(guest);
	return random() < 0.1
		? become(draft, free, 'transferring', between(random, 3, 9))
		: become(draft, free, 'chatEnded', between(random, 8, 24));
}

/** The visitor after the move that is due; undefined for one who has left. */
export function move(draft: Draft, guest: Guest, random: Random): Guest | undefined {
	switch (guest.row.status) {
		case 'inSite':
			return wander(draft, guest, random);
		case 'systemProcessing':
		case 'refusedByVisitor':
			return browse(draft, guest, random);
		case 'autoInvited':
		case 'manuallyInvited':
		case 'manuallyInvitedByWindow': {
			const chance = random();
			if (chance < 0.35) {
				return become(draft, guest, 'preChat', between(random, 3, 8));
			}
			return chance < 0.6
				? become(draft, guest, 'refusedByVisitor', between(random, 6, 18))
				: browse(draft, guest, random);
		}
		case 'preChat':
			return fillInForm(draft, guest, random);
		case 'waitingForChat':
		case 'transferring':
			return startChat(draft, guest, random);
		case 'chatting':
		case 'voiceChatting':
			return endChat(draft, guest, random);
		case 'chatEnded':
		case 'offlineMessage':
		case 'refusedByOperator':
			return random() < 0.3 ? browse(draft, guest, random) : become(draft, guest, 'outOfSite', between(random, 12, 30));
		case 'outOfSite':
			return undefined;
		default:
			// A status that the scenario's texts made up: the visitor stays as is.
			return { ...guest, due: Number.POSITIVE_INFINITY };
	}
}
