// The format in which names are stored for the other windows.
import assert from 'node:assert/strict';
import { names, reads, sleep, told, window } from '../../fixtures/names';

const minute = 60_000;
const hour = 60 * minute;

describe('What is kept of names', () => {
	it('is in the secret storage, and nothing of it in the file that windows share', async () => {
		const world = told(2);
		await world.clock.advance(minute);
		assert.match(world.vault.text ?? '', /Robin Ash.*Support.*Lunch.*seats/);
		assert.doesNotMatch([...world.disk.files.values()].join(), /Robin|Support|seats/);
	});

	for (const kind of ['unseen', 'refuses'] as const) {
		it(`and cannot be seen by others (${kind}): a window in use reads for itself, once`, async () => {
			const world = told(0);
			world.vault.kind = kind;
			world.open('focused');
			for (let n = 1; n < 6; n++) {
				world.open();
			}
			await world.clock.advance(minute);
			assert.deepEqual(reads(world), [1, 1, 1, 1]);
			for (let turn = 0; turn < 3; turn++) {
				world.focus(window(world, 2));
				await world.clock.advance(5 * minute);
				world.focus(window(world, 0));
				await world.clock.advance(5 * minute);
			}
			assert.deepEqual(reads(world), [2, 2, 2, 2]);
			assert.deepEqual([names(world)[0], names(world)[2]], ['Robin Ash', 'Robin Ash']);
			for (const { log } of world.windows) {
				assert.ok(log.lines.length <= 1, log.lines.join('\n'));
			}
		});
	}

	it('and is nonsense is read anew', async () => {
		for (const nonsense of ['', '{', 'null', '[]', '{"storedAt":1,"agents":[[1,2]]}', '{"storedAt":1,"agents":{}}']) {
			const world = told(0);
			world.vault.text = nonsense;
			world.open('focused');
			await world.clock.advance(minute);
			assert.deepEqual(names(world), ['Robin Ash'], nonsense);
		}
	});

	it('and were read by a clock that was set back by years are read again after twelve hours, as ever', async () => {
		const world = told(1);
		await world.clock.advance(minute);
		world.clock.set(world.clock.now() - 1000 * 24 * hour);
		await world.clock.advance(minute);
		await sleep(world, 11 * hour);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		await sleep(world, 2 * hour);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
	});
});
