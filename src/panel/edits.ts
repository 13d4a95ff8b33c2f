// Sends to the host what is typed: shortly after the last key, and at once when the focus moves, the page is hidden or a command key is pressed.

/** Between the last key and the message, in ms. */
const sendAfter = 150;

export type SetTimer = (callback: () => void, delay: number) => () => void;

/** What is being typed in one place. */
interface Typed<T> {
	/** Takes the newest value; one that wasn't sent yet is dropped. */
	put(value: T): void;
	/** Drops what wasn't sent yet. */
	drop(): void;
	/** Whether the host hasn't answered the newest value yet: then its snapshots are older than what is typed. */
	readonly busy: boolean;
}

export interface Edits {
	/** `send` must not reject. */
	typed<T>(send: (value: T) => Promise<unknown>): Typed<T>;
	/** Sends everything at once; resolves when the host has answered all of it. */
	flush(): Promise<void>;
}

/** The part of a document that is used. */
export type EditedDocument = Pick<Document, 'addEventListener'> & {
	readonly defaultView?: Pick<Window, 'addEventListener'> | null;
};

export function createEdits(target: EditedDocument, setTimer: SetTimer): Edits {
	const waiting = new Set<() => void>();
	const sending = new Set<Promise<unknown>>();

	async function flush(): Promise<void> {
		for (const send of [...waiting]) {
			send();
		}
		await Promise.all(sending);
	}

	// VS Code discards a hidden page without notice: whatever may hide it comes after one of these.
	target.addEventListener('focusout', () => void flush());
	target.addEventListener('visibilitychange', () => void flush());
	target.defaultView?.addEventListener('pagehide', () => void flush());
	target.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
		if (key.length > 1 || ctrlKey || metaKey || altKey) {
			void flush();
		}
	});

	return {
		typed<T>(send: (value: T) => Promise<unknown>): Typed<T> {
			let next: { readonly value: T } | undefined;
			let stopTimer: () => void = () => undefined;
			let unanswered = 0;

			function drop(): void {
				stopTimer();
				waiting.delete(sendNext);
				next = undefined;
			}

			function sendNext(): void {
				if (!next) {
					return;
				}
				const { value } = next;
				drop();
				unanswered += 1;
				const sent = send(value).finally(() => {
					unanswered -= 1;
					sending.delete(sent);
				});
				sending.add(sent);
			}

			return {
				put(value) {
					drop();
					next = { value };
					waiting.add(sendNext);
					stopTimer = setTimer(sendNext, sendAfter);
				},
				drop,
				get busy() {
					return next !== undefined || unanswered > 0;
				},
			};
		},
		flush,
	};
}
