// A real nginx with the configuration of docs/office, in a folder of its own: only addresses, certificates and times are changed.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as certificates from '../fixtures/tls/certificates';

interface NginxOptions {
	/** Of the service, which has a certificate of the authority of the tests. */
	readonly servicePort: number;
	/** How long an accepted credential is accepted; as in docs/office without it. */
	readonly acceptedFor?: string;
	/** How long a list is valid, in whole seconds. */
	readonly validFor?: string;
}

export interface Nginx {
	/** `https://127.0.0.1:…/v4` */
	readonly baseUrl: string;
	/** Everything that it has written: logs, and the files of the cache. */
	written(): string;
	/** What is in the logs of the configuration. */
	logged(): string;
	/** Ends every process at once, as a crash does. */
	kill(): Promise<void>;
	/** Starts it again on the same port. */
	start(): Promise<void>;
	/** Ends it and removes its folder. */
	close(): Promise<void>;
}

const source = path.resolve('docs/office');
const modules = process.env.NGINX_MODULES ?? '/usr/lib/nginx/modules';

export async function startNginx(options: NginxOptions): Promise<Nginx> {
	const folder = mkdtempSync(path.join(tmpdir(), 'office-'));
	const port = await freePort();
	let process: ChildProcess | undefined;
	write(folder, { ...options, port, innerPort: await freePort() });

	const killNow = () => process?.pid !== undefined && global.process.kill(-process.pid, 'SIGKILL');

	async function kill(): Promise<void> {
		const child = process;
		process = undefined;
		if (child?.pid !== undefined && child.exitCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			global.process.kill(-child.pid, 'SIGKILL');
			await ended;
		}
	}

	const nginx: Nginx = {
		baseUrl: `https://127.0.0.1:${port}/v4`,
		written: () => textsIn(folder),
		logged: () => textsIn(folder, /(?:access|office-error)\.log$/),
		kill,
		async start() {
			const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf'], { detached: true, stdio: 'inherit' });
			process = child;
			for (let tries = 0; !(await isOpen(port)); tries++) {
				assert.ok(tries < 200 && child.exitCode === null, `nginx doesn't listen: ${textsIn(folder, /error\.log$/)}`);
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
		},
		async close() {
			await kill();
			global.process.off('exit', killNow);
			rmSync(folder, { recursive: true, force: true });
		},
	};
	global.process.once('exit', killNow);
	await nginx.start();
	return nginx;
}

function write(folder: string, options: NginxOptions & { readonly port: number; readonly innerPort: number }): void {
	const { servicePort, port, innerPort, acceptedFor, validFor } = options;
	const changes: readonly (readonly [string, string])[] = [
		['/etc/nginx/frontdesk.mjs', path.join(folder, 'office.mjs')],
		['/run/frontdesk-', `${folder}/cache-`],
		['/var/log/nginx/frontdesk.log', path.join(folder, 'access.log')],
		['/var/log/nginx/frontdesk-error.log', path.join(folder, 'office-error.log')],
		['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
		['/etc/ssl/frontdesk.crt', path.join(folder, 'server.crt')],
		['/etc/ssl/frontdesk.key', path.join(folder, 'server.key')],
		['/etc/ssl/certs/ca-certificates.crt', path.join(folder, 'authority.crt')],
		['127.0.0.1:8417', `127.0.0.1:${innerPort}`],
		['https://api15.comm100.io;', `https://127.0.0.1:${servicePort};`],
		['resolver 127.0.0.53 valid=60s;', 'proxy_ssl_name localhost;'],
		...(acceptedFor ? [['proxy_cache_valid 200 10m;', `proxy_cache_valid 200 ${acceptedFor};`] as const] : []),
		['proxy_cache_valid 401 403 5s;', 'proxy_cache_valid 401 403 1s;'],
		...(validFor ? [['proxy_cache_valid 200 8s;', `proxy_cache_valid 200 ${validFor};`] as const] : []),
	];
	const conf = changes.reduce(
		(text, [from, to]) => {
			assert.ok(text.includes(from), `docs/office/nginx.conf has no "${from}"`);
			return text.replaceAll(from, to);
		},
		readFileSync(path.join(source, 'nginx.conf'), 'utf8'),
	);
	writeFileSync(path.join(folder, 'office.conf'), conf);
	copyFileSync(path.join(source, 'office.mjs'), path.join(folder, 'office.mjs'));
	writeFileSync(path.join(folder, 'server.crt'), certificates.serverCertificate);
	writeFileSync(path.join(folder, 'server.key'), certificates.serverKey, { mode: 0o600 });
	writeFileSync(path.join(folder, 'authority.crt'), certificates.authority);
	mkdirSync(path.join(folder, 'temporary'));
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
		(name) => `${name}_temp_path ${folder}/temporary/${name};`,
	);
	const isRoot = process.getuid?.() === 0;
	writeFileSync(
		path.join(folder, 'nginx.conf'),
		[
			`load_module ${modules}/ngx_http_js_module.so;`,
			...(isRoot ? ['user root;'] : []),
			'daemon off;',
			'worker_processes 1;',
			`pid ${folder}/pid;`,
			`error_log ${folder}/error.log info;`,
			'events {}',
			`http { access_log off; ${temporary.join(' ')} include office.conf; }`,
			'',
		].join('\n'),
	);
}

/** The texts of all files below the folder but the key and the configuration. */
function textsIn(folder: string, wanted = /\.log$|cache-/): string {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name))
		.filter((file) => wanted.test(file.slice(folder.length)))
		.map((file) => `${file}\n${readFileSync(file, 'latin1')}`)
		.join('\n');
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	assert.ok(typeof address === 'object' && address);
	return address.port;
}

function isOpen(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}
