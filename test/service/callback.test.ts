// How the address that a browser sign-in ended on is read, and which sign-in it belongs to.
import assert from 'node:assert/strict';
import { type Callback, type PendingSignIn, parseCallback, resolveCallback } from '../../src/service/callback';

const now = Date.UTC(2026, 0, 5, 9);

function pending(state: string, expiresAt = now): PendingSignIn {
	const client = { controlPanelUrl: 'https://dash.example', siteId: '1', clientId: 'desk', clientSecret: undefined };
	return {
		request: { ...client, state, verifier: `${state}-verifier`, redirectUri: 'vscode://f.f/callback' },
		...{ baseUrl: 'https://api.example/v4', siteId: undefined, expiresAt },
	};
}

describe('The address that a browser sign-in ended on', () => {
	const code: Callback = { kind: 'code', state: 's', code: 'c/+1' };
	for (const text of [
		'vscode://frontdesk.frontdesk/callback?code=c%2F%2B1&state=s',
		' \n https://code.example/callback?vscode-reqid=1&state=s&scope=openid&code=c%2F%2B1 \t',
		'https://code.example/callback#state=s&code=c%2F%2B1',
		'https://code.example/callback?state=s#code=c%2F%2B1',
		'/callback?code=c%2F%2B1&state=s#_=_',
		'code=c%2F%2B1&state=s',
	]) {
		it(`is read from ${JSON.stringify(text)}`, () => {
			assert.deepEqual(parseCallback(text), code);
		});
	}

	for (const text of [
		'',
		'?',
		'https://example.com/',
		'?code=c',
		'?state=s',
		'?state=&code=c',
		'?error=access_denied',
	]) {
		it(`is no answer in ${JSON.stringify(text)}`, () => {
			assert.deepEqual(parseCallback(text), { kind: 'foreign' });
		});
	}

	it('is read from its fragment, whatever characters it has', () => {
		assert.deepEqual(parseCallback('https://code.example/callback#state=s&code=c?1'), {
			kind: 'code',
			state: 's',
			code: 'c?1',
		});
	});

	it('gives the OAuth code of a refusal, and no other text', () => {
		assert.deepEqual(parseCallback('?state=s&error=access_denied'), {
			...{ kind: 'refused', state: 's', reason: 'access_denied' },
		});
		// A refusal that also contains a code is a refusal.
		assert.equal(parseCallback('?state=s&code=c&error=access_denied').kind, 'refused');
		for (const word of ['Call%20us%20at%20...', '%5Blink%5D(https://evil.example)', 'x'.repeat(41)]) {
			assert.deepEqual(parseCallback(`?state=s&error=${word}`), { kind: 'refused', state: 's', reason: 'error' });
		}
	});
});

describe('The answer to a browser sign-in', () => {
	const [a, b] = [pending('a', now + 1), pending('b', now)];
	const to = (state: string): Callback => ({ kind: 'code', state, code: 'c' });

	it('belongs to the sign-in with its state, and only that one is used up', () => {
		assert.deepEqual(resolveCallback([a, b], to('b'), now), [{ kind: 'code', code: 'c', pending: b }, [a]]);
		const [taken, left] = resolveCallback([a], to('b'), now);
		assert.deepEqual([taken, left], [{ kind: 'error', error: 'unknown' }, [a]]);
	});

	it('is accepted until the sign-in expires; later it only uses it up', () => {
		assert.equal(resolveCallback([a, b], to('b'), now)[0].kind, 'code');
		assert.deepEqual(resolveCallback([a, b], to('b'), now + 1), [{ kind: 'error', error: 'expired' }, [a]]);
	});

	it('that is a refusal uses it up too; what is no answer changes nothing', () => {
		const refused: Callback = { kind: 'refused', state: 'a', reason: 'access_denied' };
		assert.deepEqual(resolveCallback([a, b], refused, now), [
			{ kind: 'error', error: 'refused', reason: 'access_denied' },
			[b],
		]);
		assert.deepEqual(resolveCallback([a, b], { kind: 'foreign' }, now), [{ kind: 'error', error: 'foreign' }, [a, b]]);
	});
});
