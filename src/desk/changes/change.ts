// One entry of what changed on a site while this window was looking.
import type { Id, Visitor } from '../../service/model';

/** Who a visitor was at that time. */
export type ChangedVisitor = Pick<Visitor, 'id' | 'name' | 'email'>;

/** What the data of two answers says about one visitor. */
export type VisitorChange =
	| { readonly kind: 'arrived' | 'left'; readonly who: ChangedVisitor }
	| { readonly kind: 'status'; readonly who: ChangedVisitor; readonly from: string; readonly to: string }
	| { readonly kind: 'page'; readonly who: ChangedVisitor; readonly to: string }
	| {
			readonly kind: 'variable';
			readonly who: ChangedVisitor;
			readonly name: string;
			/** Undefined where the visitor doesn't have the variable. */
			readonly from: string | undefined;
			readonly to: string | undefined;
	  }
	/** More variables than are listed one by one. */
	| { readonly kind: 'moreVariables'; readonly who: ChangedVisitor; readonly count: number };

/**
 * - `began`: the first answer of the visitors, and how many they were
 * - `many`: more visitors changed at once than are listed
 * - `incomplete`: from this answer on the list lacks visitors, so nobody knows who arrived or left
 * - `gap`: a time without data, of which only the difference between its ends is known
 */
export type Change = { readonly at: number } & (
	| VisitorChange
	| { readonly kind: 'agentStatus'; readonly agent: Id; readonly from: string; readonly to: string }
	| { readonly kind: 'began' | 'many'; readonly count: number }
	| { readonly kind: 'incomplete' }
	| Gap
);

export interface Gap {
	readonly kind: 'gap';
	readonly of: 'visitors' | 'agents';
	/** Instants (ms) of the answers before and after it. `until` may be earlier: the clock was set back. */
	readonly from: number;
	readonly until: number;
}
