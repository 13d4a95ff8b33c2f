// The editing of one visitor's custom variables behind a panel: drafts, saves and their outcomes.
import * as l10n from '@vscode/l10n';
import type { Desk } from '../../desk/desk';
import type { DraftOwner, Drafts } from '../../desk/variables/drafts';
import type { SaveOutcome } from '../../desk/variables/saveVariables';
import { validateDraft, validateName, validateNew } from '../../desk/variables/validation';
import {
	editsBack,
	mergeEdits,
	type NotKept,
	rebased,
	type VariableEdit,
	variableNamed,
} from '../../desk/variables/variableEdits';
import type { EditError, EditingState, NewVariable, VariableValue } from '../../present/details/detailsModel';
import type { VariableRowsOptions } from '../../present/details/variableRows';
import { problemWords } from '../../present/problems';
import { toSingleLine } from '../../present/text';
import { notKeptWords, notSavedWords } from '../../present/variables/saveWords';
import { validationErrorWords } from '../../present/variables/validationErrors';
import { CallError } from '../../protocol/rpc';
import { isApiError } from '../../service/errors';
import type { NamedValue } from '../../service/model';

type EditingDesk = Pick<Desk, 'state' | 'variables'>;

export interface VisitorEditingOptions {
	readonly owner: DraftOwner;
	readonly drafts: Drafts;
	/** The current desk, if it is of the panel's site. */
	readonly desk: () => EditingDesk | undefined;
	/** The variables as the service had them last; undefined for a visitor never read. */
	readonly saved: () => readonly NamedValue[] | undefined;
	readonly globs: () => Pick<VariableRowsOptions, 'readOnly' | 'pinned'>;
	readonly onChange: () => void;
	/** Logs an error of ours during a write; the user is told by the panel. */
	readonly onError: (error: unknown) => void;
}

export interface VisitorEditing {
	readonly state: EditingState & VariableRowsOptions;
	/** Keeps what is typed as a draft. `seen` is what the service had when the user began. Returns why it can't be saved as it is. */
	edit(variable: NewVariable, seen?: VariableValue): EditError | undefined;
	/** Keeps the form for a new variable, for the next page of this panel. */
	compose(variable: NewVariable | undefined): void;
	/** Adds a draft of a new variable, or returns why it can't be added. */
	add(variable: NewVariable): EditError | undefined;
	/** Discards one draft, or all. */
	discard(name?: string): void;
	choose(name: string, side: 'mine' | 'theirs'): void;
	save(): Promise<void>;
	undo(): Promise<void>;
	/** Brings back what the service did not keep of the last save. */
	restore(): Promise<void>;
	dismiss(): void;
}

