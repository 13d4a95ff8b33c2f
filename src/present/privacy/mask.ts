// Everything that privacy mode masks of the state of a desk, as one object; unchanged parts keep their masked object.
import type { Change } from '../../desk/changes/change';
import type { Segments } from '../../desk/segments/segments';
import type { DeskState } from '../../desk/state';
import type { NamedValue, Visitor } from '../../service/model';
import { blankVisitor } from './blankVisitor';
import { type MaskEntries, maskEntries } from './maskEntries';
import { whole } from './maskText';
import { createVisitorMask, each, type VisitorMask } from './maskVisitor';
import type { ShownState } from './shown';

export interface Mask extends VisitorMask {
	readonly entries: MaskEntries;
	/** The state that may be shown: the same object for the same state. */
	state(state: DeskState): ShownState;
	/** @param state where the visitors of the changes are looked up */
	changes(changes: readonly Change[], state: DeskState): readonly Change[];
	/** Segments as they are, for masked rows: they depend on what is masked. */
	segments(segments: Segments): Segments;
	/** The variables of a masked row that aren't masked. */
	editable(row: Visitor): readonly NamedValue[];
	/** Whether a variable can't be edited, because its name or what the service has is masked. */
	isLocked(name: string, saved: NamedValue | undefined, about: Visitor): boolean;
}

export function createMask(entriesOfSetting: readonly string[]): Mask {
	const entries = maskEntries(entriesOfSetting);
	const visitors = createVisitorMask(entries);
	const { visitor, text } = visitors;
	const maskRows = remembered((rows: readonly Visitor[]) => each(rows, visitor));
	const maskWatched = remembered((watched: DeskState['watched']) =>
		mapped(watched, (known) => (known.visitor ? { ...known, visitor: visitor(known.visitor) } : known)),
	);
	const maskPinned = remembered((pinned: DeskState['pinned']) =>
		mapped(pinned, (known) => ({ ...known, visitor: visitor(known.visitor) })),
	);
	const maskNames = remembered((names: DeskState['names']): DeskState['names'] => ({
		...names,
		agents: new Map(),
		departments: new Map(),
	}));
	const maskState = remembered(
		(state: DeskState): DeskState => ({
			...state,
			visitors: state.visitors && maskRows(state.visitors),
			watched: maskWatched(state.watched),
			pinned: maskPinned(state.pinned),
			names: maskNames(state.names),
		}),
	);
	const maskSegments = remembered(
		(segments: Segments): Segments => ({
			...segments,
			of: (row) => segments.of(visitors.original(row)),
			isInBadge: (row) => segments.isInBadge(visitors.original(row)),
		}),
	);
	const knownChanges = new WeakMap<Change, Change>();
	const knownLists = new WeakMap<readonly Change[], readonly Change[]>();

	function maskChange(change: Change, known: (id: string) => Visitor | undefined): Change {
		if (!('who' in change)) {
			return change;
		}
		const about: Visitor = { ...(known(change.who.id) ?? blankVisitor), ...change.who };
		const { name, email } = visitor(about);
		const who = { id: change.who.id, name, email };
		switch (change.kind) {
			case 'page':
				return { ...change, who, to: text(change.to, about) };
			case 'status':
				return { ...change, who, from: text(change.from, about), to: text(change.to, about) };
			case 'variable': {
				const hide = entries.isNamed(change.name) ? whole : (value: string) => text(value, about);
				const [from, to] = [change.from, change.to].map((value) => (value === undefined ? undefined : hide(value)));
				return { ...change, who, name: text(change.name, about), from, to };
			}
			default:
				return { ...change, who };
		}
	}

	return {
		...visitors,
		entries,
		state: (state) => maskState(state) as ShownState,
		changes(changes, state) {
			const known = lookUp(state);
			const list =
				knownLists.get(changes) ??
				each(changes, (change) => {
					const masked = knownChanges.get(change) ?? maskChange(change, known);
					knownChanges.set(change, masked);
					return masked;
				});
			knownLists.set(changes, list);
			return list;
		},
		segments: maskSegments,
		editable(row) {
			const real = visitors.original(row);
			return row.customVariableResults.filter(
				(variable) => real.customVariableResults.includes(variable) && !entries.isNamed(variable.name),
			);
		},
		isLocked: (name, saved, about) =>
			entries.isNamed(name) ||
			text(name, about) !== name ||
			(saved !== undefined && visitors.named(saved, about) !== saved),
	};
}

function lookUp({ watched, visitors, pinned }: DeskState): (id: string) => Visitor | undefined {
	let byId: ReadonlyMap<string, Visitor> | undefined;
	return (id) => {
		byId ??= new Map((visitors ?? []).map((row) => [row.id, row]));
		return watched.get(id)?.visitor ?? byId.get(id) ?? pinned.get(id)?.visitor;
	};
}

function mapped<Key, Value>(map: ReadonlyMap<Key, Value>, change: (value: Value) => Value): ReadonlyMap<Key, Value> {
	return new Map([...map].map(([key, value]) => [key, change(value)]));
}

/** Asks once for each object. */
function remembered<From extends object, To extends object>(make: (from: From) => To): (from: From) => To {
	const known = new WeakMap<From, To>();
	return (from) => {
		const before = known.get(from);
		if (before) {
			return before;
		}
		const made = make(from);
		known.set(from, made);
		return made;
	};
}
