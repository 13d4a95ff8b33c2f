// What one row of a tree is, as plain data: everything that VS Code shows of it, nothing of how or when it is drawn.
import type { IconName } from '../icons';

export interface TreeNode {
	/** Unique in its view, and the same for the same thing for ever: selection and expansion hang on it. Begins with the site's id. */
	readonly key: string;
	readonly kind: 'group' | 'agent' | 'visitor';
	/** The agent's or the visitor's id; of a group, the word that it gathers. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** The whole row in words, for a screen reader. */
	readonly ariaLabel: string;
	readonly icon: IconName | undefined;
	/** Capability words, for the `when` of menus. */
	readonly contextValue: string;
	/** Id of the command that a click runs with the row as its argument. */
	readonly click: string | undefined;
	/** Escaped Markdown, made when somebody asks for it. */
	readonly tooltip: (() => string) | undefined;
	/** Everything that the row is made from, its children apart. The same parts, compared by identity, make the same row. */
	readonly inputs: readonly unknown[];
	/** Only groups have any. */
	readonly children: readonly TreeNode[];
	/** Whether a group is shown open before the user decides. */
	readonly open: boolean;
}

export interface GroupParts {
	readonly key: string;
	readonly id: string;
	readonly title: string;
	/** What it holds, in words: "3 visitors". */
	readonly ariaCount: string;
	readonly children: readonly TreeNode[];
	readonly open: boolean;
}

/** A group with its count in the description. */
export function groupNode({ key, id, title, ariaCount, children, open }: GroupParts): TreeNode {
	return {
		key,
		kind: 'group',
		id,
		label: title,
		description: String(children.length),
		ariaLabel: `${title}, ${ariaCount}`,
		icon: undefined,
		contextValue: 'group',
		click: undefined,
		tooltip: undefined,
		inputs: [title, ariaCount, children.length, open],
		children,
		open,
	};
}

/** Whether two rows with these parts are the same row. */
export function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((part, index) => part === b[index]);
}

/** Everything that one tree view shows. */
export interface ViewContent {
	readonly nodes: readonly TreeNode[];
	/** Beside the view's title. */
	readonly description: string;
	/** Above the rows: plain text. */
	readonly message: string | undefined;
}

/** The view of nobody who is signed in: empty, so that its welcome shows. */
export const noContent: ViewContent = { nodes: [], description: '', message: undefined };

/** Parts of a row side by side; empty ones leave no gap. */
export function joinParts(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join(' · ');
}
