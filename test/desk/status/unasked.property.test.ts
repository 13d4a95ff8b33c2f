// Rule 1 as a property: whatever happens, no status is written without an act of the user or a rule that writes and is on.
import assert from 'node:assert/strict';
import { assertLives, assertUnwritten, happen, randomEvents, wantedEvents } from './randomEvents';
import { hours, minute, ruleWorld } from './ruleWindows';

describe('A status', () => {
	it('is never written by events alone, except while the rule that writes is on', async function () {
		this.timeout(wantedEvents > 0 ? 0 : 60_000);
		let count = 0;
		let questions = 0;
		let written = 0;
		await assertLives(randomEvents, 500, async (life) => {
			const world = await ruleWorld({
				count: 2,
				settings: { ...hours('Mon-Fri 09:00-17:00'), returnPrompt: true },
			});
			const asked = world.asked.push.bind(world.asked);
			world.asked.push = (...each) => {
				questions += each.length;
				return asked(...each);
			};
			for (const event of life) {
				written += await assertUnwritten(world, event.kind, () => happen(world, event));
				count++;
			}
			world.settings = { ...world.settings, autoAway: 0 };
			await world.advance(2_000);
			const before = world.puts();
			await world.advance(minute);
			assert.equal(world.puts(), before);
			for (const { window: each, rules } of world.windows) {
				rules.dispose();
				void each.desk.dispose();
			}
		});
		assert.ok(count >= Math.max(wantedEvents, 100), `${count} events`);
		assert.ok(questions > 0 || count < 1_000, `${count} events, and the rules were never at work`);
		assert.ok(written > 0 || count < 10_000, `${count} events, and the rule that writes never wrote`);
		if (wantedEvents > 0) {
			console.log(`${count} events, ${questions} questions, ${written} writes of the rule`);
		}
	});
});
