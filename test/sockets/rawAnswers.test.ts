// Answers and connections that a server library can't make, written to a raw socket.
import assert from 'node:assert/strict';
import net from 'node:net';
import tls from 'node:tls';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { nodeFetch } from '../../src/node/nodeFetch';
import { createClient } from '../../src/service/client';
import { isApiError } from '../../src/service/errors';
import { exchangeCode } from '../../src/service/oauth';
import type { Ports } from '../../src/service/ports';
import { fixedSession } from '../../src/service/session';
import { nodePorts } from '../fixtures/nodePorts';
import * as certificates from '../fixtures/tls/certificates';

const { signal } = new AbortController();
const rows = JSON.stringify(Array.from({ length: 50 }, (_, n) => ({ id: `a${n}`, status: 'Online', ongoingChats: n })));
const row = '{"id":"a1","status":"Online"}';

type Answer = (
	socket: net.Socket,
	request: { readonly head: string; readonly onConnection: number },
) => void | Promise<void>;

interface RawServer {
	readonly origin: string;
	/** First line of each request. */
	readonly requests: readonly string[];
	close(): Promise<void>;
}

let server: RawServer;
afterEach(() => server?.close());

/** Calls `answer` for each request; a body is read and dropped. */
async function startRawServer(answer: Answer, secure = false): Promise<RawServer> {
	const requests: string[] = [];
	const sockets = new Set<net.Socket>();
	const onConnection = (socket: net.Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined); // the tests break connections
		let received = '';
		let count = 0;
		socket.on('data', (part) => {
			received += part.toString('latin1');
			const end = received.indexOf('\r\n\r\n');
			const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
			if (end >= 0 && received.length >= end + 4 + length) {
				const head = received.slice(0, end);
				received = received.slice(end + 4 + length);
				requests.push(head.split('\r\n')[0] ?? '');
				void answer(socket, { head, onConnection: ++count });
			}
		});
	};
	const identity = { cert: certificates.serverCertificate, key: certificates.serverKey };
	const listener = secure ? tls.createServer(identity, onConnection) : net.createServer(onConnection);
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	const { port } = listener.address() as net.AddressInfo;
	return {
		origin: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
		requests,
		close: () =>
			new Promise((resolve) => {
				for (const socket of sockets) {
					socket.destroy();
				}
				listener.close(() => resolve());
			}),
	};
}

function ports(): Ports {
	return { ...nodePorts(20), fetch: (url, request) => nodeFetch(url, request, false) };
}

function client() {
	return createClient(ports(), `${server.origin}/v4`, fixedSession({ kind: 'accessToken', accessToken: 'the-token' }));
}

async function messageOf(call: Promise<unknown>): Promise<string> {
	return await call.then(
		() => 'ok',
		(error: unknown) => (isApiError(error) ? error.message : String(error)),
	);
}

/** Writes each part in a separate packet. */
async function write(socket: net.Socket, ...parts: readonly (string | Buffer)[]): Promise<void> {
	socket.setNoDelay(true);
	for (const part of parts) {
		await new Promise<void>((resolve) => socket.write(part, () => setTimeout(resolve, 15)));
	}
}

