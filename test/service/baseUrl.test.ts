// Which addresses are accepted as a base URL, a control panel and a redirect address.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { controlPanelUrlOf, isLoopback, isRedirectUri, parseBaseUrl } from '../../src/service/baseUrl';

describe('A base URL', () => {
	const accepted: readonly (readonly [string, string])[] = [
		['https://api15.comm100.io/v4', 'https://api15.comm100.io/v4'],
		['https://api15.comm100.io/v4/', 'https://api15.comm100.io/v4'],
		['  https://chat.example.com/prefix/of/ours///  ', 'https://chat.example.com/prefix/of/ours'],
		['https://API15.Comm100.io:443/v4', 'https://api15.comm100.io/v4'],
		['https://chat.example.com', 'https://chat.example.com'],
		['https://chat.example.com:8443/v4', 'https://chat.example.com:8443/v4'],
		['http://localhost:8080/v4', 'http://localhost:8080/v4'],
		['http://127.0.0.1:8080/v4/', 'http://127.0.0.1:8080/v4'],
		['http://[::1]:8080/v4', 'http://[::1]:8080/v4'],
	];
	for (const [typed, stored] of accepted) {
		it(`${JSON.stringify(typed)} is stored as ${stored}`, () => {
			assert.deepEqual(parseBaseUrl(typed), { ok: true, baseUrl: stored });
		});
	}

	const refused: readonly (readonly [string, string, string?])[] = [
		['', 'empty'],
		['   ', 'empty'],
		['hello', 'notUrl'],
		['my site', 'notUrl'],
		['api15.comm100.io/v4', 'notUrl', 'https://api15.comm100.io/v4'],
		['localhost:8080/v4', 'notUrl'],
		['javascript:alert(1)', 'notUrl'],
		['http://api15.comm100.io/v4', 'notHttps', 'https://api15.comm100.io/v4'],
		['http://localhost.example.com/v4', 'notHttps', 'https://localhost.example.com/v4'],
		['http://127.0.0.1.example.com/v4', 'notHttps', 'https://127.0.0.1.example.com/v4'],
		['ftp://api15.comm100.io/v4', 'notHttps'],
		['https://me:secret@api15.comm100.io/v4', 'credentials'],
		['https://api15.comm100.io/v4?siteId=1', 'query', 'https://api15.comm100.io/v4'],
		['https://api15.comm100.io/v4#x', 'query', 'https://api15.comm100.io/v4'],
		['https://dash15.comm100.io/frontend/livechat', 'controlPanel', 'https://api15.comm100.io/v4'],
	];
	for (const [typed, error, instead] of refused) {
		it(`${JSON.stringify(typed)} is refused: ${error}`, () => {
			assert.deepEqual(parseBaseUrl(typed), { ok: false, error, ...(instead !== undefined && { instead }) });
		});
	}

	it('is http only on this machine, and stays the same when parsed again', () => {
		fc.assert(
			fc.property(fc.oneof(fc.webUrl({ validSchemes: ['http', 'https'] }), fc.string()), (typed) => {
				const result = parseBaseUrl(typed);
				if (result.ok) {
					const url = new URL(result.baseUrl);
					assert.ok(url.protocol === 'https:' || isLoopback(url.hostname));
					assert.ok(!result.baseUrl.endsWith('/'));
					assert.deepEqual(parseBaseUrl(result.baseUrl), result);
				}
			}),
		);
	});
});

describe('The control panel of a site', () => {
	it('has the number of the API host, and is unknown for any other host', () => {
		assert.equal(controlPanelUrlOf('https://api15.comm100.io/v4'), 'https://dash15.comm100.io');
		assert.equal(controlPanelUrlOf('https://api3.comm100.io'), 'https://dash3.comm100.io');
		for (const other of [
			'https://api.comm100.io/v4',
			'https://api15.comm100.io.evil.example/v4',
			'https://xapi15.comm100.io/v4',
			'https://api15.comm100.io:8443/v4',
			'http://api15.comm100.io/v4',
			'https://chat.example/api15.comm100.io',
			'https://sandbox.invalid/v4',
			'no address',
		]) {
			assert.equal(controlPanelUrlOf(other), undefined, other);
		}
	});
});

describe('A page that a sign-in ends on', () => {
	for (const page of [
		'https://desk.example/',
		'https://desk.example/landed?a=b',
		'http://127.0.0.1:8080/',
		'http://[::1]/x',
	]) {
		it(`may be ${page}`, () => {
			assert.ok(isRedirectUri(page));
		});
	}
	for (const page of [
		...[
			'',
			'desk.example',
			'http://desk.example/',
			'vscode://other.extension/callback',
			'javascript:alert(1)',
			'none:',
		],
		...['https://desk.example/#code', 'https://me@desk.example/', 'https://:secret@desk.example/', 'data:text/html,x'],
	]) {
		it(`may not be ${JSON.stringify(page)}`, () => {
			assert.ok(!isRedirectUri(page));
		});
	}
});
