// The http and https requests of node-fetch, which has no options for what they need here (esbuild.js puts them in).
import http from 'node:http';
import https from 'node:https';

/** One call of fetch. */
export interface Connection {
	/** Whether the certificate of the server is checked: VS Code's patched https leaves its setting `http.proxyStrictSSL` to extensions. */
	readonly isChecked: boolean;
	/** Set if the server closed a connection from an earlier request without a byte of an answer to this one. */
	wasClosed: boolean;
}

let current: Connection | undefined;

/** Calls `send`; the requests that it starts before it returns belong to this connection. */
export function withConnection<Sent>(connection: Connection, send: () => Sent): Sent {
	current = connection;
	try {
		return send();
	} finally {
		current = undefined;
	}
}

/** Sets an option of the request. An own agent would replace VS Code's, and with it the proxy and the certificates. */
export function httpsRequest(url: string | URL, options: https.RequestOptions): http.ClientRequest {
	return watched(
		https.request(url, current?.isChecked === false ? { ...options, rejectUnauthorized: false } : options),
	);
}

export function httpRequest(url: string | URL, options: http.RequestOptions): http.ClientRequest {
	return watched(http.request(url, options));
}

function watched(request: http.ClientRequest): http.ClientRequest {
	const connection = current;
	request.once('socket', (socket) => {
		const { bytesRead } = socket;
		request.once('error', () => {
			if (connection) {
				connection.wasClosed = request.reusedSocket && socket.bytesRead === bytesRead;
			}
		});
	});
	return request;
}
