// Saves in any world: whatever the service does, whoever else writes and whichever call fails, no typed text is lost and nothing is claimed that didn't happen.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { draftsAfter } from '../../../src/desk/variables/draftsAfter';
import type { SaveOutcome } from '../../../src/desk/variables/saveVariables';
import { type VariableEdit, variableNamed } from '../../../src/desk/variables/variableEdits';
import { isApiError } from '../../../src/service/errors';
import type { NamedValue } from '../../../src/service/model';
import { type VariableService, visitorId } from '../../fixtures/variableService';
import { forbidden, openSaving, serverError, timeout } from './saving';

const name = fc.constantFrom('a', 'b', 'c', '', ' ');
const value = fc.constantFrom('', '1', '2', '01', 'silver', ' gold ', 'gold', 'x'.repeat(40), 'x'.repeat(30));
const variables = fc.array(fc.record({ name, value, url: fc.constantFrom('', 'bbbbb') }), { maxLength: 5 });
const typed = fc.dictionary(fc.constantFrom('a', 'b', 'd'), value, { minKeys: 1 });
/** What a call meets: someone else writes before it or after it, and it fails before it or after it. */
const meets = fc.record({
	before: fc.option(fc.tuple(name, value), { nil: undefined }),
	after: fc.option(fc.tuple(name, value), { nil: undefined }),
	fails: fc.constantFrom('no', 'no', 'no', 'unsent', 'lost', 'refused'),
});
type Meets = ReturnType<typeof meets.generate>['value'];

const world = fc.record({
	variables,
	typed,
	writes: fc.constantFrom('merge', 'replace'),
	stores: fc.constantFrom('as sent', 'as sent', 'trimmed', 'cut', 'nothing'),
	mode: fc.constantFrom('complete', 'changed'),
	reads: fc.array(meets, { maxLength: 4 }),
	puts: fc.array(meets, { maxLength: 3 }),
});

/** A PUT of ours, as the service carried it out; variables of one name are told apart by their order. */
function carryOut(service: VariableService, sent: readonly NamedValue[], stores: string): void {
	const stored = sent.map((each) => ({
		...each,
		value: stores === 'trimmed' ? each.value.trim() : stores === 'cut' ? each.value.slice(0, 30) : each.value,
	}));
	const left = [...stored];
	const take = (of: string) => {
		const at = left.findIndex((each) => each.name === of);
		return at < 0 ? undefined : left.splice(at, 1)[0];
	};
	const merged = service.variables.map((each) => take(each.name) ?? each);
	service.variables = service.writes === 'replace' ? stored : [...merged, ...left];
}

describe('Saves in any world', () => {
	it('lose no typed text, claim no write that was none, and drop no other variable silently', async () => {
		await fc.assert(
			fc.asyncProperty(world, async (w) => {
				const { service, writes } = openSaving(w.variables, w.mode as 'complete');
				service.writes = w.writes as 'merge';
				/** Values that our own writes put there, and all that was there at any time. */
				const ours = new Set<string>();
				const removedByOthers = new Set<string>();
				const write = (act: readonly [string, string] | undefined) => {
					if (act) {
						service.set(act[0], act[1]);
						removedByOthers.add(act[0]);
					}
				};
				const meet = (m: Meets, act: () => void) => {
					write(m.before);
					if (m.fails === 'refused') {
						throw forbidden();
					}
					if (m.fails === 'unsent') {
						throw timeout();
					}
					act();
					if (m.fails === 'lost') {
						write(m.after);
						throw serverError();
					}
					const answer = service.answer();
					write(m.after);
					return answer;
				};
				service.reads.push(...w.reads.map((m) => () => meet(m, () => undefined)));
				service.puts.push(
					...Array.from(
						{ length: 6 },
						(_, at) => (_apply: unknown, sent: readonly NamedValue[]) =>
							meet(w.puts[at] ?? { before: undefined, after: undefined, fails: 'no' }, () => {
								if (w.stores === 'nothing') {
									return;
								}
								carryOut(service, sent, w.stores);
								for (const each of service.variables) {
									ours.add(`${each.name}=${each.value}`);
								}
							}),
					),
				);
				const before = service.variables;
				const edits = Object.entries(w.typed)
					.map(([of, text]): VariableEdit => {
						const base = variableNamed(before, of);
						return { name: of, value: text, url: base?.url ?? '', base };
					})
					.filter((edit) => edit.value !== edit.base?.value);
				let outcome: SaveOutcome | undefined;
				try {
					outcome = await writes.save(visitorId, edits);
				} catch (error) {
					assert.ok(isApiError(error), String(error));
				}
				const drafts = outcome ? draftsAfter(edits, edits, outcome) : edits;
				for (const edit of edits) {
					const isKept = drafts.some((draft) => draft.name === edit.name && draft.value === edit.value);
					const now = variableNamed(service.variables, edit.name);
					const isStored =
						ours.has(`${edit.name}=${edit.value}`) ||
						service.variables.some((each) => each.name === edit.name && each.value === edit.value) ||
						(edit.value === '' && now === undefined) ||
						removedByOthers.has(edit.name);
					assert.ok(isKept || isStored, `${edit.name} is lost`);
				}
				if (outcome?.kind === 'saved') {
					assert.ok(ours.size > 0 || outcome.saved.names.every((each) => removedByOthers.has(each)), 'claimed');
				}
				const first = outcome;
				if (outcome?.kind === 'unknown') {
					// The next save, which meets nothing, tells what this one removed.
					service.reads.length = 0;
					service.puts.splice(
						0,
						service.puts.length,
						...[1, 2].map(() => (_apply: unknown, sent: readonly NamedValue[]) => {
							carryOut(service, sent, w.stores);
							return service.answer();
						}),
					);
					outcome = await writes.save(visitorId, drafts);
				}
				if (outcome && 'differences' in outcome) {
					const told = new Set([
						...outcome.differences.map((each) => each.name),
						...(outcome.putBack?.variables.map((each) => each.name) ?? []),
						...edits.map((each) => each.name),
						...removedByOthers,
					]);
					// Of a write without an answer, of which nothing arrived, nobody knows whether it was carried out.
					const isProven = first === outcome && (outcome.kind !== 'notSaved' || outcome.isAnswered);
					const hasNoName = (each: NamedValue) => each.name.trim() === '';
					for (const each of before.filter((other) => other.value !== '' && !told.has(other.name))) {
						assert.ok(
							service.variables.some(
								(now) => now.name === each.name && (now.value === each.value || !(isProven || hasNoName(each))),
							),
							`${each.name} was dropped silently: ${JSON.stringify([first, outcome, service.sent, service.variables])}`,
						);
					}
				}
			}),
			{ numRuns: 2_000, endOnFailure: true },
		);
	});
});
