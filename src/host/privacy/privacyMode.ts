// Privacy mode: stores whether it is on, shares it with all windows, and waits until every surface shows a change.
import * as vscode from 'vscode';
import type { Env } from '../../desk/env';
import { createSharedFile, type Kind } from '../../desk/windows/sharedFile';
import { createMask, type Mask } from '../../present/privacy/mask';
import type { Store } from '../../service/ports';
import { contextKeys } from '../ids';
import type { SerializedMemento } from '../sites/serializedMemento';

/** What has to happen beside the change itself. */
interface Surfaces {
	/** Before the mode goes on: what is typed is kept. */
	prepare(): Promise<void>;
	/** Resolves when VS Code shows nothing that was there before the change. */
	settle(): Promise<void>;
}

export interface Privacy extends vscode.Disposable {
	/** Undefined while the mode is off. */
	readonly mask: Mask | undefined;
	/** Fires when `mask` is another one. */
	readonly onDidChange: vscode.Event<void>;
	/** Resolves when no surface shows what is masked, and the mode is stored. Rejects if it can't be stored for the next start. */
	set(isOn: boolean): Promise<void>;
	/** Connects what shows data in this window. */
	connect(surfaces: Surfaces): void;
}

/** The newest choice of the user, in whichever window. */
interface Choice {
	readonly isOn: boolean;
	/** Instant (ms); later than that of every choice before. */
	readonly at: number;
}

interface PrivacyOptions {
	readonly env: Env;
	readonly memento: SerializedMemento;
	/** What all windows of this VS Code share: by it, the others follow at once. */
	readonly shared: Store;
	/** The setting of what is masked. */
	readonly entries: () => readonly string[];
	readonly onDidChangeSettings: vscode.Event<void>;
}

const key = 'frontdesk.privacy';

/** No site has this id. */
const fileName = 'privacy';

const off: Choice = { isOn: false, at: 0 };

const ignore = () => undefined;

/** Resolves when it is known whether the mode is on: nothing may be shown before. */
export async function createPrivacy(options: PrivacyOptions): Promise<Privacy> {
	const { env, memento, entries } = options;
	const { clock, log } = env;
	const changed = new vscode.EventEmitter<void>();
	const file = createSharedFile({
		store: options.shared,
		name: fileName,
		kind,
		clock,
		log,
		quiet: true,
		onEnd: ignore,
	});
	let surfaces: Surfaces | undefined;
	let mask: Mask | undefined;
	let maskedEntries = '';
	/** One change after the other. */
	let last: Promise<unknown> = Promise.resolve();

	function stored(): Choice {
		const choice = memento.get<unknown>(key);
		return newest(isChoice(choice) ? choice : off, file.current);
	}

	/** What is to be masked now; the same mask if nothing else is. */
	function maskNow(): Mask | undefined {
		if (!stored().isOn) {
			return undefined;
		}
		const text = JSON.stringify(entries());
		if (!mask || text !== maskedEntries) {
			maskedEntries = text;
			return createMask(entries());
		}
		return mask;
	}

	async function follow(): Promise<void> {
		const next = maskNow();
		if (next !== mask) {
			if (next) {
				await surfaces?.prepare();
			}
			mask = next;
			changed.fire();
			await surfaces?.settle();
			await vscode.commands.executeCommand('setContext', contextKeys.private, mask !== undefined);
		}
	}

	function followNext(): Promise<void> {
		const next = last.then(follow);
		last = next.catch(() => log.error('privacy mode: a surface could not follow'));
		return next;
	}

	async function followOthers(): Promise<void> {
		await file.sync();
		await followNext();
	}

	await file.sync();
	mask = maskNow();
	void vscode.commands.executeCommand('setContext', contextKeys.private, mask !== undefined);
	file.watch(() => void followOthers().catch(ignore)); // the failure was logged
	const listeners = [
		vscode.window.onDidChangeWindowState(() => void followOthers().catch(ignore)),
		options.onDidChangeSettings(() => void followNext().catch(ignore)),
	];
	return {
		get mask() {
			return mask;
		},
		onDidChange: changed.event,
		async set(isOn) {
			const choice: Choice = { isOn, at: Math.max(clock.now(), stored().at + 1) };
			const writing = Promise.all([
				memento.update(key, choice),
				file.change((known) => [newest(known, choice), undefined]),
			]);
			writing.catch(ignore); // awaited below
			await followNext();
			await writing;
		},
		connect(parts) {
			surfaces = parts;
		},
		dispose() {
			file.close();
			vscode.Disposable.from(...listeners, changed).dispose();
		},
	};
}

const kind: Kind<Choice> = {
	nothing: off,
	parse(text) {
		try {
			const choice: unknown = JSON.parse(text);
			return isChoice(choice) ? choice : undefined;
		} catch {
			return undefined; // the next choice replaces it
		}
	},
	text: ({ isOn, at }) => JSON.stringify({ isOn, at }),
	clamp: (choice) => choice,
	merge: newest,
};

function newest(a: Choice, b: Choice): Choice {
	return a.at >= b.at ? a : b;
}

function isChoice(value: unknown): value is Choice {
	const { isOn, at } = (value ?? {}) as Partial<Record<keyof Choice, unknown>>;
	return typeof isOn === 'boolean' && typeof at === 'number' && Number.isFinite(at);
}
