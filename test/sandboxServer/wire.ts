// Sends answers over a socket, with the faults that only a wire has.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/**
 * - `hang` the request is accepted and never answered · `resetEarly` the connection breaks before any answer
 * - `reset` the connection breaks in the middle of the body · `truncated` the body ends early, with a Content-Length for all of it
 * - `gzip` the true answer, compressed · `drip` the true answer in `pieces`, one every `delay` ms
 * - `redirect` to that address, absolute or relative, with 307 if nothing else is said
 * - `html` a page with 200, as a portal or a firewall sends · `empty` 200 and no body
 *
 * With `hang`, `resetEarly`, `redirect`, `html` and `empty`, the request doesn't reach the service.
 */
export type WireFault =
	| { readonly kind: 'hang' | 'resetEarly' | 'reset' | 'truncated' | 'gzip' | 'html' | 'empty' }
	| { readonly kind: 'drip'; readonly pieces: number; readonly delay: number }
	| { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 };

const page =
	'<!DOCTYPE html>\n<html><head><title>Guest network</title></head><body>Please accept our terms.</body></html>\n';

function pause(delay: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, delay));
}

function send(outgoing: ServerResponse, reply: Reply): void {
	outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
	outgoing.end(reply.body);
}

/** The head and half of the body; answers once these are on their way. */
function sendHalf(outgoing: ServerResponse, reply: Reply): Promise<void> {
	const body = Buffer.from(reply.body);
	outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
	return new Promise((resolve) => outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), () => resolve()));
}

async function drip(outgoing: ServerResponse, reply: Reply, pieces: number, delay: number): Promise<void> {
	const body = Buffer.from(reply.body);
	const size = Math.max(1, Math.ceil(body.length / pieces));
	outgoing.writeHead(reply.status, reply.headers);
	for (let at = 0; at < body.length && !outgoing.destroyed; at += size) {
		outgoing.write(body.subarray(at, at + size));
		await pause(delay);
	}
	outgoing.end();
}

/** Sends what `ask` answers, or what the fault makes of it. */
export async function sendReply(
	fault: WireFault | undefined,
	incoming: IncomingMessage,
	outgoing: ServerResponse,
	ask: () => Promise<Reply>,
): Promise<void> {
	switch (fault?.kind) {
		case undefined:
			send(outgoing, await ask());
			return;
		case 'hang':
			return;
		case 'resetEarly':
			incoming.socket.resetAndDestroy();
			return;
		case 'reset':
			await sendHalf(outgoing, await ask());
			incoming.socket.resetAndDestroy();
			return;
		case 'truncated':
			await sendHalf(outgoing, await ask());
			incoming.socket.end();
			return;
		case 'gzip': {
			const { status, headers, body } = await ask();
			const packed = gzipSync(body);
			outgoing.writeHead(status, { ...headers, 'content-encoding': 'gzip', 'content-length': packed.length });
			outgoing.end(packed);
			return;
		}
		case 'drip':
			await drip(outgoing, await ask(), fault.pieces, fault.delay);
			return;
		case 'redirect':
			outgoing.writeHead(fault.status ?? 307, { location: fault.to }).end();
			return;
		case 'html':
			send(outgoing, { status: 200, headers: { 'content-type': 'text/html' }, body: page });
			return;
		case 'empty':
			send(outgoing, { status: 200, headers: { 'content-type': 'application/json' }, body: '' });
			return;
	}
}
