// A CONNECT proxy on loopback for tests, with or without credentials, which records its targets.
import http from 'node:http';
import net from 'node:net';

export interface TestProxy {
	readonly url: string;
	/** Every target that was asked for, `host:port`, the refused ones too. */
	readonly targets: readonly string[];
	close(): Promise<void>;
}

interface TestProxyOptions {
	/** Default: no credentials are required. */
	readonly user?: string;
	readonly password?: string;
	/** The authentication that a refusal asks for: 'Basic' by default, which is what it accepts in any case. */
	readonly scheme?: 'Basic' | 'Digest';
	/** The addresses of names that no name server has. */
	readonly hosts?: Readonly<Record<string, string>>;
}

export async function startProxy({
	user,
	password = '',
	scheme = 'Basic',
	hosts = {},
}: TestProxyOptions = {}): Promise<TestProxy> {
	const wanted = user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
	const targets: string[] = [];
	const sockets = new Set<net.Socket>();
	// Plain requests are not passed on: only tunnels are.
	const server = http.createServer((_incoming, outgoing) => void outgoing.writeHead(405).end());

	server.on('connect', (request, client: net.Socket) => {
		const target = request.url ?? '';
		targets.push(target);
		sockets.add(client);
		client.on('error', () => client.destroy());
		if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
			client.end(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${scheme} realm="test"\r\n\r\n`);
			return;
		}
		const { hostname, port } = new URL(`http://${target}`);
		const host = hosts[hostname] ?? hostname.replace(/^\[|\]$/g, '');
		const upstream = net.connect(Number(port || 80), host, () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		sockets.add(upstream);
		upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
	});

	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
		targets,
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) {
				socket.destroy();
			}
			server.closeAllConnections();
			await closed;
		},
	};
}
