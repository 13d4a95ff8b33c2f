// Remote calls over any post function: a caller for the page, a responder for the host.
import { isReply, isRequest, type ReplyMessage, type RequestMessage } from './messages';

/** What can be called: for each method what it takes and what it answers, both as JSON can carry them. */
type Methods<M> = { readonly [K in keyof M]: { readonly params: unknown; readonly value: unknown } };

/** Why a call brought no value. `message` is for the user's eyes. */
export class CallError extends Error {
	override readonly name = 'CallError';
	/** `timeout` and `closed` are the caller's own; the others are the host's words. */
	readonly kind: string;

	constructor(kind: string, message: string) {
		super(message);
		this.kind = kind;
	}
}

export interface Caller<M extends Methods<M>> {
	/** Rejects with a `CallError` and with nothing else. */
	call<K extends keyof M & string>(method: K, params: M[K]['params']): Promise<M[K]['value']>;
	/** Takes every message that arrives; true where it was the reply to a call of this caller. */
	receive(message: unknown): boolean;
	/** Rejects what is pending and everything later. */
	dispose(): void;
}

interface CallerOptions {
	/** The panel to speak with. */
	readonly to: string;
	/** Tells the ids of this page from those of the page before a reload, whose replies may still arrive. */
	readonly life: string;
	readonly post: (message: RequestMessage) => void;
	readonly setTimer: (callback: () => void, delay: number) => () => void;
	/** How long to wait for a reply, in ms. */
	readonly timeout: number;
}

export function createCaller<M extends Methods<M>>(options: CallerOptions): Caller<M> {
	const pending = new Map<string, (reply: ReplyMessage | CallError) => void>();
	let calls = 0;
	let closed = false;

	function call(method: string, params: unknown): Promise<unknown> {
		if (closed) {
			return Promise.reject(new CallError('closed', 'closed'));
		}
		calls += 1;
		const id = `${options.life}/${calls}`;
		return new Promise((resolve, reject) => {
			const stopTimer = options.setTimer(() => settle(new CallError('timeout', 'no answer')), options.timeout);
			function settle(reply: ReplyMessage | CallError): void {
				stopTimer();
				pending.delete(id);
				if (reply instanceof CallError) {
					reject(reply);
				} else if (reply.ok) {
					resolve(reply.value);
				} else {
					reject(new CallError(reply.kind, reply.message));
				}
			}
			pending.set(id, settle);
			try {
				options.post({ type: 'request', to: options.to, id, method, params });
			} catch {
				settle(new CallError('closed', 'could not be posted'));
			}
		});
	}

	return {
		// One cast for all methods: what a method answers is the contract between two programs of the same build.
		call: call as Caller<M>['call'],
		receive(message) {
			const settle = isReply(message) ? pending.get(message.id) : undefined;
			settle?.(message as ReplyMessage);
			return settle !== undefined;
		},
		dispose() {
			closed = true;
			for (const settle of [...pending.values()]) {
				settle(new CallError('closed', 'closed'));
			}
		},
	};
}

/** What the host does when called. A `CallError` thrown is told to the page; anything else is told as `failed`, without details. */
export type Handlers<M extends Methods<M>> = {
	readonly [K in keyof M]: (params: M[K]['params']) => M[K]['value'] | Promise<M[K]['value']>;
};

/** What a page may send: nothing reaches a handler that its guard did not let through. */
export type Guards<M extends Methods<M>> = {
	readonly [K in keyof M]: (params: unknown) => params is M[K]['params'];
};

interface Responder {
	/** Takes every message that arrives; garbage, and what is meant for another panel, gets no answer. */
	receive(message: unknown): void;
	/** Nothing is handled or answered afterwards. */
	dispose(): void;
}

interface ResponderOptions<M extends Methods<M>> {
	/** The panel that answers. */
	readonly to: string;
	readonly guards: Guards<M>;
	readonly handlers: Handlers<M>;
	readonly post: (message: ReplyMessage) => void;
	/** Called with what a handler threw that is no `CallError`: an error of ours. */
	readonly onFault: (method: string, reason: unknown) => void;
	/** What the page is told of such an error. */
	readonly faultMessage: () => string;
}

export function createResponder<M extends Methods<M>>(options: ResponderOptions<M>): Responder {
	let closed = false;

	async function answer(id: string, method: keyof M & string, params: unknown): Promise<void> {
		let reply: ReplyMessage;
		try {
			reply = { type: 'reply', id, ok: true, value: await options.handlers[method](params) };
		} catch (reason) {
			if (!(reason instanceof CallError)) {
				options.onFault(method, reason);
			}
			const error = reason instanceof CallError ? reason : new CallError('failed', options.faultMessage());
			reply = { type: 'reply', id, ok: false, kind: error.kind, message: error.message };
		}
		if (!closed) {
			options.post(reply);
		}
	}

	/** Own keys only: a page that calls `constructor` or `__proto__` calls nothing. */
	function isMethod(method: string): method is keyof M & string {
		return Object.hasOwn(options.guards, method);
	}

	return {
		receive(message) {
			if (closed || !isRequest(message) || message.to !== options.to) {
				return;
			}
			const { id, method, params } = message;
			if (isMethod(method) && options.guards[method](params)) {
				void answer(id, method, params);
			}
		},
		dispose() {
			closed = true;
		},
	};
}
