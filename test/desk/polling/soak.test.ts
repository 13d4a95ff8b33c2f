// Thousands of polls of a service that fails every second time, in simulated time: nothing accumulates, and no timer is left.
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createDesk } from '../../../src/desk/createDesk';
import { createUndoStack } from '../../../src/desk/variables/undoStack';
import { createSandbox, sandboxBaseUrl, sandboxToken } from '../../../src/sandbox/chatServer';
import { myAgentId } from '../../../src/sandbox/rows';
import { flakyFault } from '../../../src/sandbox/scenarios/flaky';
import { createClient } from '../../../src/service/client';
import { fixedSession } from '../../../src/service/session';
import { deskParts, testActivity, testEnv } from '../../fixtures/deskParts';
import { manualClock } from '../../fixtures/manualClock';
import { recordingLog } from '../../fixtures/recordingLog';
import { sharedDisk } from '../../fixtures/sharedStore';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const polls = Number(process.env.FRONTDESK_POLLS ?? 3_000);

describe('Thousands of polls of a flaky service', function () {
	this.timeout(170_000);

	it('leave no unhandled rejection, no growing heap and no timer', async () => {
		const rejections: unknown[] = [];
		const note = (reason: unknown) => void rejections.push(reason);
		process.on('unhandledRejection', note);
		const clock = manualClock();
		const sandbox = createSandbox({ scenario: { fault: flakyFault }, clock, frozen: true });
		const log = recordingLog();
		const disk = sharedDisk(clock);
		const session = fixedSession({ kind: 'accessToken', accessToken: sandboxToken });
		const client = createClient({ ...clock, fetch: sandbox.fetch, random: () => 0.5, log }, sandboxBaseUrl, session);
		let made = 0;
		const desk = createDesk({
			site: { id: 's', name: 'Site', baseUrl: sandboxBaseUrl, sandbox: false },
			client: {
				...client,
				listAgents(signal) {
					made++;
					return client.listAgents(signal);
				},
			},
			myAgentId,
			lastAway: 'Away',
			undoStack: createUndoStack(),
			activity: testActivity({
				intervals: () => ({ focused: 5_000, unfocused: 5_000, inactive: 5_000 }),
				visibility: () => ({ agents: true, visitors: true, panel: true }),
				budget: () => 300,
			}),
			...deskParts(testEnv(clock, log), { store: disk.window().store }),
		});
		desk.start();
		const heap = () => {
			// The sandbox, the log and the disk of the tests record everything, so they are emptied.
			(sandbox.requests as unknown[]).length = 0;
			log.lines.length = 0;
			disk.read.length = 0;
			collect();
			return process.memoryUsage().heapUsed;
		};
		const until = async (count: number) => {
			while (made < count) {
				await clock.advance(60_000);
			}
		};
		await until(polls / 10);
		const before = heap();
		await until(polls);
		const grown = heap() - before;
		assert.ok(clock.timers < 8, `${clock.timers} timers at work`);
		assert.ok(desk.state.agents && desk.state.visitors, 'it works all the same');
		const left = desk.dispose();
		await clock.advance(60_000);
		await left;
		process.off('unhandledRejection', note);
		assert.equal(clock.timers, 0);
		assert.deepEqual(rejections, []);
		assert.ok(grown < 1_000_000, `the heap has grown by ${grown} bytes in ${made} polls`);
	});
});
