// The order of writes to a memento that, like VS Code's, answers each write with the whole state of that moment.
import assert from 'node:assert/strict';
import { serializedMemento } from '../../../src/host/sites/serializedMemento';

/** A step takes one turn of the event loop. */
async function steps(count: number): Promise<void> {
	for (let step = 0; step < count; step++) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

function echoingMemento() {
	let state: Readonly<Record<string, unknown>> = {};
	return {
		get: <T>(key: string, fallback?: T) => (state[key] ?? fallback) as T,
		async update(key: string, value: unknown) {
			state = { ...state, [key]: value };
			await steps(2);
			const sent = state;
			await steps(6);
			state = sent;
		},
	};
}

describe('Writes to the global state', () => {
	it('that follow each other at once are both kept', async () => {
		const kept = echoingMemento();
		const memento = serializedMemento(kept);
		const first = memento.update('agent', 'me');
		await steps(7); // the first is on its way, and its echo comes before the second leaves
		await Promise.all([first, memento.update('agent', undefined), memento.update('site', 'a')]);
		assert.deepEqual([kept.get('agent'), kept.get('site')], [undefined, 'a']);
	});

	it('can be read at once', async () => {
		const memento = serializedMemento(echoingMemento());
		const first = memento.update('agent', 'me');
		assert.equal(memento.get('agent'), 'me');
		const second = memento.update('agent', undefined);
		assert.equal(memento.get('agent', 'nobody'), 'nobody');
		await Promise.all([first, second]);
		assert.equal(memento.get('agent', 'nobody'), 'nobody');
	});

	it('that fail keep no later one from being made', async () => {
		const kept = echoingMemento();
		let times = 0;
		const memento = serializedMemento({
			...kept,
			update: (key: string, value: unknown) =>
				times++ === 0 ? Promise.reject(new Error('full')) : kept.update(key, value),
		});
		await assert.rejects(async () => await memento.update('agent', 'me'));
		await memento.update('agent', 'you');
		assert.equal(memento.get('agent'), 'you');
	});
});
