// A memento that sends its writes one after the other and reads them back at once.
import type * as vscode from 'vscode';

export type SerializedMemento = Pick<vscode.Memento, 'get' | 'update'>;

/**
 * VS Code answers a write with the whole state of that moment, which replaces what was written since:
 * of two writes at the same time, the second could be lost. A sign-out must not be lost.
 */
export function serializedMemento(memento: SerializedMemento): SerializedMemento {
	const underWay = new Map<string, unknown>();
	let last: Promise<unknown> = Promise.resolve();

	function get<T>(key: string, fallback?: T): T | undefined {
		if (underWay.has(key)) {
			return (underWay.get(key) as T | undefined) ?? fallback;
		}
		return fallback === undefined ? memento.get(key) : memento.get(key, fallback);
	}

	return {
		get,
		async update(key, value: unknown) {
			underWay.set(key, value);
			const write = last.then(() => memento.update(key, value));
			last = write.catch(() => undefined); // the caller gets the failure; the next write goes on
			try {
				await write;
			} finally {
				if (underWay.get(key) === value) {
					underWay.delete(key);
				}
			}
		},
	};
}
