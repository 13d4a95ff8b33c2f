// What ends when another site, or none, comes to work in this window: the requests of the one before, and every question about it.
import assert from 'node:assert/strict';
import { startSandboxServer } from '../sandboxServer';
import { deskOf, inspect, me, openSandbox, pause, run, sample, showViews, signOutOfAll, until } from './host';

/** Whether it has ended within that time (ms). */
async function endsWithin(ms: number, work: Thenable<unknown>): Promise<boolean> {
	return await Promise.race([Promise.resolve(work).then(() => true), pause(ms).then(() => false)]);
}

describe('A question about a site', () => {
	afterEach(signOutOfAll);

	const unknownMe = async () => deskOf(await inspect()).setMyAgent(undefined);
	const questions: readonly (readonly [string, string, (() => Promise<unknown>)?])[] = [
		['findVisitor', 'findVisitor'],
		['openVisitor', 'openVisitor without an argument'],
		['chooseMyAgent', 'chooseMyAgent'],
		['setMyStatus', 'setMyStatus'],
		['toggleMyStatus', 'toggleMyStatus before I am known', unknownMe],
		['setMyStatus {"status":"Away"}', 'setMyStatus with a status before I am known', unknownMe],
		[`copyVisitor "${sample}"`, 'copyVisitor'],
		[`setVariable "${sample}"`, 'setVariable'],
		['filterVisitors', 'filterVisitors'],
		['renameAgent', 'renameAgent without a row'],
		[`renameAgent {"kind":"agent","id":"${me}"}`, 'renameAgent of a row'],
		['switchSite', 'switchSite'],
	];
	for (const [call, title, prepare] of questions) {
		it(`is taken away with it: ${title}`, async () => {
			const { inspection } = await openSandbox('calm');
			await prepare?.();
			const [command = '', ...args] = call.split(/ (.*)/s).filter(Boolean);
			await showViews(inspection);
			await until('agents', () => inspection.agents.tree.nodes.length > 0);
			const ask = () => run(command, ...args.map((arg) => JSON.parse(arg) as unknown));
			// A view that is only now being shown takes the focus, and with it the question away: then it is asked again.
			let asked = ask();
			for (let times = 1; times < 5 && (await endsWithin(600, asked)); times++) {
				asked = ask();
			}
			assert.equal(await endsWithin(600, asked), false, 'it is still asked');
			await (command === 'findVisitor' || command === 'switchSite' ? signOutOfAll() : openSandbox('busy'));
			assert.ok(await endsWithin(3_000, asked), 'it is asked no more');
		});
	}
});

describe('Switching the site', () => {
	afterEach(signOutOfAll);

	it('ends the requests under way of the one before, and nothing more is asked of it', async () => {
		const server = await startSandboxServer({ frozen: true });
		try {
			const { sites } = await inspect();
			await sites.add(
				await sites.verify(
					{ baseUrl: server.baseUrl, controlPanelUrl: undefined },
					{ kind: 'accessToken', accessToken: server.token },
				),
			);
			await until('the first poll', () => sites.desk?.state.visitors);
			await until('the names', () => server.received.some(({ url }) => /customVariables/.test(url)));
			await until('the last of the names', () => server.received.some(({ url }) => /\/customVariables$/.test(url)));
			server.plan({ kind: 'hang' }, 2);
			const from = server.received.length;
			const refresh = deskOf(await inspect())
				.refresh()
				.then(
					() => 'none',
					(error: { kind?: unknown }) => error.kind,
				);
			await until('both requests under way', () => server.received.length === from + 2);
			await openSandbox('calm');
			assert.equal(await refresh, 'aborted');
			await pause(300);
			assert.equal(server.received.length, from + 2);
		} finally {
			await server.close();
		}
	});
});
