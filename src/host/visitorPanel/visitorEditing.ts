// The editing of one visitor's custom variables behind a panel: drafts, their faults, the save and what it left unsaid. Draws nothing.
import * as l10n from '@vscode/l10n';
import type { Desk } from '../../desk/desk';
import type { DraftOwner, Drafts } from '../../desk/variables/drafts';
import type { SaveOutcome } from '../../desk/variables/saveVariables';
import {
	editsBack,
	mergeEdits,
	type NotKept,
	rebased,
	type VariableEdit,
	validateEdit,
	variableNamed,
} from '../../desk/variables/variableEdits';
import { typeOf, validateDraft, validateType } from '../../desk/variables/variableTypes';
import type { EditingState, NewVariable, VariableValue } from '../../present/details/detailsModel';
import type { VariableRowsOptions } from '../../present/details/variableRows';
import { editFaultWords } from '../../present/editFaults';
import { errorText } from '../../present/errorTexts';
import { toSingleLine } from '../../present/text';
import { CallError } from '../../protocol/rpc';
import { isApiError } from '../../service/errors';
import type { NamedValue } from '../../service/model';
import { notKeptWords, notSavedWords } from '../visitors/variableOutcome';

export interface VisitorEditingOptions {
	readonly owner: DraftOwner;
	readonly drafts: Drafts;
	/** The desk of the panel's site, where it is at work. */
	readonly desk: () => Desk | undefined;
	/** The variables as the service had them last; undefined for a visitor never read. */
	readonly saved: () => readonly NamedValue[] | undefined;
	readonly globs: () => Pick<VariableRowsOptions, 'readOnly' | 'pinned'>;
	readonly onChange: () => void;
}

export interface VisitorEditing {
	readonly state: EditingState & VariableRowsOptions;
	/** Keeps what is typed over what the user had seen; answers its fault in words, `''` for none. */
	edit(name: string, value: string, url: string, seen?: VariableValue): string;
	/** Keeps what stands in the form for a new variable, for the next page of this panel. */
	compose(variable: NewVariable | undefined): void;
	add(name: string, value: string, url: string): void;
	/** Gives up one draft, or all. */
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

	function faultOf(edit: VariableEdit): string | undefined {
		const fault = validateDraft(edit, variableNamed(saved(), edit.name), rules());
		return fault && editFaultWords(fault);
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
	async function write(act: (desk: Desk) => Promise<SaveOutcome | undefined>): Promise<SaveOutcome | undefined> {
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
				throw error;
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

	/** A call may be on its way while the user signs out: no draft may come into being after the wipe. */
	function assertPossible(): void {
		if (options.desk() === undefined || options.saved() === undefined) {
			throw new CallError('gone', l10n.t('This visitor cannot be edited now.'));
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
		edit(name, value, url, seen) {
			assertPossible();
			const now = variableNamed(saved(), name);
			const known = drafts.edits(owner).find((edit) => edit.name === name);
			const edit: VariableEdit = {
				name,
				value,
				url,
				base: known ? known.base : seen ? { name, value: seen.value, url: seen.url } : now,
			};
			const same = now !== undefined && now.value === value && now.url === url;
			put(name, same ? undefined : edit);
			return faultOf(edit) ?? '';
		},
		compose(variable) {
			composing = variable;
		},
		add(name, value, url) {
			assertPossible();
			const trimmed = name.trim();
			const taken = [...saved(), ...drafts.edits(owner)].map((each) => each.name);
			const fault =
				validateEdit({ name, url, isNew: true, urlChanged: url !== '' }, taken, options.globs().readOnly) ??
				validateType(value, typeOf(trimmed, definitions()));
			if (fault) {
				throw new CallError('invalid', editFaultWords(fault));
			}
			put(trimmed, { name: trimmed, base: undefined, value, url });
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
			const fault = sent.map((edit) => ({ edit, words: faultOf(edit) })).find(({ words }) => words !== undefined);
			if (fault) {
				failure = l10n.t('Not saved. “{0}”: {1}', toSingleLine(fault.edit.name, 60), fault.words ?? '');
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
