// The calls of the Chat Server: what each path and method does to the world and answers.
import type { WorldActs } from './acts';
import { agentNames } from './agents';
import { type Answer, failure, guidelineFailure, ok, type Request } from './answer';
import type { Behaviour, Writes } from './behaviour';
import type { AgentRow, VisitorRow } from './rows';
import { listText, rowText } from './rowText';
import type { RowQuirks, Texts } from './scenario';
import { departments, variableDefinitions } from './site';
import { readEntries, writeVariables } from './variables';
import { sameId, type World } from './world';

/** What the routes work on. */
export interface Service {
	readonly seed: number;
	readonly quirks: RowQuirks | undefined;
	readonly texts: Texts | undefined;
	readonly acts: WorldActs;
	readonly behaviour: Behaviour;
	changeWorld(change: (world: World) => World): void;
}

/** An answer, and whether it is held back for good. */
export interface Outcome {
	readonly answer: Answer;
	readonly hangs?: boolean;
}

const notFound = failure(404, 'The requested resource does not exist.');

function notAllowed(allow: string): Answer {
	return failure(405, 'The method is not allowed for this resource.', { allow });
}

/** The body as JSON; undefined if it isn't, or if its content type is another. */
function readJson(request: Request): { value: unknown } | undefined {
	if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
		return undefined;
	}
	try {
		return { value: JSON.parse(request.body) as unknown };
	} catch {
		return undefined;
	}
}

/** Carries out a write as the behaviour says. */
function write(writes: Writes, target: string, apply: () => Answer): Outcome {
	switch (writes) {
		case 'forbid':
			return { answer: guidelineFailure(403, 'You have no permission for this operation.', target) };
		case 'refuse':
			return { answer: failure(400, `The ${target} cannot be changed.`) };
		default:
			return { answer: apply(), hangs: writes === 'applyAndHang' };
	}
}

function agentAnswer(service: Service, row: AgentRow): Answer {
	return ok(rowText(row, service.quirks));
}

function visitorAnswer(service: Service, row: VisitorRow): Answer {
	return ok(rowText(row, service.quirks));
}

function putStatus(service: Service, request: Request, before: AgentRow): Outcome {
	const body = readJson(request)?.value;
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		return { answer: failure(400, 'The body must be a JSON object with a status.') };
	}
	const { id, status } = body as Record<string, unknown>;
	if (id !== undefined && !(typeof id === 'string' && sameId(id, before.id))) {
		return { answer: failure(400, 'The id of the body is not the id of the path.') };
	}
	const allowed = ['Online', 'Away', ...service.behaviour.awayStatuses];
	const name = allowed.find((one) => typeof status === 'string' && one.toLowerCase() === status.toLowerCase());
	if (name === undefined) {
		return { answer: failure(400, `The status must be one of: ${allowed.join(', ')}.`) };
	}
	return write(service.behaviour.statusWrites, 'status', () => {
		const row = { ...before, status: name };
		const change = <Item extends { row: AgentRow }>(item: Item) => (item.row.id === row.id ? { ...item, row } : item);
		service.changeWorld((world) => ({
			...world,
			staff: world.staff.map(change),
			unlisted: world.unlisted.map(change),
		}));
		return agentAnswer(service, row);
	});
}

function putVariables(service: Service, request: Request, before: VisitorRow): Outcome {
	const json = readJson(request);
	const entries = json ? readEntries(json.value) : 'The body must be JSON.';
	if (typeof entries === 'string') {
		return { answer: failure(400, entries) };
	}
	return write(service.behaviour.variableWrites, 'customVariables', () => {
		const customVariableResults = writeVariables(before.customVariableResults, entries, service.behaviour);
		const row = { ...before, customVariableResults };
		const change = <Item extends { row: VisitorRow }>(item: Item) => (item.row.id === row.id ? { ...item, row } : item);
		service.changeWorld((world) => ({ ...world, guests: world.guests.map(change), gone: world.gone.map(change) }));
		return visitorAnswer(service, row);
	});
}

