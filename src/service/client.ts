// Creates the client of one site: the calls of the service over a fetch function.
import type { ChatClient } from './chatClient';
import { authorization, type Credentials, secretsOf, withSite } from './credentials';
import { ApiError, isApiError } from './errors';
import { type HttpRequest, onSameOrigin, send } from './http';
import { parseJson } from './json';
import { createListReader, type PageNotes, type PageReader } from './listReader';
import type { NamedValue } from './model';
import { createPlainVisitorReader } from './plainVisitor';
import type { Ports } from './ports';
import { type ReadRow, readAgent, readVisitor } from './schema';
import type { Session } from './session';
import { nameCalls } from './siteNames';
import { isMoreUrgent } from './urgency';

/** Maximum pages of one list. The service documents no paging, so more than this is a loop. */
const maxPages = 50;

/** @param baseUrl as `parseBaseUrl` returns it; every request goes to its origin and to no other */
export function createClient(ports: Ports, baseUrl: string, session: Session): ChatClient {
	const agents = createListReader('agents', { read: readAgent, replaces: () => false }, ports.log);
	const visitors = createListReader(
		'visitors',
		{
			read: readVisitor,
			readPlain: createPlainVisitorReader(),
			replaces: ({ status }, other) => isMoreUrgent(status, other.status),
		},
		ports.log,
	);

	/** Repeats a request once with newer credentials after a 401: a refused write was not carried out. */
	async function call(request: Omit<HttpRequest, 'secrets'>): Promise<string> {
		const signed = (credentials: Credentials): HttpRequest => ({
			...request,
			url: withSite(request.url, credentials),
			headers: { ...request.headers, ...authorization(credentials) },
			secrets: secretsOf(credentials),
		});
		const credentials = await session.credentials(request.signal);
		try {
			return await send(ports, signed(credentials));
		} catch (error) {
			if (!isApiError(error) || error.kind !== 'unauthorized') {
				throw error;
			}
			const newer = await session.afterRefusal(credentials, request.signal);
			if (!newer) {
				throw error;
			}
			return await send(ports, signed(newer));
		}
	}

	function get(url: string, signal: AbortSignal): Promise<string> {
		return call({ method: 'GET', url, headers: {}, signal });
	}

	function put(path: string, body: unknown, isRepeatable: boolean, signal: AbortSignal): Promise<string> {
		return call({
			method: 'PUT',
			url: `${baseUrl}/${path}`,
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
			isRepeatable,
			signal,
		});
	}

	async function list<Page extends PageNotes, Answer>(
		path: string,
		{ readPage, combine }: PageReader<Page, Answer>,
		signal: AbortSignal,
	): Promise<Answer> {
		const pages: Page[] = [];
		const urls = new Set<string>();
		let url: string | undefined = `${baseUrl}/${path}`;
		let nextPage: string | undefined;
		// A page that was read before would be read for ever.
		while (url !== undefined && urls.size < maxPages && !urls.has(url)) {
			urls.add(url);
			const page = readPage(await get(url, signal), pages.length);
			pages.push(page);
			nextPage = page.nextPage;
			url = nextPage === undefined ? undefined : onSameOrigin(nextPage, url);
		}
		return combine(pages, nextPage !== undefined);
	}

	return {
		...nameCalls(list, ports.log),
		listAgents: (signal) => list('livechat/agents', agents, signal),
		listVisitors: (signal) => list('livechat/visitors', visitors, signal),
		getAgent: async (id, signal) => parseRow(readAgent, await get(`${baseUrl}/livechat/agents/${id}`, signal)),
		getVisitor: async (id, signal) => parseRow(readVisitor, await get(`${baseUrl}/livechat/visitors/${id}`, signal)),
		setAgentStatus: async (id, status, signal) =>
			parseRow(readAgent, await put(`livechat/agents/${id}`, { id, status: statusToSend(status) }, true, signal)),
		putVariables: async (id, variables, signal) =>
			parseRow(readVisitor, await put(`livechat/visitors/${id}`, variables.map(variableToSend), false, signal)),
	};
}

/** The documented statuses in lower case, custom ones as written (docs/api.md#status-words). */
function statusToSend(status: string): string {
	const lower = status.trim().toLowerCase();
	return lower === 'online' || lower === 'away' ? lower : status.trim();
}

function variableToSend({ name, value, url }: NamedValue): NamedValue {
	return { name, value, url };
}

/** @throws ApiError `notChatServer` */
function parseRow<Row>(read: (raw: unknown) => ReadRow<Row>, text: string): Row {
	const result = read(parseJson(text));
	if (!result.ok) {
		throw new ApiError('notChatServer');
	}
	return result.row;
}
