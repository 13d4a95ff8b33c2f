// The editing of one visitor's custom variables behind a panel: drafts, saves and reports.
import * as l10n from '@vscode/l10n';
import type { Desk } from '../../desk/desk';
import type { DraftOwner, Drafts } from '../../desk/variables/drafts';
import { draftsAfter } from '../../desk/variables/draftsAfter';
import type { SavedEdits, SaveOutcome } from '../../desk/variables/saveVariables';
import { type ValidationError, validateName, validateNew } from '../../desk/variables/validation';
import {
	editsBack,
	isDone,
	rebased,
	type VariableEdit,
	variableNamed,
	variableOf,
} from '../../desk/variables/variableEdits';
import type { UndoAgain } from '../../desk/variables/variableWrites';
import type { EditingState, NewVariable, VariableValue, WriteReport } from '../../present/details/detailsModel';
import type { VariableRowsOptions } from '../../present/details/variableRows';
import {
	failureReport,
	internalErrorReport,
	type SaveReport,
	saveReport,
	type WriteKind,
} from '../../present/variables/saveReport';
import { numberField } from '../../present/variables/validationErrors';
import { CallError } from '../../protocol/rpc';
import { isApiError } from '../../service/errors';
import type { NamedValue } from '../../service/model';
import { createDraftChecks, type DraftChecksOptions } from './draftChecks';

type EditingDesk = Pick<Desk, 'state' | 'variables'>;

interface VisitorEditingOptions {
	readonly owner: DraftOwner;
	readonly drafts: Drafts;
	/** The current desk, if it is of the panel's site. */
	readonly desk: () => EditingDesk | undefined;
	/** The variables as the service had them last; undefined for a visitor never read. */
	readonly saved: () => readonly NamedValue[] | undefined;
	/** Whether privacy mode masks a variable: it isn't edited, saved or discarded then. */
	readonly isLocked?: DraftChecksOptions['isLocked'];
	readonly globs: () => Pick<VariableRowsOptions, 'readOnly' | 'pinned'>;
	readonly onChange: () => void;
	/** Logs an internal error during a write; the report tells the user. */
	readonly onError: (error: unknown) => void;
}

export interface VisitorEditing {
	readonly state: EditingState & VariableRowsOptions;
	/** Keeps what is typed as a draft. `seen` is what the service had when the user began. Returns why it can't be saved as it is. */
	edit(variable: NewVariable, seen?: VariableValue): ValidationError | undefined;
	/** Keeps the form for a new variable, for the next page of this panel. */
	compose(variable: NewVariable | undefined): void;
	/** Adds a draft of a new variable, or returns why it can't be added. */
	add(variable: NewVariable): ValidationError | undefined;
	/** Discards one draft, or all. */
	discard(name?: string): void;
	/** Decides a conflict. Returns whether a draft was kept, and nothing is left that must be decided or corrected before a save. */
	choose(name: string, side: 'mine' | 'theirs'): boolean;
	save(): Promise<void>;
	/** Undoes the last save of this visitor; `anyway` overwrites the values that the last try reported as changed by someone else. */
	undo(anyway: boolean): Promise<void>;
	/** Brings back the values that the service changed while it saved. */
	restore(): Promise<void>;
	/** Removes the report. */
	dismiss(): void;
	/** Forgets what belongs to the site: the user has signed out. */
	reset(): void;
}