function agents(service: Service, request: Request, id: string | undefined): Outcome {
	if (id === undefined) {
		const { staff } = service.acts.current;
		return {
			answer: request.method === 'GET' ? ok(listText(staff, 'agent', service.quirks, request.url)) : notAllowed('GET'),
		};
	}
	const row = service.acts.agent(id);
	if (!row) {
		return { answer: failure(404, 'The agent does not exist.') };
	}
	switch (request.method) {
		case 'GET':
			return { answer: agentAnswer(service, row) };
		case 'PUT':
			return putStatus(service, request, row);
		default:
			return { answer: notAllowed('GET, PUT') };
	}
}

function visitors(service: Service, request: Request, id: string | undefined): Outcome {
	if (id === undefined) {
		const { guests } = service.acts.current;
		return {
			answer:
				request.method === 'GET' ? ok(listText(guests, 'visitor', service.quirks, request.url)) : notAllowed('GET'),
		};
	}
	const row = service.acts.visitor(id);
	if (!row) {
		return { answer: failure(404, 'The visitor does not exist.') };
	}
	switch (request.method) {
		case 'GET':
			return { answer: visitorAnswer(service, row) };
		case 'PUT':
			return putVariables(service, request, row);
		default:
			return { answer: notAllowed('GET, PUT') };
	}
}

/** The sister endpoints, which need rights of management. */
function managementRows(service: Service, path: string): unknown {
	switch (path) {
		case 'global/agents':
			return { agents: agentNames(service.seed) };
		case 'global/departments':
			return departments;
		case 'global/agentAwayStatuses':
			return {
				agentAwayStatuses: ['Away', ...service.behaviour.awayStatuses].map((name, order) => ({
					id: `5a7b1e20-0000-4000-8000-00000000000${order}`,
					name,
					order,
					isSystem: order === 0,
				})),
			};
		case 'livechat/customVariables':
			return variableDefinitions.map((definition, index) => ({
				id: `0c9d4f10-0000-4000-8000-00000000000${index}`,
				value: '',
				...definition,
			}));
		default:
			return undefined;
	}
}

/** For `JSON.stringify`: replaces every text except for the ids. */
function replacer({ texts }: Service): ((key: string, value: unknown) => unknown) | undefined {
	return (
		texts &&
		((key, value) => (typeof value === 'string' && key !== 'id' ? texts.text(key.length * 7 + value.length) : value))
	);
}

/** Answers one request. `livechat/` and `global/` may have any prefix, but the path has no empty part. */
export function route(service: Service, request: Request): Outcome {
	const parts = request.url.pathname.slice(1).split('/');
	const start = parts.findLastIndex((part) => part === 'livechat' || part === 'global');
	const [area, list, id, ...rest] = start < 0 || parts.includes('') ? [] : parts.slice(start);
	if (area === undefined || list === undefined || rest.length > 0) {
		return { answer: notFound };
	}
	const path = `${area}/${list}`;
	if (path === 'livechat/agents') {
		return agents(service, request, decode(id));
	}
	if (path === 'livechat/visitors') {
		return visitors(service, request, decode(id));
	}
	const rows = id === undefined ? managementRows(service, path) : undefined;
	if (rows === undefined) {
		return { answer: notFound };
	}
	if (request.method !== 'GET') {
		return { answer: notAllowed('GET') };
	}
	return {
		answer: service.behaviour.management
			? ok(JSON.stringify(rows, replacer(service)))
			: guidelineFailure(403, 'You have no permission for this operation.', path),
	};
}

/** A part of the path without its escapes. An invalid one stays as it is, and no id is the same. */
function decode(part: string | undefined): string | undefined {
	try {
		return part === undefined ? undefined : decodeURIComponent(part);
	} catch {
		return part;
	}
}
