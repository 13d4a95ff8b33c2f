// The arrow keys in the tools of a section: to the same tool of the next row that has one.

/** The tools that take the focus instead, where a row doesn't have the same one. */
const instead = ['edit', 'copy'];

export function moveBetweenRows(event: KeyboardEvent): void {
	const isDown = event.key === 'ArrowDown';
	const tool = event.target instanceof Element ? event.target.closest('.tool') : null;
	if (!tool || (!isDown && event.key !== 'ArrowUp')) {
		return;
	}
	for (let row = tool.closest('.row'); row; ) {
		row = isDown ? row.nextElementSibling : row.previousElementSibling;
		const target = [tool.classList[1], ...instead]
			.map((kind) => row?.querySelector<HTMLElement>(`.tool.${kind}`))
			.find(Boolean);
		if (target) {
			event.preventDefault();
			target.focus();
			return;
		}
	}
}
