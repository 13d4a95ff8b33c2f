// The fetch of the Node entry: node-fetch over VS Code's patched https.
import fetch from 'node-fetch';
import type { FetchRequest, FetchResponse } from '../service/ports';
import { withCertificates } from './nodeHttps';

/** @param checked whether the certificates of servers are checked */
export async function nodeFetch(url: string, request: FetchRequest, checked: boolean): Promise<FetchResponse> {
	try {
		return await withCertificates(checked, () => fetch(url, request));
	} catch (error) {
		throw isProxyUnreachable(error) ? Object.assign(new Error(), { code: 'ERR_PROXY_CONNECTION_FAILED' }) : error;
	}
}

/**
 * VS Code's proxy agent swallows why a proxy could not be reached, code and all, and throws this sentence (1.100 and 1.139).
 * In 1.100 it holds the proxy's password, so it goes no further.
 */
function isProxyUnreachable(error: unknown): boolean {
	return error instanceof Error && error.message.includes('Failed to establish a socket connection to proxies');
}
