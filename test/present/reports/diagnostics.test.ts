// Rules for Copy Diagnostics.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noNames } from '../../../src/desk/state';
import {
	type DiagnosticsInput,
	diagnostics,
	publicOrigin,
	type SettingFact,
} from '../../../src/present/reports/diagnostics';
import { shortPath } from '../../../src/service/requestLog';
import { agent, failedPoll, state, visitor } from '../worlds';

const now = Date.UTC(2026, 1, 3, 10, 42, 5);

function text(change: Partial<DiagnosticsInput> = {}): string {
	return diagnostics({
		extensionVersion: '0.1.0',
		vscodeVersion: '1.139.1',
		platform: ['Node 24.21.0', 'linux x64'],
		appHost: 'desktop',
		remote: undefined,
		runsIn: 'ui',
		state: state({
			agents: [agent('c97a2afe', 'Online'), agent('7f9c1c7e', 'Away')],
			visitors: [visitor('3d59f909', 'chatting', { name: 'Jane Doe', email: 'jane@acme.example' })],
			agentsAsOf: now - 8_000,
			names: { ...noNames, agents: new Map([['c97a2afe', 'Kim Acme']]) },
		}),
		sites: 1,
		signIn: 'apiKey',
		pollingStats: { role: 'holder', spent: 12, factor: 1.4, silentUntil: now + 30_500 },
		settings: [],
		requests: { last: [], counts: new Map() },
		now,
		...change,
	});
}

const changed = (key: string, value: unknown, rest: Partial<SettingFact> = {}): SettingFact => ({
	...{ key, value, default: undefined },
	...rest,
});

describe('Diagnostics', () => {
	it('contain versions, platform, kind of host, site and polling', () => {
		assert.equal(
			text({
				requests: {
					counts: new Map([
						['ok', 7],
						['throttled', 1],
					]),
					last: [
						{ at: now, ms: 34, method: 'GET', path: '/v4/livechat/agents', kind: 'ok', status: 200, code: undefined },
					],
				},
				settings: [changed('frontdesk.polling.focused', 20, { default: 10 })],
			}),
			[
				'Frontdesk diagnostics',
				'Time:      2026-02-03T10:42:05.000Z',
				'Frontdesk: 0.1.0',
				'VS Code:   1.139.1, Node 24.21.0, linux x64',
				'Host:      desktop, local, runs as ui extension',
				'Sites:     1',
				'Current:   https://api15.comm100.io',
				'Sign-in:   apiKey',
				'Known:     2 agents of 8 s ago, 1 visitors, me unknown; by name 1 agents, 0 departments, 0 awayStatuses, 0 variables',
				'Polling:   holder, 12 calls of all windows in 5 minutes, stretched by 1.4, silent for 31 s',
				'Requests:  8 of this window, ok 7, throttled 1',
				'',
				'Settings that differ from their default:',
				'  frontdesk.polling.focused: 20',
				'',
				'Last requests, in UTC:',
				'  10:42:05  GET /v4/livechat/agents 200 in 34 ms',
				'',
			].join('\n'),
		);
	});

	it('contain kind, status and code of a failure', () => {
		const site = { id: 's', name: 'chat.acme.example', baseUrl: 'https://chat.acme.example/v4', sandbox: false };
		const failing = state({ site, pollError: { ...failedPoll('network'), code: 'CERT_HAS_EXPIRED' } });
		assert.match(text({ state: failing }), /^Current: +another host, failing: network CERT_HAS_EXPIRED$/m);
		const visitorsError = { ...failedPoll('forbidden'), status: 403 };
		assert.match(text({ state: state({ visitorsError }) }), /^Current: .*, visitors failing: forbidden 403$/m);
		assert.match(text({ state: undefined, pollingStats: undefined }), /^Current: +signed out$/m);
	});

	it('contain numbers of agents and visitors but no data, and the kind of sign-in', () => {
		assert.doesNotMatch(text(), /Jane|Kim|acme|c97a2afe|3d59f909/i);
		assert.match(text({ signIn: undefined }), /^Sign-in: +none$/m);
		assert.match(text({ state: state({ agents: undefined, agentsAsOf: undefined }) }), /^Known: +no agents, /m);
		assert.match(text({ state: state({ me: { ...state().me, id: 'c97a2afe' } }) }), /^Known: .*, me known; /m);
	});

	it('contain public hosts of the service and no others', () => {
		assert.equal(publicOrigin('https://api15.comm100.io/v4/secret-prefix'), 'https://api15.comm100.io');
		for (const other of [
			'https://chat.acme.example/v4',
			'https://api15.comm100.io.acme.example',
			'https://acme.comm100.io',
			'http://127.0.0.1:8080/v4',
			'?',
		]) {
			assert.equal(publicOrigin(other), undefined);
		}
	});

	it('contain the kind of a remote and never its host name', () => {
		assert.match(text({ remote: 'ssh-remote' }), /remote ssh-remote/);
		assert.match(text({ remote: 'build7.acme.example:8080' }), /another remote/);
		assert.doesNotMatch(text({ remote: 'build7.acme.example:8080', appHost: 'acme cloud' }), /acme/);
	});

	it('contain the values of number, boolean and enum settings only', () => {
		const out = text({
			settings: [
				changed('a', false, { default: true }),
				changed('b', 'pick', { default: 'toggle', allowed: ['toggle', 'pick'] }),
				changed('c', 'Jane', { default: '', allowed: ['toggle'] }),
				changed('d', { c97a2afe: 'Jane' }, { default: {} }),
				changed('e', ['Jane'], { default: [] }),
				changed('f', 'same', { default: 'same' }),
			],
		});
		assert.match(out, /^ {2}a: false\n {2}b: pick\n {2}c: set\n {2}d: set\n {2}e: set$/m);
		assert.doesNotMatch(out, /Jane|same/);
	});

	it('contain no untrusted text', () => {
		const hostile = fc.string({ minLength: 3 }).map((part) => `§${part}§`);
		fc.assert(
			fc.property(hostile, (bad) => {
				const out = text({
					extensionVersion: bad,
					vscodeVersion: bad,
					platform: [bad],
					appHost: bad,
					remote: bad,
					state: state({
						site: { id: bad, name: bad, baseUrl: `https://${encodeURIComponent(bad)}.example/${bad}`, sandbox: false },
						pollError: { ...failedPoll('network'), code: bad },
						me: { ...state().me, id: bad, lastAway: bad },
						agents: [agent(bad, bad)],
						visitors: [visitor(bad, bad, { name: bad, email: bad })],
						names: { ...noNames, agents: new Map([[bad, bad]]), awayStatuses: [bad] },
					}),
					settings: [changed('frontdesk.baseUrl', bad), changed('x', { [bad]: bad })],
					requests: {
						counts: new Map(),
						last: [
							{
								...{ at: now, ms: 1, method: 'GET', status: 200, code: undefined, kind: 'ok' },
								path: shortPath(`https://x.example/${bad}?${bad}=${bad}`),
							},
						],
					},
				});
				assert.ok(!out.includes('§') && !out.includes('%C2%A7'));
				assert.equal(out.split('\n').length, text({ settings: [changed('a', 1), changed('b', 1)] }).split('\n').length);
			}),
		);
	});
});
