// Reports which files of a folder change, while the system reports changes.
import { type FSWatcher, watch as watchFiles } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { StoreWatch } from '../service/ports';

interface FolderWatch {
	/** Calls back when the file may have changed, when changes are reported from now on, and when they no longer are. */
	watch(file: string, onChange: () => void): StoreWatch;
	/** Call it when this process has changed the file: if the system doesn't report that, it reports no changes at all. */
	expect(file: string): void;
}

/** How long (ms) the report of a change may take. */
const reportTimeout = 2_000;

/**
 * @param folder is created when something in it is first watched
 * @param start `fs.watch`, but for tests
 */
export function watchFolder(folder: string, start: typeof watchFiles = watchFiles): FolderWatch {
	const listeners = new Set<{ readonly file: string; readonly onChange: () => void }>();
	const expected = new Map<string, NodeJS.Timeout>();
	let watcher: FSWatcher | undefined;
	let isStarting = false;
	/** After one failure, watching isn't tried again: the cause is the drive, or the system's limit of watches. */
	let hasFailed = false;

	function report(file: string | undefined): void {
		for (const each of listeners) {
			if (file === undefined || each.file === file) {
				each.onChange();
			}
		}
	}

	function fulfil(file: string): void {
		clearTimeout(expected.get(file));
		expected.delete(file);
	}

	function close(): void {
		for (const file of [...expected.keys()]) {
			fulfil(file);
		}
		watcher?.close();
		watcher = undefined;
	}

	function fail(): void {
		hasFailed = true;
		close();
		report(undefined);
	}

	async function begin(): Promise<void> {
		await mkdir(folder, { recursive: true });
		if (listeners.size === 0) {
			return;
		}
		watcher = start(folder, { persistent: false });
		watcher.on('error', fail);
		watcher.on('change', (_kind, file) => {
			// Some systems don't say which.
			const name = file === null ? undefined : String(file);
			for (const each of name === undefined ? [...expected.keys()] : [name]) {
				fulfil(each);
			}
			report(name);
		});
		report(undefined);
	}

	return {
		watch(file, onChange) {
			const listener = { file, onChange };
			listeners.add(listener);
			if (!watcher && !isStarting && !hasFailed) {
				isStarting = true;
				// Without reports the files are read instead.
				void begin().then(
					() => {
						isStarting = false;
					},
					() => fail(),
				);
			}
			return {
				get isOn() {
					return watcher !== undefined && listeners.has(listener);
				},
				close() {
					listeners.delete(listener);
					if (listeners.size === 0) {
						close();
					}
				},
			};
		},
		expect(file) {
			if (watcher && !expected.has(file)) {
				// After a long pause of this process, reports may be waiting: they are handled before the check.
				const judge = () => setImmediate(() => expected.has(file) && fail());
				expected.set(file, setTimeout(judge, reportTimeout).unref());
			}
		},
	};
}
