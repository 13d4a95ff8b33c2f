// https as node-fetch calls it, with the one setting of VS Code that its patched https leaves to extensions: http.proxyStrictSSL.
import https from 'node:https';

let areChecked = true;

/** Sends with the certificates of servers checked or not: for everything that `send` asks for before it returns. */
export function withCertificates<Sent>(checked: boolean, send: () => Sent): Sent {
	areChecked = checked;
	try {
		return send();
	} finally {
		areChecked = true;
	}
}

/** An option of the request and no agent of our own: VS Code's agent, and with it proxy and certificates, would not stay. */
export function request(url: string | URL, options: https.RequestOptions): ReturnType<typeof https.request> {
	return https.request(url, areChecked ? options : { ...options, rejectUnauthorized: false });
}
