// The twelve agents at the beginning, and how those other than me change their status; mine changes by a request only.
import { between, guid, pick, type Random, randomOf } from './random';
import { myAgentId } from './rows';
import type { Texts } from './scenario';
import type { Staff, World } from './world';

/** Custom away statuses beside Online and Away, enabled on the site. */
export const customAwayStatuses: readonly string[] = ['Meeting', 'Lunch'];

const me = { status: 'Online', chats: 0, given: 'Robin', family: 'Vandermeer-Ash' };

const others = [
	{ status: 'Online', chats: 2, given: 'Aurelia', family: 'Finchley-Moss' },
	{ status: 'Online', chats: 1, given: 'Kwabena', family: 'Asantewood' },
	{ status: 'Online', chats: 3, given: 'Yuki', family: 'Hoshizora-Lane' },
	{ status: 'Away', chats: 1, given: 'Priyanka', family: 'Menonwala' },
	{ status: 'Lunch', chats: 0, given: 'Gustavo', family: 'Pereirinha' },
	{ status: 'Online', chats: 1, given: 'Sunniva', family: 'Haugenfjord' },
	{ status: 'Meeting', chats: 0, given: 'Mateusz', family: 'Zielonkowski' },
	{ status: 'Away', chats: 0, given: 'Leilani', family: 'Kealohapono' },
	{ status: 'Offline', chats: 0, given: 'Tomasina', family: 'Ravenscroft-Li' },
	{ status: 'Offline', chats: 0, given: 'Idris', family: 'Benhaddouche' },
	{ status: 'Offline', chats: 0, given: 'Petronella', family: 'van der Kaap' },
];

const agentStream = 50;
const shiftStream = 51;

interface AgentName {
	readonly id: string;
	readonly email: string;
	readonly displayName: string;
	readonly firstName: string;
	readonly lastName: string;
	readonly isActive: boolean;
}

function idOf(seed: number, index: number): string {
	return index === 0 ? myAgentId : guid(randomOf(seed, agentStream, index));
}

/** What `GET global/agents` answers. */
export function agentNames(seed: number): AgentName[] {
	return [me, ...others].map(({ given, family }, index) => ({
		id: idOf(seed, index),
		email: `${given}.${family}@example.com`.toLowerCase().replace(/ /g, ''),
		displayName: index % 4 === 3 ? given : `${given} ${family}`,
		firstName: given,
		lastName: family,
		isActive: true,
	}));
}

/** The agents at tick zero, me first as in the reference's sample. With `texts`, no status changes by itself. */
export function firstStaff(seed: number, texts: Texts | undefined): Staff[] {
	return [me, ...others].map(({ status, chats }, index) => ({
		row: { id: idOf(seed, index), status: texts?.agentStatus(index) ?? status, ongoingChats: chats },
		moves: 0,
		due: index === 0 || texts ? Number.POSITIVE_INFINITY : between(randomOf(seed, shiftStream, index), 24, 160),
	}));
}

function nextStatus(random: Random, status: string): string {
	switch (status) {
		case 'Online':
			return pick(random, ['Away', 'Away', 'Lunch', 'Meeting']);
		case 'Offline':
			return random() < 0.3 ? 'Online' : 'Offline';
		default:
			return 'Online';
	}
}

/** A colleague's next status: breaks of two to eight minutes, longer stretches of work. */
export function moveStaff(world: Pick<World, 'seed' | 'tick'>, staff: Staff, index: number): Staff {
	const random = randomOf(world.seed, shiftStream, index, staff.moves + 1);
	const status = nextStatus(random, staff.row.status);
	const due = world.tick + (status === 'Online' ? between(random, 90, 260) : between(random, 24, 96));
	const row = status === staff.row.status ? staff.row : { ...staff.row, status };
	return { row, moves: staff.moves + 1, due };
}
