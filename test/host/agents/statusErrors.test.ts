// What the user reads when a status could not be set.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Desk } from '../../../src/desk/desk';
import { setMyStatus } from '../../../src/host/agents/myStatus';
import type { Settings } from '../../../src/host/settings';
import { ApiError } from '../../../src/service/errors';
import { me } from '../host';

async function messageOf(error: ApiError): Promise<string> {
	const desk = { state: { me: { id: me } }, setMyStatus: () => Promise.reject(error) } as unknown as Desk;
	const { token } = new vscode.CancellationTokenSource();
	return await setMyStatus(desk, { status: 'Lunch' }, {} as Settings, token).then(
		() => '',
		(reason: Error) => `${reason.name}: ${reason.message}`,
	);
}

describe('A status that could not be set', () => {
	it('may have been set if no answer came', async () => {
		for (const kind of ['timeout', 'network'] as const) {
			assert.match(await messageOf(new ApiError(kind)), /^UserFacingError: It isn't known whether .*“Lunch”/);
		}
	});

	it('was not set if secret storage is locked: nothing was sent', async () => {
		assert.equal(await messageOf(new ApiError('network', { code: 'SECRET_STORE' })), 'ApiError: network SECRET_STORE');
	});
});
