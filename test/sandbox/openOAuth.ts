// Opens a sandbox for a test of its OAuth server: a browser that goes to authorize, and a client that asks for tokens.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { SiteSandboxOptions } from '../sandboxServer/siteSandbox';
import { open, type Row, type Said } from './open';

export const redirectUri = 'vscode://frontdesk.frontdesk/signed-in?windowId%3D7';
export const verifier = 'a-verifier-of-more-than-forty-three-letters_0123';
export const challenge = createHash('sha256').update(verifier).digest('base64url');
export const minute = 60_000;

/** A browser and a client in front of one sandbox; `change` replaces parameters, undefined leaves one out. */
export function openOAuth(options: Partial<SiteSandboxOptions> = {}) {
	const opened = open(options);
	const { call } = opened;
	type Change = Readonly<Record<string, string | undefined>>;

	const encode = (fields: Change) =>
		String(new URLSearchParams(Object.entries(fields).filter((field): field is [string, string] => !!field[1])));

	const authorize = (change: Change = {}) =>
		call(
			`oauth/authorize?${encode({
				...{ response_type: 'code', client_id: 'desk', siteId: '10008', scope: 'openid offline_access' },
				...{ redirect_uri: redirectUri, state: 'a state+&' },
				...{ code_challenge: challenge, code_challenge_method: 'S256' },
				...change,
			})}`,
			{ headers: {} },
		);
	const landing = async (change?: Change) => {
		const { status, header } = await authorize(change);
		assert.equal(status, 302);
		return new URL(String(header('location')));
	};
	const codeOf = async (change?: Change) => String((await landing(change)).searchParams.get('code'));
	const token = (fields: Change, siteId = '10008') =>
		call(`oauth/token?siteId=${siteId}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: encode(fields),
		});
	const exchange = (code: string, change: Change = {}, siteId?: string) =>
		token(
			{
				...{ grant_type: 'authorization_code', code, client_id: 'desk', redirect_uri: redirectUri },
				...{ code_verifier: verifier, ...change },
			},
			siteId,
		);
	const signIn = async (change?: Change) => {
		const { status, json } = await exchange(await codeOf(change));
		assert.equal(status, 200);
		return json as Row as Row & { access_token: string; refresh_token: string };
	};
	const refresh = (refreshToken: string, change: Change = {}, siteId?: string) =>
		token({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'desk', ...change }, siteId);
	const as = (accessToken: string, path = 'livechat/agents') =>
		call(path, { headers: { authorization: `Bearer ${accessToken}` } });
	return { ...opened, authorize, landing, codeOf, token, exchange, signIn, refresh, as };
}

/** Status and code of a refusal in the shape of OAuth. */
export function refused({ status, json }: Said): unknown[] {
	assert.deepEqual(Object.keys(json), ['error', 'error_description']);
	return [status, json.error];
}
