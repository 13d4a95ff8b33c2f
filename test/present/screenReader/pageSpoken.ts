// What a screen reader says of a page, from top to bottom: roles, names, states and descriptions, as the rules for accessible names compute them.
import { computeAccessibleDescription, computeAccessibleName, getRole } from 'dom-accessibility-api';

/** Elements whose name is all that is said of them. */
const named = new Set(['heading', 'button', 'link', 'textbox']);
/** Elements that are said when one enters them. */
const entered = new Set(['region', 'group', 'list']);
/** Elements that end a text. */
const blocks = /^(?:P|DIV|DT|DD|LI|UL|OL|DL|SECTION|HEADER|MAIN|FIELDSET)$/;

/** One line for each stop: "button, Copy plan". Live regions aren't read: see `announced`. */
export function spokenPage(document: Document): readonly string[] {
	const lines: string[] = [];
	let text = '';

	function flush(): void {
		const said = clean(text);
		if (said !== '') {
			lines.push(said);
		}
		text = '';
	}

	function walk(node: Node): void {
		if (node.nodeType === document.TEXT_NODE) {
			text += node.textContent ?? '';
			return;
		}
		const element = node as HTMLElement;
		if (element.getAttribute('aria-hidden') === 'true' || element.hasAttribute('aria-live')) {
			return;
		}
		const role = getRole(element) ?? '';
		const isNamed = named.has(role);
		if (isNamed || entered.has(role) || blocks.test(element.tagName)) {
			flush();
		}
		if (isNamed || (entered.has(role) && computeAccessibleName(element) !== '')) {
			lines.push(spokenElement(element, role));
		}
		if (!isNamed) {
			element.childNodes.forEach(walk);
		}
		if (blocks.test(element.tagName)) {
			flush();
		}
	}

	walk(document.body);
	flush();
	return lines;
}

/** What live regions say, and how: a line for each message. */
export function announced(document: Document): readonly string[] {
	return [...document.querySelectorAll('[aria-live]')].flatMap((region) =>
		[...region.children].map((message) => `${region.getAttribute('aria-live')}: ${clean(message.textContent ?? '')}`),
	);
}

function spokenElement(element: HTMLElement, role: string): string {
	const level = role === 'heading' ? ` ${element.tagName.slice(1)}` : '';
	const states = [
		is(element, 'aria-pressed') && 'pressed',
		is(element, 'aria-expanded') && 'expanded',
		element.getAttribute('aria-expanded') === 'false' && 'collapsed',
		is(element, 'aria-required') && 'required',
		is(element, 'aria-invalid') && 'invalid',
		is(element, 'aria-disabled') && 'unavailable',
	];
	const name = clean(computeAccessibleName(element));
	const description = clean(computeAccessibleDescription(element));
	const value = role === 'textbox' ? clean((element as HTMLInputElement).value) : '';
	return [`${role}${level}`, name, value, ...states, description === name ? '' : description]
		.filter((part) => typeof part === 'string' && part !== '')
		.join(', ');
}

function is(element: Element, state: string): boolean {
	return element.getAttribute(state) === 'true';
}

function clean(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
