// A memento whose writes go out one after the other, each read back at once; knows nothing of what is kept.
import type * as vscode from 'vscode';

export type SerializedMemento = Pick<vscode.Memento, 'get' | 'update'>;

/**
 * VS Code answers a write with the whole state as it was then, and that takes the place of what was written since:
 * of two writes at the same time the second could be lost. A sign-out that wipes must not be.
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
			last = write.catch(() => undefined); // its caller hears of it; the next write goes on
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
