// The service behind nginx: the sandboxes of two sites on one host, agents with and without rights, and the time in every list.
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSandbox, type Sandbox } from '../../src/sandbox/chatServer';
import type { FetchRequest } from '../../src/service/ports';
import * as certificates from '../fixtures/tls/certificates';

interface Received {
	readonly method: string;
	readonly url: string;
	readonly authorization: string;
}

export interface OfficeService {
	readonly port: number;
	readonly baseUrl: string;
	/** Tokens of the two sites. May be changed. */
	readonly tokens: readonly [string[], string[]];
	/** Tokens that may not read the visitors. */
	readonly forbidden: Set<string>;
	/** Answers every call so instead. */
	refusal: { readonly status: number; readonly headers: Record<string, string> } | undefined;
	readonly received: readonly Received[];
	readonly sites: readonly [Sandbox, Sandbox];
	close(): Promise<void>;
}

export const apiKey = { email: 'ada@example.com', key: 'key-of-ada-0123456789', siteId: 1 };

/** The instant (ms) at which the service made the list: the status of its last agent, and the page of its last visitor. */
export function madeAt(rows: readonly { readonly status: string; readonly currentBrowsing?: string }[]): number {
	const last = rows.at(-1);
	return Number(last?.currentBrowsing?.split('/').pop() ?? last?.status);
}

export async function startService(certificate: 'trusted' | 'stranger' = 'trusted'): Promise<OfficeService> {
	const tokens: [string[], string[]] = [[], []];
	const open = (index: 0 | 1) =>
		createSandbox({
			clock: { now: () => Date.now() },
			seed: index + 1,
			frozen: true,
			credentials: { tokens: tokens[index], apiKeys: index === 0 ? [apiKey] : [] },
			behaviour: { management: true },
		});
	// The sample agents of both sandboxes have the same IDs: the second site has one of them only.
	const sites: [Sandbox, Sandbox] = [open(0), open(1)];
	for (const { id } of sites[1].world.agents().slice(1)) {
		sites[1].world.removeAgent(id);
	}
	const received: Received[] = [];
	const identity =
		certificate === 'trusted'
			? { cert: certificates.serverCertificate, key: certificates.serverKey }
			: { cert: certificates.strangerCertificate, key: certificates.strangerKey };

	async function answer(
		incoming: Received,
		body: string,
	): Promise<{ status: number; headers: Record<string, string>; body: string }> {
		const { method, url, authorization } = incoming;
		const token = authorization.replace('Bearer ', '');
		if (service.refusal) {
			return { ...service.refusal, body: '{"code":429000,"message":"Too many requests."}' };
		}
		const isVisitors = /\/visitors(?:\?|$)/.test(url);
		if (method === 'GET' && isVisitors && service.forbidden.has(token)) {
			return { status: 403, headers: {}, body: '{"code":403000,"message":"no permission"}' };
		}
		const site = tokens[1].includes(token) ? sites[1] : sites[0];
		const { world } = site;
		const [agent, visitor] = [world.agents().at(-1), world.visitors().at(-1)];
		if (agent && visitor && method === 'GET') {
			world.setAgent(agent.id, { status: String(Date.now()) });
			world.setVisitor(visitor.id, { currentBrowsing: `https://example.com/${Date.now()}` });
		}
		const request: FetchRequest = {
			method: method as FetchRequest['method'],
			headers: { authorization, 'content-type': 'application/json' },
			body,
			redirect: 'manual',
			signal: new AbortController().signal,
		};
		const response = await site.fetch(`https://sandbox.invalid${url}`, request);
		return { status: response.status, headers: {}, body: await response.text() };
	}

	const server = https.createServer(identity, async (incoming, outgoing) => {
		const parts: Buffer[] = [];
		for await (const part of incoming) {
			parts.push(part as Buffer);
		}
		const entry = {
			method: incoming.method ?? '',
			url: incoming.url ?? '',
			authorization: incoming.headers.authorization ?? '',
		};
		received.push(entry);
		const { status, headers, body } = await answer(entry, Buffer.concat(parts).toString('utf8'));
		outgoing.writeHead(status, {
			'content-type': 'application/json',
			// As a service does that wants no cache, and knows who asks.
			'cache-control': 'private, no-store',
			'set-cookie': `session=${encodeURIComponent(entry.authorization)}`,
			...headers,
		});
		outgoing.end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const service: OfficeService = {
		port,
		baseUrl: `https://127.0.0.1:${port}/v4`,
		tokens,
		forbidden: new Set(),
		refusal: undefined,
		received,
		sites,
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
	return service;
}
