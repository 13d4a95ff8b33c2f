// The types of what may be shown: surfaces take these, and only the gate of privacy mode makes them.
import type { ChangeLog } from '../../desk/changes/changeLog';
import type { Desk } from '../../desk/desk';
import type { DeskState } from '../../desk/state';
import type { NamedValue, Visitor } from '../../service/model';

declare const shown: unique symbol;

/** A value that has passed the gate. It is the value itself while privacy mode is off. */
export type Shown<Value> = Value & { readonly [shown]: true };

export type ShownState = Shown<DeskState>;

/** A desk whose data may be shown. What it is asked to do, it does on the real data. */
export interface ShownDesk extends Omit<Desk, 'state' | 'onChange' | 'changeLog'> {
	readonly state: ShownState;
	onChange(listener: (state: ShownState, before: ShownState) => void): () => void;
	readonly changeLog: Shown<Pick<ChangeLog, 'changes' | 'isCut'>>;
	/** Whether privacy mode is on. */
	readonly isMasked?: true;
	/** While it is on: the variables of a visitor as shown that aren't masked, which may be edited. */
	editable?(row: Visitor): readonly NamedValue[];
}
