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

/** Words and icons beside another that assistive technology alone gets. */
export function unseen(words: string): HTMLSpanElement {
	return el('span', 'unseen', words);
}

let ids = 0;

/** Gives an element an id that nothing else has, for what points to it. */
export function withId<E extends Element>(element: E): E {
	ids += 1;
	element.id = `e${ids}`;
	return element;
}

export function hasFocus(element: Element): boolean {
	return element.contains(document.activeElement);
}

/** A part of the page that shows one item. */
export interface View<T> {
	readonly element: HTMLElement;
	update(item: T): void;
}

export interface KeyedList<T, V extends View<T>> {
	/** In the order of the items. */
	readonly views: Iterable<V>;
	view(key: string): V | undefined;
	update(items: readonly T[]): void;
}

/** Keeps one view an item below `parent`, found again by key: an item that stays keeps its elements, and with them focus and selection. */
export function keyedList<T extends { readonly key: string }, V extends View<T>>(
	parent: HTMLElement,
	create: (item: T) => V,
): KeyedList<T, V> {
	let views = new Map<string, V>();

	function removeOthers(items: readonly T[]): void {
		const keys = new Set(items.map(({ key }) => key));
		for (const [key, { element }] of views) {
			if (!keys.has(key)) {
				views.delete(key);
				if (hasFocus(element)) {
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
		view: (key) => views.get(key),
		update(items) {
			removeOthers(items);
			const next = new Map<string, V>();
			for (const item of items) {
				const view = views.get(item.key) ?? create(item);
				view.update(item);
				next.set(item.key, view);
			}
			views = next;
			putInOrder(
				parent,
				[...next.values()].map(({ element }) => element),
			);
		},
	};
}

/** Moves elements round the one that has focus, for an element that is moved loses it. */
export function putInOrder(parent: HTMLElement, elements: readonly HTMLElement[]): void {
	const focused = elements.findIndex((element) => element.parentElement === parent && hasFocus(element));
	const fixed = Math.max(focused, 0);
	const first = elements[fixed];
	if (!first) {
		return;
	}
	if (focused < 0 && parent.firstElementChild !== first) {
		parent.prepend(first);
	}
	for (let at = fixed - 1, next: Element = first; at >= 0; at -= 1) {
		const element = elements[at] as HTMLElement;
		if (element.nextElementSibling !== next) {
			parent.insertBefore(element, next);
		}
		next = element;
	}
	for (let at = fixed + 1, previous: Element = first; at < elements.length; at += 1) {
		const element = elements[at] as HTMLElement;
		if (previous.nextElementSibling !== element) {
			previous.after(element);
		}
		previous = element;
	}
}
