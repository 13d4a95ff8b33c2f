// The fetch of the Node entry: node-fetch over VS Code's patched http and https.
import fetch from 'node-fetch';
import type { FetchRequest, FetchResponse } from '../service/ports';
import { type Connection, withConnection } from './nodeRequest';

/** @param isChecked whether the certificates of servers are checked */
export async function nodeFetch(url: string, request: FetchRequest, isChecked: boolean): Promise<FetchResponse> {
	const connection: Connection = { isChecked, wasClosed: false };
	try {
		return await withConnection(connection, () => fetch(url, withCacheHeader(request)));
	} catch (error) {
		if (isProxyUnreachable(error)) {
			throw Object.assign(new Error(), { code: 'ERR_PROXY_CONNECTION_FAILED' });
		}
		throw connection.wasClosed && error instanceof Error ? Object.assign(error, { isUnanswered: true }) : error;
	}
}

/** node-fetch ignores `cache`; a browser sends these headers for it. */
function withCacheHeader(request: FetchRequest): FetchRequest {
	const { cache, headers } = request;
	return cache === undefined ? request : { ...request, headers: { ...headers, 'Cache-Control': 'no-cache' } };
}

/**
 * VS Code's proxy agent throws this sentence if a proxy can't be reached, without the reason or a code (1.100 and 1.139).
 * In 1.100 it contains the proxy's password, so it is dropped.
 */
function isProxyUnreachable(error: unknown): boolean {
	return error instanceof Error && error.message.includes('Failed to establish a socket connection to proxies');
}
