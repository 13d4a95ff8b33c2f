// A desk on another machine that polls a server, to prove that the time of a poll has passed.
import assert from 'node:assert/strict';
import { createDesk } from '../../src/desk/createDesk';
import { createUndoStack } from '../../src/desk/variables/undoStack';
import { createClient } from '../../src/service/client';
import { fixedSession } from '../../src/service/session';
import { deskParts, testActivity, testEnv } from '../fixtures/deskParts';
import { nodePorts } from '../fixtures/nodePorts';

interface OtherMachine {
	readonly baseUrl: string;
	readonly accessToken: string;
	/** Time (ms) between two polls. */
	readonly interval: number;
}

/** Resolves after two polls, the first of which is made at once. */
export async function pollTwice({ baseUrl, accessToken, interval }: OtherMachine): Promise<void> {
	const ports = nodePorts();
	const desk = createDesk({
		site: { id: 'other', name: 'Other', baseUrl, sandbox: false },
		client: createClient(ports, baseUrl, fixedSession({ kind: 'accessToken', accessToken })),
		myAgentId: undefined,
		lastAway: 'Away',
		undoStack: createUndoStack(),
		activity: testActivity({ intervals: () => ({ focused: interval, unfocused: interval, inactive: interval }) }),
		...deskParts(testEnv(ports, ports.log)),
	});
	const polls = new Set<number>();
	try {
		await new Promise<void>((resolve, reject) => {
			desk.onChange(({ agentsAsOf, pollError }) => {
				if (agentsAsOf !== undefined && polls.add(agentsAsOf).size === 2) {
					resolve();
				}
				if (pollError) {
					reject(new assert.AssertionError({ message: `a poll failed: ${pollError.kind}` }));
				}
			});
			desk.start();
		});
	} finally {
		await desk.dispose();
	}
}
