// The nodes of a tree view as plain data.

import type { Markdown } from '../gates/ownMarkdown';
import { type IconName, moreIcon } from '../icons';

/** Only `reconcile` changes nodes, with `Object.assign`, so everything that a node shows must be an own property. */
export interface TreeNode {
	/** Unique in its view and never changes, because VS Code keeps selection and expansion by it. Starts with the id of the site. */
	readonly key: string;
	/** `more` is a row that is about the list itself. */
	readonly kind: 'group' | 'agent' | 'visitor' | 'more';
	/** The id of the agent or visitor; for a group, the value that its rows share; for `more`, the key of its group. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** The whole row as text, for screen readers. */
	readonly ariaLabel: string;
	readonly icon: IconName | undefined;
	/** Words for the `when` clauses of menus. */
	readonly contextValue: string;
	/** The command that a click runs, with the node as its argument; a second argument says whether it was a single click. */
	readonly click: string | undefined;
	/** Made when VS Code asks for it. */
	readonly tooltip: (() => Markdown) | undefined;
	/** All values that the node is made from, except its children. The same inputs (compared by identity) make the same node. */
	readonly inputs: readonly unknown[];
	/** Only groups have any. */
	readonly children: readonly TreeNode[];
	/** Whether a group is expanded at first. */
	readonly open: boolean;
}

interface GroupParts {
	readonly key: string;
	readonly id: string;
	readonly title: string;
	/** How many rows belong to it; not all of them need be shown. */
	readonly count: number;
	/** For screen readers: "3 visitors". */
	readonly ariaCount: string;
	readonly children: readonly TreeNode[];
	readonly open: boolean;
	readonly icon?: IconName | undefined;
}

/** A group that shows the number of its rows. */
export function groupNode({ key, id, title, count, ariaCount, children, open, icon }: GroupParts): TreeNode {
	return {
		key,
		kind: 'group',
		id,
		label: title,
		description: String(count),
		ariaLabel: `${title}, ${ariaCount}`,
		icon,
		contextValue: 'group',
		click: undefined,
		tooltip: undefined,
		inputs: [title, ariaCount, count, open, icon?.id],
		children,
		open,
	};
}

/** A row that shows further rows, or what is behind it, when it is clicked. */
export function moreNode(parts: Pick<TreeNode, 'key' | 'id' | 'label' | 'click'>, icon = moreIcon): TreeNode {
	return {
		...parts,
		kind: 'more',
		description: '',
		ariaLabel: parts.label,
		icon,
		contextValue: 'more',
		tooltip: undefined,
		inputs: [parts.label],
		children: [],
		open: false,
	};
}

/** Whether two nodes with these inputs are equal. */
export function sameInputs(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((input, index) => input === b[index]);
}

/** Everything that one tree view shows. */
export interface ViewContent {
	readonly nodes: readonly TreeNode[];
	/** Beside the view's title. */
	readonly description: string;
	/** Above the rows: plain text. */
	readonly message: string | undefined;
	/** What is shown in place of rows, with buttons (`viewsWelcome` of the manifest). VS Code shows it only without rows and message. */
	readonly welcome?: Welcome | undefined;
}

/**
 * - `signIn` the service refused the sign-in · `reload` the user signed in again in another window
 * - `unreachable` the service could not be reached yet · `noMatch` the filter matches nothing
 * - `empty` nobody is there
 */
export type Welcome = 'signIn' | 'reload' | 'unreachable' | 'noMatch' | 'empty';

/** Empty, so that VS Code shows the welcome of the view. */
export const noContent: ViewContent = { nodes: [], description: '', message: undefined };

/** Joins parts of a description and leaves out empty ones. */
export function joinParts(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join(' · ');
}
