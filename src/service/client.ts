// Creates the client of one site: the calls of the service over a fetch function.
import type { ChatClient, List } from './chatClient';
import { authorization, type Credentials, secretsOf, withSite } from './credentials';
import { ApiError, conclusionOf, isApiError } from './errors';
import { type HttpRequest, onSameOrigin, send } from './http';
import { parseJson } from './json';
import type { PageNotes } from './lists/listPage';
import { createListReader, type PageReader } from './lists/listReader';
import { createPlainVisitorReader } from './lists/plainVisitor';
import type { Id, NamedValue } from './model';
import type { Ports } from './ports';
import { type ReadRow, readAgent, readVisitor } from './schema';
import type { Session } from './session';
import { nameCalls } from './siteNames';
import { inSlices, type SlicedWork } from './slices';
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
	async function call(request: Omit<HttpRequest, 'secrets'>): ReturnType<typeof send> {
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

	function get(url: string, isFresh: boolean, signal: AbortSignal): ReturnType<typeof send> {
		return call({ method: 'GET', url, headers: {}, isFresh, signal });
	}

	/** Caches may not answer: what is read by ID is compared with what was written, and edited. */
	async function getRow(path: string, signal: AbortSignal): Promise<string> {
		const { text } = await get(`${baseUrl}/${path}`, true, signal);
		return text;
	}

	async function put(path: string, body: unknown, isRepeatable: boolean, signal: AbortSignal): Promise<string> {
		const { text } = await call({
			method: 'PUT',
			url: `${baseUrl}/${path}`,
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
			isRepeatable,
			signal,
		});
		return text;
	}

	async function slices<Result>(work: SlicedWork<Result>, signal: AbortSignal): Promise<Result> {
		const result = await inSlices(work, ports);
		if (signal.aborted) {
			throw new ApiError('aborted');
		}
		return result;
	}

	async function list<Page extends PageNotes, Answer>(
		path: string,
		{ readPage, combine }: PageReader<Page, Answer>,
		signal: AbortSignal,
		isFresh = false,
	): Promise<{ readonly answer: Answer; readonly age: number | undefined }> {
		const pages: Page[] = [];
		const urls = new Set<string>();
		let url: string | undefined = `${baseUrl}/${path}`;
		let nextPage: string | undefined;
		let age: number | undefined;
		// A page that was read before would make an endless loop.
		while (url !== undefined && urls.size < maxPages && !urls.has(url)) {
			urls.add(url);
			const answer = await get(url, isFresh, signal).catch(endOfList(pages.length));
			if (answer === undefined) {
				break;
			}
			age = answer.age === undefined ? age : Math.max(age ?? 0, answer.age);
			const page: Page = await slices(readPage(answer.text, pages.length), signal);
			pages.push(page);
			nextPage = page.nextPage;
			url = nextPage === undefined ? undefined : onSameOrigin(nextPage, url);
		}
		return { answer: await slices(combine(pages, nextPage !== undefined), signal), age };
	}

	/** Without an age it is the same object for an equal answer. */
	async function aged<Row>(
		reading: Promise<{ readonly answer: List<Row>; readonly age: number | undefined }>,
	): Promise<List<Row>> {
		const { answer, age } = await reading;
		return age === undefined ? answer : { ...answer, age };
	}

	return {
		...nameCalls(async (path, reader, signal) => (await list(path, reader, signal)).answer, ports.log),
		listAgents: (signal, isFresh) => aged(list('livechat/agents', agents, signal, isFresh)),
		listVisitors: (signal, isFresh) => aged(list('livechat/visitors', visitors, signal, isFresh)),
		getAgent: async (id, signal) => parseRow(readAgent, id, await getRow(`livechat/agents/${id}`, signal)),
		getVisitor: async (id, signal) => parseRow(readVisitor, id, await getRow(`livechat/visitors/${id}`, signal)),
		setAgentStatus: async (id, status, signal) =>
			parseRow(readAgent, id, await put(`livechat/agents/${id}`, { id, status: statusToSend(status) }, true, signal)),
		putVariables: async (id, variables, signal) =>
			parseRow(readVisitor, id, await put(`livechat/visitors/${id}`, variables.map(variableToSend), false, signal)),
	};
}

/** A further page that the service itself doesn't know is one that is missing; any other failure is that of the list. */
function endOfList(pagesRead: number): (reason: unknown) => undefined {
	return (reason) => {
		if (pagesRead > 0 && isApiError(reason) && reason.kind === 'notFound' && conclusionOf(reason) === 'refused') {
			return undefined;
		}
		throw reason;
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

/**
 * Reads the row that was asked for. A cache on the way can answer with another one, and a save would then write the variables of one
 * visitor to another.
 * @throws ApiError `notChatServer`
 */
function parseRow<Row extends { readonly id: Id }>(read: (raw: unknown) => ReadRow<Row>, id: Id, text: string): Row {
	const result = read(parseJson(text));
	if (!result.ok || result.row.id !== id.toLowerCase()) {
		throw new ApiError('notChatServer');
	}
	return result.row;
}
