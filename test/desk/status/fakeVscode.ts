// A stand-in, under plain mocha, for the parts of VS Code's API that the commands and questions about a status use.
// All that is shown waits for the test. To be imported before any module of src/host.
import Module from 'node:module';

type Listener<Value> = (value: Value) => unknown;

export class EventEmitter<Value> {
	readonly #listeners = new Set<Listener<Value>>();
	readonly event = (listener: Listener<Value>) => {
		this.#listeners.add(listener);
		return { dispose: () => void this.#listeners.delete(listener) };
	};
	fire(value: Value): void {
		for (const listener of [...this.#listeners]) {
			listener(value);
		}
	}
	dispose(): void {
		this.#listeners.clear();
	}
}

class CancellationTokenSource {
	readonly #cancelled = new EventEmitter<void>();
	readonly token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };
	cancel(): void {
		if (!this.token.isCancellationRequested) {
			this.token.isCancellationRequested = true;
			this.#cancelled.fire();
		}
	}
	dispose(): void {
		this.#cancelled.dispose();
	}
}

/** What is on the screen. A `list` is a picker that `showQuickPick` shows, a `picker` one of `createQuickPick`. */
interface Shown {
	readonly kind: 'list' | 'picker' | 'input' | 'notification' | 'modal';
	/** The title of a picker or the text of a message. */
	readonly text: string;
	/** The choices of a picker, the buttons of a message. */
	readonly choices: readonly unknown[];
	/** Selects a choice; without one, as Escape or the close button does. */
	end(choice?: unknown): void;
	/** Types without Enter. */
	type(text: string): void;
}

/** What is on the screen, the oldest first. */
export const screen: Shown[] = [];

/** How many things of each kind were shown. */
export const counts: Record<Shown['kind'], number> = { list: 0, picker: 0, input: 0, notification: 0, modal: 0 };

/** How the window is used. */
export const windowState = { active: true, focused: true, isBusy: false };

/** Fires after a change of `windowState`. */
export const windowStateChanged = new EventEmitter<void>();

/** What `executeCommand` runs. */
export const runs = new Map<string, (...args: readonly unknown[]) => unknown>();

function show(shown: Shown): void {
	counts[shown.kind]++;
	screen.push(shown);
}

function leave(shown: Shown): void {
	const at = screen.indexOf(shown);
	if (at >= 0) {
		screen.splice(at, 1);
	}
}

/** A quick pick or an input box, as `createQuickPick` returns it. */
function quickInput(kind: 'picker' | 'input') {
	const accepted = new EventEmitter<void>();
	const hidden = new EventEmitter<void>();
	const changed = new EventEmitter<string>();
	const input = {
		title: '',
		value: '',
		items: [] as readonly unknown[],
		selectedItems: [] as readonly unknown[],
		activeItems: [] as readonly unknown[],
		onDidAccept: accepted.event,
		onDidHide: hidden.event,
		onDidChangeValue: changed.event,
		onDidTriggerButton: new EventEmitter<unknown>().event,
		show: () => show(shown),
		hide() {
			leave(shown);
			hidden.fire();
		},
		dispose: () => leave(shown),
	};
	const shown: Shown = {
		kind,
		get text() {
			return input.title;
		},
		get choices() {
			return input.items;
		},
		end(choice) {
			if (choice === undefined) {
				input.hide();
			} else {
				input.selectedItems = [choice];
				input.value = typeof choice === 'string' ? choice : input.value;
				accepted.fire();
			}
		},
		type(text) {
			input.value = text;
			changed.fire(text);
		},
	};
	return input;
}

function question<Choice>(
	kind: Shown['kind'],
	text: string,
	choices: readonly Choice[],
	ended?: CancellationTokenSource['token'],
) {
	return new Promise<Choice | undefined>((resolve) => {
		const shown: Shown = {
			kind,
			text,
			choices,
			end(choice) {
				leave(shown);
				resolve(choice as Choice | undefined);
			},
			type: () => undefined,
		};
		ended?.onCancellationRequested(() => shown.end());
		show(shown);
	});
}

type MessageArguments = readonly unknown[];

function message(text: string, ...rest: MessageArguments): Promise<unknown> {
	const [options, ...buttons] = rest;
	const isModal = typeof options === 'object' && options !== null && 'modal' in options;
	return question(isModal ? 'modal' : 'notification', text, isModal ? buttons : rest);
}

const never = new EventEmitter<never>().event;

const fakeVscode = {
	EventEmitter,
	CancellationTokenSource,
	CancellationError: class extends Error {},
	Disposable: {
		from: (...all: readonly { dispose(): unknown }[]) => ({
			dispose() {
				for (const each of all) {
					each.dispose();
				}
			},
		}),
	},
	ThemeIcon: class {},
	ThemeColor: class {},
	TabInputWebview: class {},
	QuickPickItemKind: { Separator: -1 },
	QuickInputButtons: { Back: {} },
	window: {
		state: windowState,
		onDidChangeWindowState: windowStateChanged.event,
		tabGroups: { activeTabGroup: {} },
		createQuickPick: () => quickInput('picker'),
		createInputBox: () => quickInput('input'),
		showQuickPick: (
			items: readonly unknown[],
			{ title }: { readonly title: string },
			ended?: CancellationTokenSource['token'],
		) => question('list', title, items, ended),
		showInformationMessage: message,
		showWarningMessage: message,
		showErrorMessage: message,
	},
	debug: {
		get activeDebugSession() {
			return windowState.isBusy ? {} : undefined;
		},
		onDidChangeActiveDebugSession: never,
	},
	tasks: { taskExecutions: [], onDidStartTask: never, onDidEndTask: never },
	commands: { executeCommand: async (id: string, ...args: readonly unknown[]) => await runs.get(id)?.(...args) },
};

const loader = Module as unknown as { _load(request: string, ...rest: readonly unknown[]): unknown };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? fakeVscode : load.call(Module, request, ...rest));