export function createVisitorEditing(options: VisitorEditingOptions): VisitorEditing {
	const { owner, drafts } = options;
	let saving = false;
	let failure: string | undefined;
	let composing: NewVariable | undefined;
	let lost:
		| { readonly outcome: Extract<SaveOutcome, { kind: 'saved' }>; readonly notKept: readonly NotKept[] }
		| undefined;

	const saved = (): readonly NamedValue[] => options.saved() ?? [];
	const definitions = () => options.desk()?.state.names.variables ?? [];
	const rules = () => ({ ...options.globs(), definitions: definitions() });

	function errorOf(edit: VariableEdit): EditError | undefined {
		return validateDraft(edit, variableNamed(saved(), edit.name), rules());
	}

	function put(name: string, edit: VariableEdit | undefined): void {
		const others = drafts.edits(owner);
		const at = others.findIndex((other) => other.name === name);
		const next =
			at < 0
				? edit
					? [...others, edit]
					: others
				: others.flatMap((other, index) => (index === at ? (edit ?? []) : other));
		drafts.change(owner, next);
	}

	/** Runs one write and turns its failure into words; nothing typed is touched by it. */
	async function write(act: (desk: EditingDesk) => Promise<SaveOutcome | undefined>): Promise<SaveOutcome | undefined> {
		const desk = options.desk();
		if (!desk || saving) {
			return undefined;
		}
		saving = true;
		failure = undefined;
		lost = undefined;
		options.onChange();
		try {
			const outcome = await act(desk);
			if (outcome?.kind === 'saved' && outcome.notKept.length > 0) {
				lost = { outcome, notKept: outcome.notKept };
			}
			failure = outcome && notSavedWords(outcome);
			return outcome;
		} catch (error) {
			if (isApiError(error) && error.kind !== 'aborted') {
				const { what, next } = errorText(error);
				failure = l10n.t('Not saved. {0} {1}', what, next);
			} else if (!isApiError(error)) {
				options.onError(error);
				failure = l10n.t('Not saved. Something went wrong. See the log for details.');
			}
			return undefined;
		} finally {
			saving = false;
			options.onChange();
		}
	}

	/** After a save: its drafts go, but for what was typed on meanwhile and what the service dropped whole. */
	function settle(sent: readonly VariableEdit[], outcome: SaveOutcome): void {
		if (outcome.kind !== 'saved' && outcome.kind !== 'unchanged') {
			return;
		}
		const dropped = new Set(
			outcome.kind === 'saved' ? outcome.notKept.filter(({ got }) => got === undefined).map(({ name }) => name) : [],
		);
		const now = outcome.visitor.customVariableResults;
		const left = drafts.edits(owner).flatMap((edit) => {
			const was = sent.find(({ name }) => name === edit.name);
			const typedOn = was === undefined || was.value !== edit.value || was.url !== edit.url;
			return typedOn || dropped.has(edit.name) ? [rebased(edit, variableNamed(now, edit.name))] : [];
		});
		drafts.change(owner, left);
	}

	/** A call may arrive after the user signed out: no draft may be made after the wipe. */
	function assertPossible(): void {
		if (options.desk() === undefined || options.saved() === undefined) {
			throw new CallError('gone', l10n.t("This visitor can't be edited now."));
		}
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
				...(failure !== undefined && { failure }),
				notKept: lost?.notKept.map(notKeptWords) ?? [],
				keptOverReload: drafts.keptOverReload,
				numbers: definitions().flatMap(({ name, type }) => (type === 'text' ? [] : [{ name, type }])),
				edits,
				...rules(),
			};
		},
		edit({ name, value, url }, seen) {
			assertPossible();
			const refused = validateName(name, options.globs().readOnly);
			if (refused) {
				return refused;
			}
			const theirs = variableNamed(saved(), name);
			const known = drafts.edits(owner).find((edit) => edit.name === name);
			const base = known ? known.base : seen ? { name, value: seen.value, url: seen.url } : theirs;
			const edit: VariableEdit = { name, value, url, base };
			const isSame = theirs !== undefined && theirs.value === value && theirs.url === url;
			put(name, isSame ? undefined : edit);
			return errorOf(edit);
		},
		compose(variable) {
			composing = variable;
		},
		add({ name, value, url }) {
			assertPossible();
			const taken = [...saved(), ...drafts.edits(owner)].map((each) => each.name);
			const error = validateNew({ name, value, url }, taken, rules());
			if (!error) {
				const trimmed = name.trim();
				put(trimmed, { name: trimmed, base: undefined, value, url });
			}
			return error;
		},
		discard(name) {
			failure = undefined;
			if (name === undefined) {
				drafts.change(owner, []);
			} else {
				put(name, undefined);
			}
		},
		choose(name, side) {
			assertPossible();
			failure = undefined;
			const edit = drafts.edits(owner).find((candidate) => candidate.name === name);
			put(name, edit && side === 'mine' ? rebased(edit, variableNamed(saved(), name)) : undefined);
		},
		async save() {
			const sent = drafts.edits(owner);
			const [first] = sent.flatMap((edit) => {
				const error = errorOf(edit);
				return error ? [{ edit, error }] : [];
			});
			if (first) {
				const name = toSingleLine(first.edit.name, 60);
				failure = l10n.t('Not saved. “{0}”: {1}', name, validationErrorWords(first.error));
				options.onChange();
				return;
			}
			if (sent.length > 0 && mergeEdits(saved(), sent).conflicts.length === 0) {
				const outcome = await write((desk) => desk.variables.save(owner.visitor, sent));
				if (outcome) {
					settle(sent, outcome);
				}
			} else if (sent.length > 0) {
				failure = l10n.t('Not saved. Choose first, where somebody else changed a value meanwhile.');
				options.onChange();
			}
		},
		async undo() {
			if (options.desk()?.variables.lastSave?.visitorId === owner.visitor) {
				await write((desk) => desk.variables.undo());
			}
		},
		async restore() {
			if (lost) {
				const { outcome, notKept } = lost;
				const names = notKept.map(({ name }) => name);
				const edits = editsBack(outcome.saved.before, outcome.saved.after, names);
				await write((desk) => desk.variables.save(owner.visitor, edits));
			}
		},
		dismiss() {
			failure = undefined;
			lost = undefined;
			options.onChange();
		},
	};
}
