// Sections in one to three columns, by the width of the page.
import { fairCuts } from './columnCuts';
import { el, hasFocus, putInOrder } from './elements/dom';

/** The widths (px) from which on there is one column more; those of panel.css. */
const widths = [860, 1320];

interface Columns {
	readonly element: HTMLElement;
	/** Shows these. A section stays in its column until `arrange`: nothing jumps while somebody reads. */
	update(sections: readonly HTMLElement[]): void;
	/** Fills the columns anew, each as high as the others as far as that goes. */
	arrange(): void;
}

export function createColumns(): Columns {
	const columns = [el('div', 'column'), el('div', 'column'), el('div', 'column')] as const;
	const element = el('div', 'columns', ...columns);
	const queries = widths.map((width) => window.matchMedia(`(min-width: ${width}px)`));
	let sections: readonly HTMLElement[] = [];
	/** For each section the column that it is in. */
	let places = new Map<HTMLElement, number>();

	function put(): void {
		const focused = document.activeElement;
		columns.forEach((column, at) => {
			const mine = sections.filter((section) => places.get(section) === at);
			for (const section of mine) {
				if (section.parentElement !== column) {
					column.append(section);
				}
			}
			putInOrder(column, mine);
			column.hidden = mine.length === 0;
		});
		if (focused instanceof HTMLElement && focused !== document.activeElement && element.contains(focused)) {
			focused.focus({ preventScroll: true });
		}
	}

	function arrange(): void {
		const count = 1 + queries.filter(({ matches }) => matches).length;
		element.dataset.count = String(count);
		const cuts = fairCuts(
			sections.map(({ offsetHeight }) => offsetHeight),
			count,
		);
		places = new Map(sections.map((section, at) => [section, cuts.filter((cut) => cut <= at).length]));
		put();
	}

	for (const query of queries) {
		query.addEventListener('change', arrange);
	}

	return {
		element,
		update(next) {
			const first = sections.length === 0;
			for (const gone of sections.filter((section) => !next.includes(section))) {
				places.delete(gone);
				if (hasFocus(gone)) {
					gone.closest('main')?.focus({ preventScroll: true });
				}
				gone.remove();
			}
			let column = 0;
			for (const section of next) {
				column = places.get(section) ?? column;
				places.set(section, column);
			}
			sections = next;
			put();
			if (first && next.length > 0) {
				arrange();
			}
		},
		arrange,
	};
}
