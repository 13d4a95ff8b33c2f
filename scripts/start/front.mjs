// @ts-check
// The proxy of `npm start`: listens on this machine's loopback address alone, and lets only pages of that very address through to VS Code's server.
// The server has no password here and can run programs, so a foreign web page that is open in the same browser must not reach it (DNS rebinding, cross-site web sockets).
import http from 'node:http';
import net from 'node:net';
import { Stop } from '../../test/vscode/stop.mjs';

/**
 * @param {number} port 0: any free one
 * @param {Buffer} secretsKey 32 bytes: with it the browser's part of VS Code encrypts the secrets that it keeps; without one it forgets them on a reload
 * @returns {Promise<{ port: number, forwardTo: (port: number) => void, close: () => void }>}
 */
export async function openFront(port, secretsKey) {
	/** @type {number | undefined} */
	let target;
	/** @type {Set<net.Socket>} */
	const sockets = new Set();
	const front = http.createServer((request, response) => {
		if (!isOurs(request)) {
			response.writeHead(403, { 'content-type': 'text/plain' }).end('Only pages of this address may come in.\n');
		} else if (target === undefined) {
			response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '2' }).end('VS Code is being started …\n');
		} else if (request.method === 'POST' && request.url?.split('?')[0]?.endsWith('/mint-key')) {
			// VS Code asks the layer around its server for this key; that layer is us.
			response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(secretsKey);
		} else {
			forward(request, response, target);
		}
	});
	front.on('upgrade', (request, socket, head) => {
		if (isOurs(request) && target !== undefined) {
			forwardSocket(request, /** @type {net.Socket} */ (socket), head, target, sockets);
		} else {
			socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
		}
	});
	await listen(front, port);
	return {
		port: /** @type {net.AddressInfo} */ (front.address()).port,
		forwardTo(to) {
			target = to;
		},
		close() {
			front.close();
			front.closeAllConnections();
			for (const socket of sockets) {
				socket.destroy();
			}
		},
	};
}

/** @param {http.IncomingMessage} request */
function isOurs({ headers, method, socket }) {
	const allowed = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`];
	const reads = !headers.upgrade && (method === 'GET' || method === 'HEAD'); // a foreign page can't see the answer
	return (
		allowed.includes(headers.host ?? '') &&
		(reads || headers.origin === undefined || allowed.some((host) => headers.origin === `http://${host}`))
	);
}

/**
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 * @param {number} port
 */
function forward(request, response, port) {
	const { method = 'GET', url = '/', headers } = request;
	const upstream = http.request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
	});
	upstream.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
	response.on('close', () => upstream.destroy());
	request.pipe(upstream);
}

/**
 * @param {http.IncomingMessage} request
 * @param {net.Socket} socket
 * @param {Buffer} head
 * @param {number} port
 * @param {Set<net.Socket>} sockets
 */
function forwardSocket(request, socket, head, port, sockets) {
	const upstream = net.connect(port, '127.0.0.1', () => {
		const lines = [`${request.method} ${request.url} HTTP/1.1`];
		for (let i = 0; i < request.rawHeaders.length; i += 2) {
			lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
		}
		upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
		upstream.write(head);
		upstream.pipe(socket).pipe(upstream);
	});
	for (const [one, other] of [
		[socket, upstream],
		[upstream, socket],
	]) {
		sockets.add(/** @type {net.Socket} */ (one));
		one?.setNoDelay().on('error', () => other?.destroy());
		one?.on('close', () => {
			other?.destroy();
			sockets.delete(one);
		});
	}
}

/**
 * @param {http.Server} server
 * @param {number} port
 */
function listen(server, port) {
	return new Promise((resolve, reject) => {
		server
			.once('listening', () => resolve(undefined))
			.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
				if (error.code === 'EADDRINUSE') {
					const other = port < 65535 ? port + 1 : port - 1;
					reject(new Stop(`Port ${port} is in use.`, `take another one: npm start -- --port ${other}`));
				} else if (error.code === 'EACCES') {
					reject(new Stop(`Port ${port} is not for ordinary users.`, 'take one above 1023: npm start -- --port 8520'));
				} else {
					reject(error);
				}
			});
		server.listen(port, '127.0.0.1');
	});
}
