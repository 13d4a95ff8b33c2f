// The envelopes of messages between a page and its host, and the guards that check what arrives.

/** A request of the page. `to` is the key of the panel. */
export interface RequestMessage {
	readonly type: 'request';
	readonly to: string;
	readonly id: string;
	readonly method: string;
	readonly params: unknown;
}

export type ReplyMessage =
	| { readonly type: 'reply'; readonly id: string; readonly ok: true; readonly value: unknown }
	| {
			readonly type: 'reply';
			readonly id: string;
			readonly ok: false;
			readonly kind: string;
			/** Shown to the user as it is. */
			readonly message: string;
	  };

/** A message of the host that isn't a reply. */
export interface EventMessage {
	readonly type: 'event';
	readonly name: string;
	readonly value: unknown;
}

/** Maximum length of ids and methods. Frontdesk's own are much shorter. */
const maxWord = 200;

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A short text of at least one character. */
function isWord(value: unknown): value is string {
	return typeof value === 'string' && value !== '' && value.length <= maxWord;
}

export function isRequest(message: unknown): message is RequestMessage {
	return (
		isRecord(message) &&
		message.type === 'request' &&
		isWord(message.to) &&
		isWord(message.id) &&
		isWord(message.method)
	);
}

export function isReply(message: unknown): message is ReplyMessage {
	if (!isRecord(message) || message.type !== 'reply' || !isWord(message.id)) {
		return false;
	}
	return (
		message.ok === true ||
		(message.ok === false && typeof message.kind === 'string' && typeof message.message === 'string')
	);
}

export function isEvent(message: unknown): message is EventMessage {
	return isRecord(message) && message.type === 'event' && isWord(message.name);
}
