// What is typed and not yet told to the host: told shortly after the last key, at once when focus, the page or anything but plain typing comes between.

/** Between the last key and the message, in ms. */
const tellAfter = 150;

/** What is being typed in one place. */
export interface Typed<T> {
	/** Takes what stands there now; an older one not told yet is forgotten. */
	put(value: T): void;
	/** Forgets what was not told yet. */
	drop(): void;
	/** Whether the host has not answered the newest yet: then what it says of this place is older than what is typed. */
	readonly busy: boolean;
}

export interface Edits {
	/** `tell` must not reject. */
	typed<T>(tell: (value: T) => Promise<unknown>): Typed<T>;
	/** Tells everything at once; resolves when the host has answered all of it. */
	flush(): Promise<void>;
}

export function createEdits(target: Document): Edits {
	const waiting = new Set<() => void>();
	const sending = new Set<Promise<unknown>>();

	async function flush(): Promise<void> {
		for (const send of [...waiting]) {
			send();
		}
		await Promise.all(sending);
	}

	// VS Code lets a hidden page go without a word: whatever may lead there comes after one of these.
	target.addEventListener('focusout', () => void flush());
	target.addEventListener('visibilitychange', () => void flush());
	target.defaultView?.addEventListener('pagehide', () => void flush());
	target.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
		if (key.length > 1 || ctrlKey || metaKey || altKey) {
			void flush();
		}
	});

	return {
		typed<T>(tell: (value: T) => Promise<unknown>): Typed<T> {
			let next: { readonly value: T } | undefined;
			let timer: ReturnType<typeof setTimeout> | undefined;
			let unanswered = 0;

			function drop(): void {
				clearTimeout(timer);
				waiting.delete(send);
				next = undefined;
			}

			function send(): void {
				if (!next) {
					return;
				}
				const { value } = next;
				drop();
				unanswered += 1;
				const sent = tell(value).finally(() => {
					unanswered -= 1;
					sending.delete(sent);
				});
				sending.add(sent);
			}

			return {
				put(value) {
					drop();
					next = { value };
					waiting.add(send);
					timer = setTimeout(send, tellAfter);
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
