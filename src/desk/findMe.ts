// Finding out which agent is me by watching whose status changes when I flip mine in the console: pure functions, nothing is written.
import { type Agent, type Id, sameStatus } from '../service/model';

/** The agents of both lists whose status is another one. */
export function changedAgents(before: readonly Agent[], after: readonly Agent[]): readonly Id[] {
	const known = new Map(before.map(({ id, status }) => [id, status]));
	return after.filter(({ id, status }) => !sameStatus(known.get(id) ?? status, status)).map(({ id }) => id);
}

/** Who can still be me after another flip: those who changed each time, or whoever changed now where nobody did. */
export function narrowed(candidates: readonly Id[], changed: readonly Id[]): readonly Id[] {
	const both = candidates.filter((id) => changed.includes(id));
	return both.length > 0 ? both : changed;
}
