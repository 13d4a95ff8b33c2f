// Saves over a fake service, with the drafts that a panel holds meanwhile.
import { createDeskStore } from '../../../src/desk/deskStore';
import { createWriteOrder } from '../../../src/desk/reads/writeOrder';
import { draftsAfter } from '../../../src/desk/variables/draftsAfter';
import type { SaveOutcome } from '../../../src/desk/variables/saveVariables';
import { createUndoStack } from '../../../src/desk/variables/undoStack';
import { type VariableEdit, variableNamed } from '../../../src/desk/variables/variableEdits';
import { createVariableWrites } from '../../../src/desk/variables/variableWrites';
import type { PartialWriteMark, WriteMode } from '../../../src/desk/variables/writeMode';
import { ApiError } from '../../../src/service/errors';
import type { NamedValue } from '../../../src/service/model';
import { recordingLog } from '../../fixtures/recordingLog';
import { type VariableService, variableService, visitorId } from '../../fixtures/variableService';
import { state } from '../../present/details/detailsFixtures';

export const serverError = () => new ApiError('server', { status: 500 });
export const timeout = () => new ApiError('timeout');
export const forbidden = () => new ApiError('forbidden', { status: 403, isServiceAnswer: true });

/** The next save ends with an unknown outcome: its write is carried out, and neither that nor the read after it is answered. */
export function loseOutcome({ puts, reads }: VariableService): void {
	puts.push((apply) => {
		apply();
		throw timeout();
	});
	reads.push(
		(answer) => answer(),
		() => {
			throw serverError();
		},
	);
}

/** What is stored for the site across restarts. */
interface SiteMemory {
	mark: PartialWriteMark;
	/** Every mark that was stored, in its order. */
	readonly marks: PartialWriteMark[];
	refuses: boolean;
}

export function openSaving(variables: readonly NamedValue[], mode: WriteMode = 'complete') {
	const service: VariableService = variableService(...variables);
	const memory: SiteMemory = { mark: undefined, marks: [], refuses: false };
	const log = recordingLog();
	const abort = new AbortController();
	const undoStack = createUndoStack();
	const store = createDeskStore({ ...state(undefined), watched: new Map(), visitors: [service.answer()] }, log);
	const openDesk = () =>
		createVariableWrites({
			store,
			client: service.client,
			rateLimiter: { call: (send) => (abort.signal.aborted ? Promise.reject(new ApiError('aborted')) : send()) },
			writes: createWriteOrder(() => 0),
			undoStack,
			writeMode: {
				mode: () => mode,
				mark: () => memory.mark,
				async setMark(mark) {
					if (memory.refuses) {
						throw new Error('read-only');
					}
					memory.mark = mark;
					memory.marks.push(mark);
				},
				log,
			},
			now: () => 0,
			signal: abort.signal,
		});
	let writes = openDesk();
	return {
		service,
		memory,
		log,
		abort,
		undoStack,
		get writes() {
			return writes;
		},
		/** The window closes and opens again. */
		restart() {
			writes = openDesk();
		},
		/** An edit of what the service has now, or of a variable that it doesn't have. */
		edit(name: string, value: string, url?: string): VariableEdit {
			const base = variableNamed(service.variables, name);
			return { name, value, url: url ?? base?.url ?? '', base };
		},
		/** Saves edits and gives the outcome with what is left of the drafts. */
		async save(...edits: readonly VariableEdit[]): Promise<SaveOutcome & { readonly drafts: readonly VariableEdit[] }> {
			const outcome = await writes.save(visitorId, edits);
			return { ...outcome, drafts: draftsAfter(edits, edits, outcome) };
		},
		/** The value that the desk shows. */
		shown: (name: string) => variableNamed(store.state.visitors?.[0]?.customVariableResults ?? [], name)?.value,
	};
}