function chunk(bytes: Buffer): Buffer {
	return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

describe('A chunked answer on a connection that is closed after it', () => {
	const endings: Readonly<Record<string, readonly string[]>> = {
		'a last chunk in one packet': ['0\r\n\r\n'],
		'a last chunk in two packets, split after its size': ['0\r\n', '\r\n'],
		'a last chunk in two packets, split in its size line': ['0', '\r\n\r\n'],
		'a last chunk in two packets, split in its last line': ['0\r\n\r', '\n'],
		'a last chunk in five packets': ['0', '\r', '\n', '\r', '\n'],
		'a trailer': ['0\r\nX-Checksum: abc\r\n\r\n'],
		'a trailer in packets of its own': ['0\r\n', 'X-Checksum: abc\r\n', '\r\n'],
		'a last chunk with an extension': ['0;last=1\r\n\r\n'],
		'a size of several zeros': ['000\r\n\r\n'],
	};
	for (const encoding of ['gzip', 'identity'] as const) {
		const body = encoding === 'gzip' ? gzipSync(rows) : Buffer.from(rows);
		const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n${
			encoding === 'gzip' ? 'Content-Encoding: gzip\r\n' : ''
		}\r\n`;
		const pieces = [head, chunk(body.subarray(0, 100)), chunk(body.subarray(100))];

		for (const [name, ending] of Object.entries(endings)) {
			it(`is read if it ends with ${name} (${encoding})`, async () => {
				server = await startRawServer(async (socket) => {
					await write(socket, ...pieces, ...ending);
					socket.end();
				});
				for (let time = 0; time < 3; time++) {
					assert.equal((await client().listAgents(signal)).rows.length, 50);
				}
			});
		}

		for (const [name, parts] of Object.entries({
			'no last chunk': pieces,
			'half of a last chunk': [...pieces, '0\r\n'],
			'half of its last chunk of data': [...pieces.slice(0, 2), chunk(body.subarray(100)).subarray(0, 30)],
			'its head alone': [head],
		})) {
			it(`is reported as broken off if it ends with ${name} (${encoding})`, async () => {
				server = await startRawServer(async (socket) => {
					await write(socket, ...parts);
					socket.end();
				});
				assert.match(
					await messageOf(client().listAgents(signal)),
					/^network (?:ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/,
				);
			});
		}
	}
});

describe('An answer that has no length', () => {
	const packed: Readonly<Record<string, Buffer>> = {
		gzip: gzipSync(rows),
		deflate: deflateSync(rows),
		'deflate without its header': deflateRawSync(rows),
		br: brotliCompressSync(rows),
		'': Buffer.from(rows),
	};
	for (const [encoding, body] of Object.entries(packed)) {
		const header = encoding === '' ? '' : `Content-Encoding: ${encoding.split(' ')[0]}\r\n`;

		it(`is read until the connection ends (${encoding || 'identity'})`, async () => {
			server = await startRawServer(async (socket) => {
				await write(socket, `HTTP/1.1 200 OK\r\n${header}\r\n`, body.subarray(0, 50), body.subarray(50));
				socket.end();
			});
			assert.equal((await client().listAgents(signal)).rows.length, 50);
		});

		it(`is no list if half of it is missing (${encoding || 'identity'})`, async () => {
			server = await startRawServer(async (socket) => {
				await write(socket, `HTTP/1.1 200 OK\r\n${header}\r\n`, body.subarray(0, 100));
				socket.end();
			});
			assert.match(await messageOf(client().listAgents(signal)), /^(?:notChatServer|network)\b/);
		});
	}
});

describe('An answer that says it is packed and is not', () => {
	for (const [encoding, body] of [
		['gzip', '<html>Please sign in</html>'],
		['deflate', `x${rows}`],
		['br', '<html>Please sign in</html>'],
		['gzip', gzipSync(rows).fill(0, 20, 60)],
	] as const) {
		it(`is none of the service, and no lost connection (${encoding}, ${body.length} bytes)`, async () => {
			server = await startRawServer(async (socket) => {
				const length = Buffer.byteLength(body);
				await write(
					socket,
					`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${length}\r\n\r\n`,
					body,
				);
			});
			assert.equal(await messageOf(client().listAgents(signal)), 'notChatServer 200');
		});
	}
});

describe('A connection that the server closes before it answers', () => {
	const ok = (body: string) =>
		`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

	/** Answers the first request of every connection; ends it at the second one with `breaks`. */
	async function startForgetful(breaks: (socket: net.Socket) => void | Promise<void>, body: string, secure = false) {
		server = await startRawServer(async (socket, { onConnection }) => {
			await (onConnection === 1 ? write(socket, ok(body)) : breaks(socket));
		}, secure);
	}

	for (const secure of [false, true]) {
		for (const [name, breaks] of [
			['ends', (socket: net.Socket) => void socket.end()],
			// A TLS socket can't be reset; when destroyed, it ends without a close message.
			['breaks', (socket: net.Socket) => void (secure ? socket.destroy() : socket.resetAndDestroy())],
		] as const) {
			it(`is replaced by another one for a read, and for a status, if it ${name} (${secure ? 'https' : 'http'})`, async () => {
				await startForgetful(breaks, row, secure);
				const here = client();
				for (let time = 0; time < 3; time++) {
					assert.equal(await messageOf(here.getAgent('a1', signal)), 'ok');
					assert.equal(await messageOf(here.setAgentStatus('a1', 'online', signal)), 'ok');
				}
			});
		}
	}

	it('is replaced also where the next one is such a connection too: a poll leaves several', async () => {
		for (const call of ['getAgent', 'setAgentStatus'] as const) {
			await startForgetful((socket) => void socket.end(), row);
			const here = client();
			await Promise.all([1, 2, 3].map(() => here.getAgent('a1', signal)));
			const sent = call === 'getAgent' ? here.getAgent('a1', signal) : here.setAgentStatus('a1', 'online', signal);
			assert.equal(await messageOf(sent), 'ok');
			await server.close();
		}
	});

	it('fails a write of variables, which is sent once', async () => {
		await startForgetful((socket) => void socket.end(), row);
		const here = client();
		await here.getVisitor('a1', signal);
		assert.equal(await messageOf(here.putVariables('a1', [], signal)), 'network ECONNRESET');
		assert.equal(server.requests.filter((line) => line.startsWith('PUT')).length, 1);
	});

	it('fails a request for tokens, which is sent once', async () => {
		await startForgetful((socket) => void socket.end(), '{}');
		const oauth = { controlPanelUrl: server.origin, siteId: '1', clientId: 'c', clientSecret: undefined };
		const request = { ...oauth, state: 's', verifier: 'v', redirectUri: 'https://desk.example/' };
		const exchange = () => messageOf(exchangeCode(ports(), request, 'the-code', signal));
		assert.deepEqual([await exchange(), await exchange()], ['notChatServer', 'network ECONNRESET']);
		assert.equal(server.requests.length, 2);
	});

	it('fails a read if a byte of the answer came', async () => {
		await startForgetful(async (socket) => {
			await write(socket, 'HTTP/1.1 20');
			socket.resetAndDestroy();
		}, row);
		const here = client();
		await here.getAgent('a1', signal);
		assert.match(await messageOf(here.getAgent('a1', signal)), /^network /);
		assert.equal(server.requests.length, 2);
	});

	it('fails a read if it is a new one: the server refuses, and not an old connection', async () => {
		server = await startRawServer((socket) => void socket.resetAndDestroy());
		assert.equal(await messageOf(client().getAgent('a1', signal)), 'network ECONNRESET');
		assert.equal(server.requests.length, 1);
	});

	it('is not replaced for a call that was aborted', async () => {
		const abort = new AbortController();
		await startForgetful(() => abort.abort(), row);
		const here = client();
		await here.getAgent('a1', signal);
		assert.equal(await messageOf(here.getAgent('a1', abort.signal)), 'aborted');
		assert.equal(server.requests.length, 2);
	});
});
