// A document for the tests of the panel's page, with what a page uses of a browser.
import { Window } from 'happy-dom';

/** What the page reads as globals. */
const names = [
	'window',
	'document',
	'Node',
	'Element',
	'HTMLElement',
	'HTMLInputElement',
	'HTMLTextAreaElement',
	'requestAnimationFrame',
	'setTimeout',
	'clearTimeout',
] as const;

interface Dom {
	readonly document: Document;
	/** Removes it, the globals, and the timers of the page. */
	close(): Promise<void>;
}

export function openDom(): Dom {
	const window = new Window({ url: 'https://panel.example/' });
	const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
	for (const name of names) {
		const found: unknown = name === 'window' ? window : window[name];
		const value: unknown = typeof found === 'function' && /^[a-z]/.test(name) ? found.bind(window) : found;
		Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
	}
	return {
		document: window.document as unknown as Document,
		async close() {
			for (const [name, descriptor] of before) {
				if (descriptor) {
					Object.defineProperty(globalThis, name, descriptor);
				} else {
					Reflect.deleteProperty(globalThis, name);
				}
			}
			await window.happyDOM.close();
		},
	};
}
