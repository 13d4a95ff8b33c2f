// The first world, and the step from a world to the one that is a tick later.
import { firstStaff, moveStaff } from './agents';
import { type Draft, move } from './life';
import { between, pick, randomOf } from './random';
import { sampleVisitor } from './rows';
import type { Setting } from './scenario';
import { pages } from './site';
import { newVisitor } from './visitors';
import { type Guest, instantOf, tickLength, type World } from './world';

function isChat(status: string): boolean {
	return status === 'chatting' || status === 'voiceChatting';
}

/** The statuses of the first visitors: each that exists, and mostly people who look around. */
const firstStatuses: readonly string[] = [
	...['waitingForChat', 'chatting', 'inSite', 'chatting', 'autoInvited', 'inSite', 'chatting', 'preChat', 'inSite'],
	...['waitingForChat', 'inSite', 'chatting', 'chatEnded', 'inSite', 'inSite', 'voiceChatting', 'manuallyInvited'],
	...['outOfSite', 'inSite', 'chatting', 'inSite', 'waitingForChat', 'inSite', 'refusedByVisitor', 'inSite'],
	...['transferring', 'inSite', 'manuallyInvitedByWindow', 'inSite', 'offlineMessage', 'inSite', 'chatting'],
	...['inSite', 'systemProcessing', 'inSite', 'refusedByOperator', 'inSite', 'inSite', 'chatting'],
];

const newcomerStream = 60;
const moveStream = 61;
const maxGone = 60;

/** The agents of the chats at tick zero, each once per chat. */
function agentsInChats(world: World): string[] {
	return world.staff.flatMap(({ row }) => Array.from({ length: row.ongoingChats }, () => row.id));
}

/** The longest stay (ticks) in the first status. Chats last some minutes, so that they are still there after the first polls. */
function firstStay(status: string, dwell: number): number {
	return status === 'inSite' ? 13 * dwell : isChat(status) ? 60 : 24;
}

function firstGuest(world: World, number: number, queue: string[]): Guest {
	const random = randomOf(world.seed, newcomerStream, number);
	const { mixed, dwell, texts } = world.setting;
	const status = (number <= mixed && firstStatuses[(number - 1) % firstStatuses.length]) || 'inSite';
	const talks = /wait|chat|transfer|message|Operator/i.test(status) && status !== 'preChat';
	const age = between(random, 20, 1500) * 1000;
	const born = newVisitor(world.seed, number, world.start - age, talks || random() < 0.3, world.setting);
	const page = texts ? born.currentBrowsing : pick(random, pages);
	const ownStatus = texts && born.status !== 'inSite' ? born.status : status;
	const pageViews = between(random, 1, 14);
	// A current chat is counted too.
	const chats = born.chats + (/^(chatting|voiceChatting|transferring|chatEnded)$/.test(status) ? 1 : 0);
	const agentId = isChat(status) ? queue.shift() : undefined;
	return {
		row: { ...born, status: ownStatus, currentBrowsing: page, pageViews, chats },
		number,
		moves: 0,
		due: between(random, 2, firstStay(status, dwell)),
		since: 0,
		...(agentId === undefined ? {} : { agentId }),
	};
}

/** The world at tick zero. The reference's sample visitor is the first, and never moves. */
export function createWorld(seed: number, start: number, setting: Setting): World {
	const staff = firstStaff(seed, setting.texts);
	const bare: World = { seed, setting, start, tick: 0, guests: [], gone: [], arrivals: 0, staff, unlisted: [] };
	const queue = agentsInChats(bare);
	const sample: Guest = { row: sampleVisitor, number: 0, moves: 0, due: Number.POSITIVE_INFINITY, since: 0 };
	const guests = [sample];
	for (let number = 1; number < setting.population; number++) {
		guests.push(firstGuest(bare, number, queue));
	}
	return { ...bare, guests, arrivals: setting.population };
}

/** The visitor of that number, arriving at the present tick. */
export function newcomer(world: World, number: number): Guest {
	const random = randomOf(world.seed, newcomerStream, number);
	const now = Date.parse(instantOf(world, world.tick));
	const row = newVisitor(world.seed, number, now, random() < 0.3, world.setting);
	const due = world.tick + between(random, 2, 10) * world.setting.dwell;
	return { row, number, moves: 0, due, since: world.tick };
}

/** The world one tick later. Where nothing moved, rows and lists are the same objects as before. */
function step(before: World): World {
	const world = { ...before, tick: before.tick + 1 };
	const due = ({ due }: { due: number }) => due <= world.tick;
	if (!world.guests.some(due) && !world.staff.some(due)) {
		return world;
	}
	const staff = world.staff.map((one, index) => (due(one) ? moveStaff(world, one, index) : one));
	const draft: Draft = { seed: world.seed, tick: world.tick, setting: world.setting, staff };
	const guests = [...world.guests];
	const gone: Guest[] = [];
	let { arrivals } = world;
	for (const [index, guest] of world.guests.entries()) {
		if (due(guest)) {
			const moved = move(draft, guest, randomOf(world.seed, moveStream, guest.number, guest.moves));
			guests[index] = moved ?? newcomer(world, arrivals++);
			if (!moved) {
				gone.push(guest);
			}
		}
	}
	return {
		...world,
		arrivals,
		guests,
		gone: gone.length > 0 ? [...gone, ...world.gone].slice(0, maxGone) : world.gone,
		staff: staff.every((one, index) => one === world.staff[index]) ? world.staff : staff,
	};
}

/** The world as it is at that instant; a clock that went back changes nothing. */
export function advance(world: World, now: number): World {
	const target = Math.floor((now - world.start) / tickLength);
	let current = world;
	while (current.tick < target) {
		current = step(current);
	}
	return current;
}
