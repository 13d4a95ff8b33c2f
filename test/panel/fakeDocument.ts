// A document that has nothing but its listeners.
import type { EditedDocument } from '../../src/panel/edits';

interface FakeDocument {
	readonly target: EditedDocument;
	fire(event: string, details?: object): void;
}

export function fakeDocument(): FakeDocument {
	const listeners = new Map<string, ((event: object) => void)[]>();
	const addEventListener = (name: string, listener: (event: object) => void) => {
		listeners.set(name, [...(listeners.get(name) ?? []), listener]);
	};
	const target = { addEventListener, defaultView: { addEventListener } } as unknown as EditedDocument;
	return {
		target,
		fire(event, details = {}) {
			for (const listener of listeners.get(event) ?? []) {
				listener({ ...details });
			}
		},
	};
}
