// The envelopes of messages between a page and its host, and the guards that check what arrives.

/** A question of the page. `to` names the panel that it believes to speak with. */
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
			/** In the user's words: the page shows it as it is. */
			readonly message: string;
	  };

/** Something that the host tells without being asked. */
export interface EventMessage {
	readonly type: 'event';
	readonly name: string;
	readonly value: unknown;
}

/** Far longer than any id or method of ours: what is longer is not from us. */
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
