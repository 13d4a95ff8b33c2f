// The sandbox as an HTTP or HTTPS server, with the faults that only a wire has, for tests and `npm run sandbox`.
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Sandbox, sandboxToken } from '../src/sandbox/chatServer';
import type { FetchRequest } from '../src/service/ports';
import * as certificates from './fixtures/tls/certificates';
import { createSiteSandbox, type SiteSandbox, type SiteSandboxOptions } from './sandboxServer/siteSandbox';
import { type Reply, sendReply, type WireFault } from './sandboxServer/wire';

export interface SandboxServerOptions extends Partial<SiteSandboxOptions> {
	/** Any free one without it. */
	readonly port?: number;
	/** 127.0.0.1 without it. */
	readonly host?: string;
	/** The part of the path before `livechat/`; default `/v4`. */
	readonly prefix?: string;
	/** Plain HTTP without it. `trusted` holds for loopback under the authority of fixtures/tls; the others have what their names say. */
	readonly tls?: 'trusted' | 'elsewhere' | 'expired' | 'stranger';
	/** Listens on a second free port as the control panel: `/oauth/` is served there and nowhere else. Without it one origin serves all. */
	readonly ownControlPanel?: boolean;
	/** Lets pages of every origin read the answers. */
	readonly cors?: boolean;
}

/** A received request. */
interface ReceivedRequest {
	readonly method: string;
	readonly url: string;
	/** `headers.host` tells which origin was meant. */
	readonly headers: http.IncomingHttpHeaders;
}

export interface SandboxServer {
	/** Without a slash at its end. */
	readonly baseUrl: string;
	readonly origin: string;
	/** The origin of the control panel, below which `/oauth/authorize` is; without `ownControlPanel` the same as `origin`. */
	readonly controlPanelUrl: string;
	readonly token: string;
	readonly sandbox: SiteSandbox;
	/** Every request that arrived, the faulty ones too. */
	readonly received: readonly ReceivedRequest[];
	/** Plans a fault on the wire for the next request, or for the next ones; plans are met in order. */
	plan(fault: WireFault, times?: number): void;
	/** Ends the server and every connection. */
	close(): Promise<void>;
}

/** Names of a response's headers that the sandbox may set. */
const answered = ['content-type', 'retry-after', 'allow', 'www-authenticate', 'location', 'cache-control'];

const identities = {
	trusted: { cert: certificates.serverCertificate, key: certificates.serverKey },
	elsewhere: { cert: certificates.elsewhereCertificate, key: certificates.elsewhereKey },
	expired: { cert: certificates.expiredCertificate, key: certificates.expiredKey },
	stranger: { cert: certificates.strangerCertificate, key: certificates.strangerKey },
};

const systemClock = {
	now: () => Date.now(),
	setTimer(callback: () => void, delay: number) {
		const timer = setTimeout(callback, delay);
		return () => clearTimeout(timer);
	},
};

function isOAuthPath(path: string): boolean {
	return /^[^?]*\/oauth\//.test(path);
}

async function readBody(incoming: http.IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of incoming) {
		parts.push(part as Buffer);
	}
	return Buffer.concat(parts).toString('utf8');
}

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Asks the sandbox. Rejects where its fetch does; a body that breaks off comes as far as it came. */
async function ask(sandbox: Sandbox, url: string, incoming: http.IncomingMessage, signal: AbortSignal): Promise<Reply> {
	const request: FetchRequest = {
		// The sandbox answers 405 to the methods that a client of ours never uses.
		method: incoming.method as FetchRequest['method'],
		headers: plainHeaders(incoming.headers),
		body: await readBody(incoming),
		redirect: 'manual',
		signal,
	};
	const response = await sandbox.fetch(url, request);
	const headers: Record<string, string> = {};
	for (const name of answered) {
		const value = response.headers.get(name);
		if (value !== null) {
			headers[name] = value;
		}
	}
	return { status: response.status, headers, body: await response.text() };
}

export async function startSandboxServer(options: SandboxServerOptions = {}): Promise<SandboxServer> {
	const {
		port = 0,
		host = '127.0.0.1',
		prefix = '/v4',
		tls,
		cors,
		ownControlPanel = false,
		...sandboxOptions
	} = options;
	const sandbox = createSiteSandbox({ clock: systemClock, ...sandboxOptions });
	const received: ReceivedRequest[] = [];
	const plans: { fault: WireFault; left: number }[] = [];

	/** As the caller names this server: links to further pages must have the caller's origin. */
	const ownOrigin = (incoming: http.IncomingMessage) => `${tls ? 'https' : 'http'}://${incoming.headers.host}`;

	const handle = async (
		incoming: http.IncomingMessage,
		outgoing: http.ServerResponse,
		serves: (path: string) => boolean,
	) => {
		received.push({ method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers });
		if (cors) {
			outgoing.setHeader('access-control-allow-origin', '*');
			outgoing.setHeader('access-control-allow-headers', 'authorization, content-type');
			outgoing.setHeader('access-control-allow-methods', 'GET, PUT, POST');
			outgoing.setHeader('access-control-expose-headers', 'retry-after');
			if (incoming.method === 'OPTIONS') {
				outgoing.writeHead(204).end();
				return;
			}
		}
		if (!serves(incoming.url ?? '')) {
			outgoing.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
			return;
		}
		const plan = plans[0];
		if (plan && --plan.left <= 0) {
			plans.shift();
		}
		const gone = new AbortController();
		outgoing.on('close', () => gone.abort());
		try {
			await sendReply(plan?.fault, incoming, outgoing, () =>
				ask(sandbox, `${ownOrigin(incoming)}${incoming.url}`, incoming, gone.signal),
			);
		} catch {
			// A network failure of the sandbox breaks the connection.
			incoming.socket.resetAndDestroy();
		}
	};

	const servers: http.Server[] = [];

	/** Answers the origin of a new server that answers the paths that `serves` lets through. */
	const listen = async (wanted: number, serves: (path: string) => boolean): Promise<string> => {
		const listener: http.RequestListener = (incoming, outgoing) => void handle(incoming, outgoing, serves);
		const server = tls ? https.createServer(identities[tls], listener) : http.createServer(listener);
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(wanted, host, resolve);
		});
		servers.push(server);
		const shown = host.includes(':') ? `[${host}]` : host;
		return `${tls ? 'https' : 'http'}://${shown}:${(server.address() as AddressInfo).port}`;
	};

	const origin = await listen(port, (path) => !ownControlPanel || !isOAuthPath(path));
	const controlPanelUrl = ownControlPanel ? await listen(0, isOAuthPath) : origin;

	return {
		baseUrl: `${origin}${prefix}`,
		origin,
		controlPanelUrl,
		token: options.token ?? sandboxToken,
		sandbox,
		received,
		plan(fault, times = 1) {
			plans.push({ fault, left: times });
		},
		async close() {
			await Promise.all(
				servers.map((server) => {
					const closed = new Promise<void>((resolve) => server.close(() => resolve()));
					server.closeAllConnections();
					return closed;
				}),
			);
		},
	};
}
