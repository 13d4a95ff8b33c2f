// "Find me by my status" when the site is closed meanwhile.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Desk } from '../../../src/desk/desk';
import { findMe } from '../../../src/host/agents/findMe';
import { me } from '../host';
import { shown } from '../shown';

const agents = [{ id: me, status: 'Online', ongoingChats: 0 }];

it('Find me by my status ends when the site is closed', async () => {
	const closing = new vscode.CancellationTokenSource();
	const desk = { state: { agents }, refreshAgents: async () => undefined } as unknown as Desk;
	const found = findMe(shown(desk), (id) => id, closing.token);
	closing.cancel();
	assert.equal(await found, undefined);
});
