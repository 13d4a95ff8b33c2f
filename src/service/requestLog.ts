// The last requests of this window and how they ended, for the log and for Copy Diagnostics. Safe by construction: it never holds a host, a whole id, a query value or a text from outside.
import type { ApiErrorKind } from './errors';
import type { FetchRequest } from './ports';

/** One request after its end. */
export interface RequestNote {
	/** Instant (ms) at which it began, and how long (ms) it took. */
	readonly at: number;
	readonly ms: number;
	readonly method: FetchRequest['method'];
	/** As `shortPath` gives it. */
	readonly path: string;
	readonly kind: ApiErrorKind | 'ok';
	readonly status: number | undefined;
	/** The system's code of a network failure. */
	readonly code: string | undefined;
}

export interface RequestLog {
	note(request: RequestNote): void;
	/** The latest, the newest last. */
	readonly last: readonly RequestNote[];
	/** How many ended in which way. */
	readonly counts: ReadonlyMap<RequestNote['kind'], number>;
}

export function createRequestLog(most = 20): RequestLog {
	const counts = new Map<RequestNote['kind'], number>();
	let last: readonly RequestNote[] = [];
	return {
		note(request) {
			last = [...last, request].slice(-most);
			counts.set(request.kind, (counts.get(request.kind) ?? 0) + 1);
		},
		get last() {
			return last;
		},
		counts,
	};
}

/** The only words of a path that are kept (API.md): a prefix of a white-label host may name a company. */
const knownWords =
	/^(?:v\d{1,2}|livechat|global|agents|visitors|departments|agentAwayStatuses|customVariables|oauth|token|userinfo)$/;

const guid = /^[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)/i;

/** The path of a URL with ids cut to 8 characters, and everything that is not of the service's own vocabulary as …; no host, no query value. */
export function shortPath(url: string): string {
	if (!URL.canParse(url)) {
		return '…';
	}
	const { pathname, searchParams } = new URL(url);
	const path = pathname.split('/').map((part) => {
		const id = guid.exec(part)?.[0].toLowerCase();
		return id === undefined ? (part === '' || knownWords.test(part) ? part : '…') : `${id}…`;
	});
	const query = [...new Set([...searchParams.keys()].map((name) => (name === 'siteId' ? 'siteId=…' : '…')))];
	return path.join('/') + (query.length > 0 ? `?${query.join('&')}` : '');
}

/** "GET /v4/livechat/agents/c97a2afe… 200 in 34 ms", "… network ENOTFOUND in 3 ms". */
export function requestLine({ method, path, kind, status, code, ms }: RequestNote): string {
	const outcome = kind === 'ok' ? [status] : [kind, status, code];
	return `${method} ${path} ${outcome.filter((part) => part !== undefined).join(' ')} in ${Math.round(ms)} ms`;
}