export function createVisitorEditing(options: VisitorEditingOptions): VisitorEditing {
	const { owner, drafts } = options;
	let saving = false;
	let composing: NewVariable | undefined;
	let report: WriteReport | undefined;
	let reports = 0;
	/** Whether the report is about edits that were not saved: it goes when the user decides about them. */
	let isAboutDrafts = false;
	/** The last write of this panel that was carried out. */
	let written: Extract<SaveOutcome, { kind: 'saved' }> | undefined;
	/** The undo that met conflicts, while its report is shown. */
	let undoAgain: UndoAgain | undefined;

	const saved = (): readonly NamedValue[] => options.saved() ?? [];
	const definitions = () => options.desk()?.state.names.variables ?? [];
	const rules = () => ({ ...options.globs(), definitions: definitions() });
	const checks = createDraftChecks({
		edits: () => drafts.edits(owner),
		saved,
		rules,
		isLocked: options.isLocked ?? (() => false),
	});
	const { isLocked, open: openEdits, errorOf, firstInvalid, isUndecided } = checks;
	const hasDrafts = () => openEdits().length > 0;

	/** Replaces the draft of a variable in its place; undefined removes it. */
	function put(name: string, edit: VariableEdit | undefined): void {
		const edits = drafts.edits(owner);
		const at = edits.findIndex((other) => other.name === name);
		const rest: readonly VariableEdit[] = edits.filter((other) => other.name !== name);
		drafts.change(owner, edit ? rest.toSpliced(at < 0 ? rest.length : at, 0, edit) : rest);
	}

	function tell(next: SaveReport | undefined, aboutDrafts = false): void {
		report = next && { ...next, id: ++reports };
		isAboutDrafts = aboutDrafts;
		options.onChange();
	}

	function clearAboutDrafts(): void {
		report = isAboutDrafts ? undefined : report;
	}

	/** Makes one write and reports what became of it. `sent` are the drafts that it is made for. */
	async function write(
		kind: WriteKind,
		sent: readonly VariableEdit[],
		act: (desk: EditingDesk) => Promise<SaveOutcome | undefined>,
	): Promise<void> {
		const desk = options.desk();
		if (!desk || saving) {
			return;
		}
		saving = true;
		undoAgain = undefined;
		tell(undefined);
		let result: SaveReport | undefined;
		let isSaved = false;
		try {
			const outcome = await act(desk);
			// After a sign-out the drafts are wiped, and nothing is reported of the site.
			result = outcome && options.desk() === desk ? settle(kind, sent, outcome) : undefined;
			isSaved = outcome?.kind === 'saved';
		} catch (error) {
			result = failed(kind, error);
		} finally {
			saving = false;
			tell(result, kind === 'save' && !isSaved);
		}
	}

	function settle(kind: WriteKind, sent: readonly VariableEdit[], outcome: SaveOutcome): SaveReport | undefined {
		const before = drafts.edits(owner);
		const left = draftsAfter(before, sent, outcome);
		if (left.length !== before.length || left.some((edit, at) => edit !== before[at])) {
			drafts.change(owner, left);
		}
		if (outcome.kind === 'saved') {
			written = outcome;
		}
		// A conflict of a save is shown at its row, where the user decides.
		return outcome.kind === 'conflict' && kind === 'save' ? undefined : saveReport(kind, outcome, hasDrafts());
	}

	/** Undefined for a request that ended with the sign-out: nothing is reported of a site that is left. */
	function failed(kind: WriteKind, error: unknown): SaveReport | undefined {
		if (!isApiError(error)) {
			options.onError(error);
			return internalErrorReport(kind, hasDrafts());
		}
		return error.kind === 'aborted' ? undefined : failureReport(kind, error, hasDrafts());
	}

	/** A call may arrive after the user signed out: no draft may be made after the wipe. */
	function assertPossible(): void {
		if (options.desk() === undefined || options.saved() === undefined) {
			throw new CallError('gone', l10n.t("This visitor can't be edited now."));
		}
	}

	/** The value that the page showed when the user began to type, or the value that our own save has written since. */
	function baseOf(name: string, seen: VariableValue | undefined): NamedValue | undefined {
		const theirs = variableNamed(saved(), name);
		const known = drafts.edits(owner).find((edit) => edit.name === name);
		if (known || !seen) {
			return known ? known.base : theirs;
		}
		const own: SavedEdits | undefined = written?.saved;
		const isOurs = own?.names.includes(name) && variableNamed(own.before, name)?.value === seen.value;
		return isOurs ? variableNamed(own?.after ?? [], name) : { name, value: seen.value, url: seen.url };
	}

	return {
		get state() {
			const edits = drafts.edits(owner);
			return {
				possible: options.desk() !== undefined && options.saved() !== undefined,
				drafts: edits.length,
				...(composing && { composing }),
				saving,
				undo: options.desk()?.variables.lastSave?.visitorId === owner.visitor,
				...(report && { report }),
				keptOverReload: drafts.keptOverReload,
				numbers: definitions().flatMap(({ name, type }) => {
					const field = numberField(type);
					return field ? [{ name, ...field }] : [];
				}),
				edits,
				...rules(),
			};
		},
		edit({ name, value, url }, seen) {
			assertPossible();
			const refused: ValidationError | undefined = isLocked(name)
				? { field: 'name', code: 'masked' }
				: validateName(name, options.globs().readOnly);
			if (refused) {
				return refused;
			}
			const base = baseOf(name, seen);
			const isUrlEdited = url !== seen?.url || base === undefined;
			const edit: VariableEdit = { name, value, url: isUrlEdited ? url : base.url, base };
			put(name, isDone(edit, variableOf(saved(), edit)) ? undefined : edit);
			return errorOf(edit);
		},
		compose(variable) {
			composing = variable;
		},
		add({ name, value, url }) {
			assertPossible();
			const taken = [...saved(), ...drafts.edits(owner)].map((each) => each.name);
			const error: ValidationError | undefined = isLocked(name.trim())
				? { field: 'name', code: 'masked' }
				: validateNew({ name, value, url }, taken, rules());
			if (!error) {
				const trimmed = name.trim();
				put(trimmed, { name: trimmed, base: undefined, value, url });
			}
			return error;
		},
		discard(name) {
			clearAboutDrafts();
			if (name === undefined) {
				drafts.change(
					owner,
					drafts.edits(owner).filter((edit) => isLocked(edit.name)),
				);
			} else if (!isLocked(name)) {
				put(name, undefined);
			}
		},
		choose(name, side) {
			assertPossible();
			clearAboutDrafts();
			if (isLocked(name)) {
				return false;
			}
			const edit = drafts.edits(owner).find((candidate) => candidate.name === name);
			const kept = side === 'mine' && edit ? rebased(edit, variableOf(saved(), edit)) : undefined;
			put(name, kept);
			return kept !== undefined && !isUndecided() && firstInvalid() === undefined;
		},
		async save() {
			const sent = openEdits();
			if (sent.length === 0 || saving) {
				return;
			}
			const invalid = firstInvalid();
			if (invalid) {
				tell(invalid, true);
			} else if (!isUndecided()) {
				await write('save', sent, (desk) => desk.variables.save(owner.visitor, sent));
			}
		},
		async undo(anyway) {
			const again = anyway ? undoAgain : undefined;
			const save = anyway ? again?.save : options.desk()?.variables.lastSave;
			if (save?.visitorId === owner.visitor) {
				await write('undo', [], async (desk) => {
					const outcome = await desk.variables.undo(again);
					undoAgain = outcome?.kind === 'conflict' ? { save, over: outcome.conflicts } : undefined;
					return outcome;
				});
			}
		},
		async restore() {
			const last = written;
			if (last && report?.actions.includes('restore')) {
				const altered = last.differences.filter(({ kind }) => kind === 'altered').map(({ name }) => name);
				const edits = editsBack(last.saved.before, last.saved.after, altered);
				await write('restore', [], (desk) => desk.variables.save(owner.visitor, edits));
			}
		},
		dismiss() {
			undoAgain = undefined;
			tell(undefined);
		},
		reset() {
			composing = undefined;
			report = undefined;
			written = undefined;
			undoAgain = undefined;
		},
	};
}
