// The frame of the page, which keeps the focus and the place of a field when a snapshot changes what is inside.
import { Component, type ComponentChildren } from 'preact';

type Restore = () => void;

export class SteadyPage extends Component<{ readonly children: ComponentChildren }> {
	override getSnapshotBeforeUpdate(): Restore {
		return rememberFocus();
	}

	override componentDidUpdate(_props: unknown, _state: unknown, restore: Restore): void {
		restore();
	}

	render() {
		return <main tabIndex={-1}>{this.props.children}</main>;
	}
}

/** An element that is moved loses the focus in Chromium before 133, but not its caret; one that is removed loses it always. */
function rememberFocus(): Restore {
	const focused = document.activeElement as HTMLElement;
	const field = 'selectionStart' in focused ? (focused as HTMLTextAreaElement) : undefined;
	const top = focused.getBoundingClientRect().top;
	const giveBack = returnTo(focused);
	return () => {
		giveBack();
		// A field must not move when something changes above it.
		if (field && document.activeElement === field) {
			window.scrollBy(0, field.getBoundingClientRect().top - top);
		}
	};
}

/** Where the page loses the focus to another part of VS Code, such as a menu, Chromium moves it to the body: it comes back where it was. */
export function keepFocus(): void {
	let giveBack: Restore | undefined;
	document.addEventListener('focusout', ({ target }) => {
		giveBack = returnTo(target as HTMLElement);
	});
	window.addEventListener('focus', () => giveBack?.());
}

/** Focus that falls to the body starts over at the top of the page: it goes to the element, or from the inside out to what is around it. */
function returnTo(element: HTMLElement): Restore {
	const heirs = [element, ...focusable(element)];
	return () => {
		if (document.activeElement === document.body) {
			heirs.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true });
		}
	};
}

/** What can take the focus around an element, the nearest first. */
function focusable(element: HTMLElement): readonly HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>('[tabindex="-1"]')]
		.filter((each) => each.contains(element))
		.reverse();
}
