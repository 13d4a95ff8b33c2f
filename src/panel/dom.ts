// The few things the page does to the DOM: make elements, change texts in place, keep a list of them by key. Text only, never markup.

/** Makes an element. */
export function el<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	className = '',
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	if (className !== '') {
		element.className = className;
	}
	element.append(...children);
	return element;
}

/** Writes only what differs: an unchanged text keeps its selection. */
export function setText(node: Node, text: string): void {
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

/** Sets or removes an attribute, and only where it differs. */
export function setAttribute(element: Element, name: string, value: string | undefined): void {
	if (value === undefined) {
		element.removeAttribute(name);
	} else if (element.getAttribute(name) !== value) {
		element.setAttribute(name, value);
	}
}

/** A part of the page that shows one item. */
export interface View<T> {
	readonly element: HTMLElement;
	update(item: T): void;
}

export interface KeyedList<T, V extends View<T>> {
	readonly views: Iterable<V>;
	update(items: readonly T[]): void;
}

/** Keeps one view an item below `parent`, found again by key: an item that stays keeps its elements, and with them focus and selection. */
export function keyedList<T extends { readonly key: string }, V extends View<T>>(
	parent: HTMLElement,
	create: (item: T) => V,
): KeyedList<T, V> {
	const views = new Map<string, V>();

	function removeOthers(items: readonly T[]): void {
		const keys = new Set(items.map(({ key }) => key));
		for (const [key, { element }] of views) {
			if (!keys.has(key)) {
				views.delete(key);
				if (element.contains(document.activeElement)) {
					// Focus that falls to the body starts over at the top of the page.
					parent.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
				}
				element.remove();
			}
		}
	}

	return {
		get views() {
			return views.values();
		},
		update(items) {
			removeOthers(items);
			const focused = document.activeElement;
			let place = parent.firstElementChild;
			for (const item of items) {
				const view = views.get(item.key) ?? create(item);
				views.set(item.key, view);
				view.update(item);
				if (view.element === place) {
					place = place.nextElementSibling;
				} else {
					parent.insertBefore(view.element, place);
				}
			}
			if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused)) {
				focused.focus({ preventScroll: true });
			}
		},
	};
}
