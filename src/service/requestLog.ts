// The last requests of this window and how they ended, without hosts, whole ids, query values or texts from outside.
import type { RequestRecord } from './ports';

export interface RequestLog {
	record(request: RequestRecord): void;
	/** The newest last. */
	readonly last: readonly RequestRecord[];
	/** Number of requests by how they ended. */
	readonly counts: ReadonlyMap<RequestRecord['kind'], number>;
}

export function createRequestLog(max = 20): RequestLog {
	const counts = new Map<RequestRecord['kind'], number>();
	let last: readonly RequestRecord[] = [];
	return {
		record(request) {
			last = [...last, request].slice(-max);
			counts.set(request.kind, (counts.get(request.kind) ?? 0) + 1);
		},
		get last() {
			return last;
		},
		counts,
	};
}

/** The only words of a path that are kept: the prefix of a white-label host may be the name of a company. */
const knownWords =
	/^(?:v\d{1,2}|livechat|global|agents|visitors|departments|agentAwayStatuses|customVariables|oauth|token|userinfo)$/;

const guid = /^[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$)/i;

/** The path of a URL with ids cut to 8 characters and every other word that the service doesn't have replaced by …; no host, no query value. */
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

/** "GET /v4/livechat/agents/c97a2afe… 200 in 34 ms", "… 200 in 3 ms, from a cache, 5 s old", "… network ENOTFOUND in 3 ms". */
export function requestLine({ method, path, kind, status, code, ms, age }: RequestRecord): string {
	const outcome = kind === 'ok' ? [status] : [kind, status, code];
	const cached = age === undefined ? '' : `, from a cache, ${age / 1000} s old`;
	return `${method} ${path} ${outcome.filter((part) => part !== undefined).join(' ')} in ${Math.round(ms)} ms${cached}`;
}
