// When the page sends what is typed to the host.
import assert from 'node:assert/strict';
import { createEdits } from '../../src/panel/edits';
import { manualClock } from '../fixtures/manualClock';
import { fakeDocument } from './fakeDocument';

function open() {
	const clock = manualClock();
	const document = fakeDocument();
	const edits = createEdits(document.target, clock.setTimer);
	const sent: string[] = [];
	let answer: () => void = () => undefined;
	const typed = edits.typed((text: string) => {
		sent.push(text);
		return new Promise<void>((resolve) => {
			answer = resolve;
		});
	});
	return { clock, document, edits, sent, typed, answer: () => answer() };
}

describe('What is typed', () => {
	it('is sent once, shortly after the last key', async () => {
		const { clock, sent, typed } = open();
		typed.put('g');
		await clock.advance(100);
		typed.put('go');
		await clock.advance(100);
		assert.deepEqual(sent, []);
		await clock.advance(50);
		assert.deepEqual(sent, ['go']);
		await clock.advance(1000);
		assert.deepEqual(sent, ['go']);
	});

	it('is sent at once when the focus moves, the page is hidden or a command key is pressed', () => {
		const events: readonly (readonly [string, object])[] = [
			['focusout', {}],
			['visibilitychange', {}],
			['pagehide', {}],
			['keydown', { key: 'Tab' }],
			['keydown', { key: 's', ctrlKey: true }],
			['keydown', { key: 'w', metaKey: true }],
		];
		for (const [name, details] of events) {
			const { document, sent, typed } = open();
			typed.put('gold');
			document.fire('keydown', { key: 'x' });
			assert.deepEqual(sent, []);
			document.fire(name, details);
			assert.deepEqual(sent, ['gold'], name);
		}
	});

	it('is busy until the host has answered the newest', async () => {
		const { clock, edits, typed, answer } = open();
		assert.equal(typed.busy, false);
		typed.put('gold');
		assert.equal(typed.busy, true);
		const flushed = edits.flush();
		assert.equal(typed.busy, true);
		answer();
		await flushed;
		assert.equal(typed.busy, false);
		await clock.advance(1000);
	});

	it('and then dropped is never sent', async () => {
		const { clock, edits, sent, typed } = open();
		typed.put('gold');
		typed.drop();
		await edits.flush();
		await clock.advance(1000);
		assert.deepEqual(sent, []);
		assert.equal(typed.busy, false);
	});
});
