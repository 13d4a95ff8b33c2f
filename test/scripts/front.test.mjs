// @ts-check
// The proxy of `npm start`: it answers pages of its own address and refuses all others.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { openFront } from '../../scripts/start/front.mjs';

describe('The proxy of npm start', () => {
	/** @type {Awaited<ReturnType<typeof openFront>>} */
	let front;
	/** @type {http.Server} */
	let behind;

	beforeEach(async () => {
		behind = http.createServer((request, response) => response.end(`${request.method} ${request.url}`));
		behind.on('upgrade', (_request, socket) =>
			socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
		);
		behind.listen(0, '127.0.0.1');
		await once(behind, 'listening');
		front = await openFront(0, Buffer.alloc(32, 7));
	});

	afterEach(() => {
		front.close();
		behind.close();
	});

	const portBehind = () => /** @type {import('node:net').AddressInfo} */ (behind.address()).port;

	/**
	 * @param {http.RequestOptions} [options]
	 * @returns {Promise<number | undefined>}
	 */
	function status(options = {}) {
		return new Promise((resolve, reject) => {
			const request = http.request({ host: '127.0.0.1', port: front.port, ...options });
			request.on('response', (response) => resolve(response.resume().statusCode));
			request.on('upgrade', (_response, socket) => resolve(socket.destroy() && 101));
			request.on('error', reject).end();
		});
	}

	const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };

	it('asks for patience while VS Code is starting', async () => {
		assert.equal(await status(), 503);
	});

	it('lets pages of its own address in', async () => {
		front.forwardTo(portBehind());
		const own = `127.0.0.1:${front.port}`;
		assert.equal(await (await fetch(`http://${own}/path?q`)).text(), 'GET /path?q');
		assert.equal(await status({ method: 'POST', headers: { origin: `http://${own}` } }), 200);
		assert.equal(await status({ headers: { ...upgrade, origin: `http://${own}` } }), 101);
		assert.equal(await status({ headers: { host: `localhost:${front.port}` } }), 200);
	});

	it('keeps a foreign name for this machine out', async () => {
		front.forwardTo(portBehind());
		assert.equal(await status({ headers: { host: 'attack.example' } }), 403);
		assert.equal(await status({ headers: { ...upgrade, host: 'attack.example' } }), 403);
	});

	it('keeps the sockets and writes of foreign pages out', async () => {
		front.forwardTo(portBehind());
		assert.equal(await status({ headers: { ...upgrade, origin: 'http://attack.example' } }), 403);
		assert.equal(await status({ method: 'POST', headers: { origin: 'http://attack.example' } }), 403);
		assert.equal(await status({ headers: { ...upgrade, origin: 'null' } }), 403);
	});

	it('says that a port is in use, and names another', async () => {
		await assert.rejects(openFront(front.port, Buffer.alloc(32)), {
			name: 'Stop',
			message: new RegExp(`^Port ${front.port} is in use\\.\\n {2}Next: .*npm start -- --port \\d+$`),
		});
	});
});
