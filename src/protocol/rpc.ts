// Remote calls over any post function: a caller for the page, a responder for the host.
import { isReply, isRequest, type ReplyMessage, type RequestMessage } from './messages';

/** The methods that can be called, with the type of parameters and result; both must be representable in JSON. */
type Methods<M> = { readonly [K in keyof M]: { readonly params: unknown; readonly value: unknown } };

/** Why a call failed. `message` is shown to the user. */
export class CallError extends Error {
	override readonly name = 'CallError';
	/** `timeout` and `closed` come from the caller itself; the others from the host. */
	readonly kind: string;

	constructor(kind: string, message: string) {
		super(message);
		this.kind = kind;
	}
}

export interface Caller<M extends Methods<M>> {
	/** Rejects only with a `CallError`. */
	call<K extends keyof M & string>(method: K, params: M[K]['params']): Promise<M[K]['value']>;
	/** Handles a message; pass every message that arrives. Returns true if it was the reply to a call of this caller. */
	receive(message: unknown): boolean;
}

interface CallerOptions {
	/** The key of the panel. */
	readonly to: string;
	/** Distinguishes the ids of this page from those of the page before a reload, whose replies may still arrive. */
	readonly life: string;
	readonly post: (message: RequestMessage) => void;
	readonly setTimer: (callback: () => void, delay: number) => () => void;
	/** How long to wait for a reply, in ms. */
	readonly timeout: number;
}

export function createCaller<M extends Methods<M>>(options: CallerOptions): Caller<M> {
	const pending = new Map<string, (reply: ReplyMessage) => void>();
	let calls = 0;

	function call(method: string, params: unknown): Promise<unknown> {
		calls += 1;
		const id = `${options.life}/${calls}`;
		return new Promise((resolve, reject) => {
			const stopTimer = options.setTimer(() => fail('timeout', 'no answer'), options.timeout);
			function end(): void {
				stopTimer();
				pending.delete(id);
			}
			function fail(kind: string, message: string): void {
				end();
				reject(new CallError(kind, message));
			}
			pending.set(id, (reply) => {
				if (reply.ok) {
					end();
					resolve(reply.value);
				} else {
					fail(reply.kind, reply.message);
				}
			});
			try {
				options.post({ type: 'request', to: options.to, id, method, params });
			} catch {
				fail('closed', 'could not be posted');
			}
		});
	}

	return {
		// Not validated: page and host are from the same build.
		call: call as Caller<M>['call'],
		receive(message) {
			const settle = isReply(message) ? pending.get(message.id) : undefined;
			settle?.(message as ReplyMessage);
			return settle !== undefined;
		},
	};
}

/** The host's methods. A thrown `CallError` is sent to the page; any other error is sent as `failed`, without details. */
export type Handlers<M extends Methods<M>> = {
	readonly [K in keyof M]: (params: M[K]['params']) => M[K]['value'] | Promise<M[K]['value']>;
};

/** Guards for the parameters: a handler is only called if its guard accepts them. */
export type Guards<M extends Methods<M>> = {
	readonly [K in keyof M]: (params: unknown) => params is M[K]['params'];
};

interface Responder {
	/** Handles a message; pass every message that arrives. Invalid messages, and those for another panel, get no answer. */
	receive(message: unknown): void;
	/** Stops handling and answering. */
	dispose(): void;
}

interface ResponderOptions<M extends Methods<M>> {
	/** The key of the panel. */
	readonly to: string;
	readonly guards: Guards<M>;
	readonly handlers: Handlers<M>;
	readonly post: (message: ReplyMessage) => void;
	/** Called with an error of a handler that isn't a `CallError`. */
	readonly onInternalError: (method: string, reason: unknown) => void;
	/** The message that the page gets for such an error. */
	readonly internalErrorMessage: () => string;
}

export function createResponder<M extends Methods<M>>(options: ResponderOptions<M>): Responder {
	let closed = false;

	async function answer(id: string, method: keyof M & string, params: unknown): Promise<void> {
		let reply: ReplyMessage;
		try {
			reply = { type: 'reply', id, ok: true, value: await options.handlers[method](params) };
		} catch (reason) {
			if (!(reason instanceof CallError)) {
				options.onInternalError(method, reason);
			}
			const error = reason instanceof CallError ? reason : new CallError('failed', options.internalErrorMessage());
			reply = { type: 'reply', id, ok: false, kind: error.kind, message: error.message };
		}
		if (!closed) {
			options.post(reply);
		}
	}

	/** Checks own keys only, so that `constructor` or `__proto__` can't be called. */
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
