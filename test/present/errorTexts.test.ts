// Rules for the texts of errors.
import assert from 'node:assert/strict';
import { classify, consoleUrlText, type ErrorFacts, errorText } from '../../src/present/errorTexts';

describe('The text of an error', () => {
	const authority = /certificate authority to the system/;
	const cases: readonly (readonly [ErrorFacts, ReturnType<typeof classify>, RegExp, RegExp?])[] = [
		[{ kind: 'network', code: 'ENOTFOUND' }, 'nameNotFound', /server name wasn't found/],
		[{ kind: 'network', code: 'EAI_AGAIN' }, 'nameNotFound', /server name wasn't found/],
		[{ kind: 'network', code: 'ECONNREFUSED' }, 'refused', /refused the connection/],
		[{ kind: 'network', code: 'ENETUNREACH' }, 'unreachable', /server can't be reached/],
		[{ kind: 'network', code: 'ECONNRESET' }, 'broken', /connection was lost/],
		[{ kind: 'network', code: 'ETIMEDOUT' }, 'timeout', /didn't respond in time/],
		[{ kind: 'network' }, 'noAnswer', /No response/],
		[{ kind: 'network', code: 'ERR_NETWORK_OR_CORS' }, 'networkOrCors', /network or CORS/, /desktop VS Code/],
		[{ kind: 'network', code: 'SECRET_STORE' }, 'secretStore', /Secret storage isn't available/, /key ring/],
		[
			{ kind: 'network', status: 407, code: 'ERR_PROXY_AUTH_REQUESTED' },
			'proxyCredentials',
			/proxy requires credentials \(407\)/,
			/http\.proxy/,
		],
		[{ kind: 'network', code: 'ERR_PROXY_CONNECTION_FAILED' }, 'proxyUnreachable', /proxy can't be reached/],
		[{ kind: 'network', code: 'CERT_HAS_EXPIRED' }, 'tls', /server's certificate has expired/, /clock/],
		[{ kind: 'network', code: 'CERT_NOT_YET_VALID' }, 'tls', /isn't valid yet/, /clock/],
		[{ kind: 'network', code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'tls', /for another host name/, /base URL/],
		[{ kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'tls', /self-signed/, authority],
		[{ kind: 'network', code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'tls', /unknown authority/, authority],
		[{ kind: 'network', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'tls', /unknown authority/, authority],
		[{ kind: 'network', code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }, 'tls', /unknown authority/, authority],
		[{ kind: 'network', code: 'CERT_REVOKED' }, 'tls', /revoked/],
		[{ kind: 'network', code: 'CERT_UNTRUSTED' }, 'tls', /unknown authority/, authority],
		[{ kind: 'network', code: 'INVALID_PURPOSE' }, 'tls', /isn't accepted/, /administrator of the server/],
		// Node's code for a key or a digest that is too weak.
		[{ kind: 'network', code: 'UNSPECIFIED' }, 'tls', /isn't accepted/, /administrator of the server/],
		[{ kind: 'network', code: 'PATH_LENGTH_EXCEEDED' }, 'tls', /isn't accepted/],
		[{ kind: 'network', code: 'CRL_HAS_EXPIRED' }, 'tls', /isn't accepted/],
		[{ kind: 'network', code: 'EPROTO' }, 'tls', /secure connection couldn't be made/, /use HTTPS/],
		[{ kind: 'network', code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls', /secure connection couldn't be made/],
		[{ kind: 'timeout' }, 'timeout', /didn't respond in time/],
		[{ kind: 'unauthorized', status: 401 }, 'unauthorized', /401/, /Sign in again/],
		[{ kind: 'forbidden', status: 403 }, 'forbidden', /403/, /administrator/],
		[{ kind: 'notFound', status: 404 }, 'notFound', /404/, /\/v4/],
		[{ kind: 'throttled', status: 429 }, 'throttled', /Too many requests/, /few minutes/],
		[{ kind: 'server', status: 500 }, 'server', /^The service failed \(500\)/],
		[{ kind: 'server', status: 502 }, 'server', /service or a proxy failed \(502\)/],
		[{ kind: 'redirected', status: 302 }, 'redirected', /another address/, /network may ask you to sign in/],
		[{ kind: 'forbidden', status: 403, isServiceAnswer: true }, 'forbidden', /permission/],
		...(['forbidden', 'notFound', 'badRequest'] as const).map(
			(kind) =>
				[
					{ kind, status: 405, isServiceAnswer: false },
					'unexplained',
					/^The service, a proxy or a guest network refused the request without a reason \(405\)/,
					/check your network and the base URL/,
				] as const,
		),
		[
			{ kind: 'notChatServer' },
			'intercepted',
			/^A proxy or a guest network answered instead of the service/,
			/browser/,
		],
		[
			{ kind: 'server', status: 511 },
			'intercepted',
			/^A proxy or a guest network answered instead of the service/,
			/browser/,
		],
	];
	for (const [failure, problem, what, next = /./] of cases) {
		const name = [failure.kind, failure.status, failure.code].filter((part) => part !== undefined).join(' ');
		it(`${name}: ${problem}`, () => {
			assert.equal(classify(failure), problem);
			const words = errorText(failure);
			assert.match(words.what, what);
			assert.match(words.next, next);
			// A certificate error doesn't depend on being online.
			assert.doesNotMatch(words.what, problem === 'tls' ? /offline|no answer|network/i : /undefined|\{\d\}/);
			assert.ok(
				failure.code === undefined ||
					/CORS|PROXY|ETIMEDOUT|STORE/.test(failure.code) ||
					words.what.includes(failure.code),
			);
		});
	}

	it('of a site that never worked says that its address may be wrong, but for a network that asks for a sign-in', () => {
		const html: ErrorFacts = { kind: 'notChatServer', status: 200 };
		assert.equal(classify(html, 'new'), 'notChatServer');
		assert.match(errorText(html, 'new').what, /isn't from a Chat Server/);
		assert.match(errorText(html, 'new').next, /Check the base URL/);
		assert.equal(classify({ kind: 'server', status: 511 }, 'new'), 'intercepted');
		assert.match(errorText({ kind: 'redirected', status: 302 }, 'new').next, /^Check the base URL/);
		assert.match(errorText({ kind: 'notFound', status: 404, isServiceAnswer: false }, 'new').next, /base URL/);
		assert.equal(classify({ kind: 'forbidden', status: 403, isServiceAnswer: false }, 'new'), 'unexplained');
	});

	it('throttled with Retry-After: says until when to wait', () => {
		const retryAt = new Date(2026, 1, 3, 10, 42, 5).getTime();
		assert.match(errorText({ kind: 'throttled', retryAt }).next, /^Wait until .*10:42:05/);
	});
});

describe('The text of an invalid console address', () => {
	it('names the setting', () => {
		for (const fault of ['unknown', 'notUrl', 'notHttps', 'credentials', 'place'] as const) {
			assert.match(consoleUrlText(fault), /frontdesk\.console\.url/);
			assert.doesNotMatch(consoleUrlText(fault), /undefined|\{\d\}/);
		}
	});
});
