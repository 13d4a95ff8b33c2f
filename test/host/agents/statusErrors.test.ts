// What the user reads when a status could not be set.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Desk } from '../../../src/desk/desk';
import { setMyStatus } from '../../../src/host/agents/myStatus';
import { UserFacingError } from '../../../src/host/runCommand';
import type { Settings } from '../../../src/host/settings';
import { ApiError } from '../../../src/service/errors';
import { me } from '../host';
import { shown } from '../shown';

async function messageOf(answer: ReturnType<Desk['setMyStatus']>): Promise<string> {
	const desk = { state: { me: { id: me } }, setMyStatus: () => answer } as unknown as Desk;
	const { token } = new vscode.CancellationTokenSource();
	return await setMyStatus(shown(desk), { status: 'Lunch' }, {} as Settings, token).then(
		() => '',
		(reason: Error) => `${reason.name}: ${reason.message}`,
	);
}

describe('A status that could not be set', () => {
	const timeout = new ApiError('timeout');

	it('may have been set if no answer came, and none to the read after it', async () => {
		const message = await messageOf(Promise.resolve({ kind: 'unknown', error: timeout }));
		assert.match(message, /^UserFacingError: It isn't known whether .*“Lunch”/);
	});

	it('was not set if the service still has another', async () => {
		const message = await messageOf(Promise.resolve({ kind: 'notSet', error: timeout }));
		assert.match(message, /^UserFacingError: The status “Lunch” wasn't set\./);
	});

	it('is not permitted by the role: then the agent console is offered', async () => {
		const error = new ApiError('forbidden', { status: 403, isServiceAnswer: true });
		for (const answer of [Promise.reject(error), Promise.resolve({ kind: 'notSet', error } as const)]) {
			const desk = { state: { me: { id: me } }, setMyStatus: () => answer } as unknown as Desk;
			const { token } = new vscode.CancellationTokenSource();
			await assert.rejects(setMyStatus(shown(desk), { status: 'Lunch' }, {} as Settings, token), (reason) => {
				assert.ok(reason instanceof UserFacingError);
				assert.equal(reason.nextStep?.title, 'Open Agent Console');
				return true;
			});
		}
	});

	it('was not set if secret storage is locked: nothing was sent', async () => {
		const locked = new ApiError('network', { code: 'SECRET_STORE' });
		assert.equal(await messageOf(Promise.reject(locked)), 'ApiError: network SECRET_STORE');
	});
});
