// The state of a visitor that a panel shows, and the start of waits.
import assert from 'node:assert/strict';
import { ApiError } from '../../../src/service/errors';
import { visitor } from '../../fixtures/fakeServer';
import { failing, world } from '../../fixtures/oneDesk';

describe('A visitor whom somebody looks at', () => {
	it('is taken from the list, and by id only where the list has none', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		const end = desk.watchVisitor('v1');
		assert.equal(desk.state.watched.get('v1')?.visitor?.id, 'v1');
		await clock.advance(30_000);
		assert.equal(server.calls.getVisitor, 0);
		server.listVisitors = async () => ({ rows: [], skipped: 0 });
		await clock.advance(10_000);
		assert.equal(server.calls.getVisitor, 1);
		end();
		end();
		assert.equal(desk.state.watched.size, 0);
		await clock.advance(30_000);
		assert.equal(server.calls.getVisitor, 1);
	});

	it('keeps the last data after leaving, is said to have left, and is not asked for again', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		desk.watchVisitor('v1');
		server.visitors = [];
		await clock.advance(10_000);
		assert.equal(desk.state.watched.get('v1')?.left, true);
		assert.equal(desk.state.watched.get('v1')?.visitor?.id, 'v1');
		const calls = server.calls.getVisitor;
		await clock.advance(60_000);
		assert.equal(server.calls.getVisitor, calls);
		server.visitors = [visitor('v1')];
		await clock.advance(10_000);
		assert.equal(desk.state.watched.get('v1')?.left, false, 'back again');
	});

	it('has not left because a gateway answers in the name of the service', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		desk.watchVisitor('v1');
		const { visitors } = server;
		server.listVisitors = async () => ({ rows: visitors.filter(({ id }) => id !== 'v1'), skipped: 0 });
		for (const status of [404, 403]) {
			server.meets.getVisitor = failing(new ApiError(status === 404 ? 'notFound' : 'forbidden', { status }));
			await clock.advance(10_000);
			assert.equal(desk.state.watched.get('v1')?.left, false);
			assert.equal(desk.state.watched.get('v1')?.error?.status, status);
		}
		delete server.meets.getVisitor;
		await clock.advance(10_000);
		assert.equal(desk.state.watched.get('v1')?.error, undefined);
	});

	it('who has left is asked for again when the user refreshes', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		desk.watchVisitor('v1');
		const { visitors } = server;
		server.visitors = [];
		await clock.advance(10_000);
		assert.equal(desk.state.watched.get('v1')?.left, true);
		server.visitors = visitors;
		server.listVisitors = async () => ({ rows: [], skipped: 0 });
		await desk.refresh();
		assert.equal(desk.state.watched.get('v1')?.left, false);
	});

	it('who was never known is a problem, not somebody who left', async () => {
		const { clock, desk } = world();
		await desk.refresh();
		desk.watchVisitor('nobody');
		await clock.advance(0);
		assert.deepEqual(desk.state.watched.get('nobody'), {
			visitor: undefined,
			asOf: undefined,
			left: false,
			error: { kind: 'notFound', status: 404, code: undefined, isServiceAnswer: true },
		});
	});

	it('is followed until the last of several lookers is gone', async () => {
		const { desk } = world();
		await desk.refresh();
		const ends = [desk.watchVisitor('v1'), desk.watchVisitor('v1')];
		ends[0]?.();
		assert.ok(desk.state.watched.has('v1'));
		ends[1]?.();
		assert.ok(!desk.state.watched.has('v1'));
	});
});

describe('A wait', () => {
	it('is counted from the first poll that saw it, and at least so long where it was there before us', async () => {
		const { clock, server, desk } = world();
		server.visitors = [visitor('v1', { status: 'waitingForChat' }), visitor('v2')];
		await desk.refresh();
		const start = clock.now();
		server.visitors = [visitor('v1', { status: 'transferring' }), visitor('v2', { status: 'waitingForChat' })];
		await clock.advance(10_000);
		assert.deepEqual(
			[...desk.state.waits],
			[
				['v1', { since: start, atLeast: true }],
				['v2', { since: start + 10_000, atLeast: false }],
			],
		);
		server.visitors = [visitor('v1', { status: 'chatting' }), visitor('v2', { status: 'waitingForChat' })];
		await clock.advance(10_000);
		assert.deepEqual([...desk.state.waits.keys()], ['v2']);
	});

	/** The wait of v1 in each poll while the lists are these, ten seconds apart. */
	async function waitsOver(lists: readonly (string | undefined)[]) {
		const { clock, server, desk } = world();
		server.visitors = [];
		await desk.refresh();
		const start = clock.now();
		const spans: (number | undefined)[] = [];
		for (const status of lists) {
			server.visitors = status === undefined ? [] : [visitor('v1', { status })];
			await clock.advance(10_000);
			const since = desk.state.waits.get('v1')?.since;
			spans.push(since === undefined ? undefined : (clock.now() - since) / 1_000);
		}
		void desk.dispose();
		assert.ok(clock.now() > start);
		return spans;
	}

	it('goes on if the visitor is missing from two lists, or has another status for a moment', async () => {
		const waits = 'waitingForChat';
		assert.deepEqual(await waitsOver([waits, undefined, undefined, waits]), [0, undefined, undefined, 30]);
		assert.deepEqual(await waitsOver([waits, 'inSite', undefined, waits]), [0, undefined, undefined, 30]);
		assert.deepEqual(
			await waitsOver([waits, 'systemProcessing', waits, undefined, waits]).then((all) => all.at(-1)),
			40,
		);
	});

	it('begins anew after a longer absence', async () => {
		const waits = 'waitingForChat';
		const away = [undefined, undefined, undefined, undefined, undefined];
		assert.deepEqual(await waitsOver([waits, ...away, waits]), [0, ...away, 0]);
	});
});
