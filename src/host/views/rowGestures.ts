// Tells what a row was opened by. VS Code runs the row's command for a click, for each click of a double click and for Enter, and doesn't say which it was (vscode#85636).

/** `preview`: a click, to look at the row · `keep`: a double click or Enter. */
type RowOpening = 'preview' | 'keep';

interface RowGestures {
	/** Enter was pressed: the command that follows is its own. */
	enter(): void;
	/** What the command of a row was run by. Call it once for each. */
	next(key: string): RowOpening;
}

/** Two clicks on a row within this time are a double click, in ms. */
const doubleClick = 500;

/** The command of a row comes within this time after Enter, in ms. On a group none comes. */
const enterLasts = 2000;

/** @param opensOnDoubleClick whether VS Code runs the command for a double click alone */
export function createRowGestures(now: () => number, opensOnDoubleClick: () => boolean): RowGestures {
	let entered = Number.NEGATIVE_INFINITY;
	let clicked = { key: '', at: Number.NEGATIVE_INFINITY };
	return {
		enter() {
			entered = now();
		},
		next(key) {
			const isEnter = now() - entered < enterLasts;
			const isSecondClick = clicked.key === key && now() - clicked.at < doubleClick;
			entered = Number.NEGATIVE_INFINITY;
			clicked = { key, at: now() };
			return isEnter || isSecondClick || opensOnDoubleClick() ? 'keep' : 'preview';
		},
	};
}
