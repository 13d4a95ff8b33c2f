// The data model: agents, visitors, custom variables and names.

/** In lower case: GUIDs differ in case between calls (docs/api.md#ids). */
export type Id = string;

export interface Agent {
	readonly id: Id;
	/** As it came: `Online`, `Away`, `Offline` or a custom away status. Compare with `sameStatus`. */
	readonly status: string;
	readonly ongoingChats: number;
	/** Unknown fields, as they came. */
	readonly more: Readonly<Record<string, unknown>>;
}

/** A custom field or a custom variable. `url` is a resolved template and may be no URL at all. */
export interface NamedValue {
	readonly name: string;
	readonly value: string;
	readonly url: string;
}

/** The 15 documented words, in the order of the numbers that older editions send (docs/api.md#visitor-status). */
export const visitorStatuses = [
	'waitingForChat',
	'voiceChatting',
	'chatting',
	'preChat',
	'manuallyInvited',
	'autoInvited',
	'offlineMessage',
	'refusedByOperator',
	'refusedByVisitor',
	'chatEnded',
	'inSite',
	'outOfSite',
	'transferring',
	'manuallyInvitedByWindow',
	'systemProcessing',
] as const;

export type VisitorStatus = (typeof visitorStatuses)[number];

/**
 * A visitor. Text that is missing, null or empty is `''`; a number or an instant that is missing or means nothing is `undefined`.
 * Instants are ms since 1970 UTC. Strangers control every text, so texts must only be shown as plain text.
 */
export interface Visitor {
	readonly id: Id;
	/** One of the 15 words in its documented spelling, else as it came. */
	readonly status: VisitorStatus | (string & {});
	readonly name: string;
	readonly email: string;
	readonly phone: string;
	readonly company: string;
	readonly ip: string;
	readonly country: string;
	readonly state: string;
	readonly city: string;
	readonly timeZone: string;
	readonly language: string;
	readonly browser: string;
	readonly operatingSystem: string;
	readonly screenResolution: string;
	readonly flashVersion: string;
	/** Start of the visit, not of the wait. */
	readonly visitTime: number | undefined;
	readonly firstVisitTime: number | undefined;
	readonly visits: number | undefined;
	readonly chats: number | undefined;
	readonly pageViews: number | undefined;
	readonly currentBrowsing: string;
	readonly landingPage: string;
	readonly referrerUrl: string;
	readonly searchEngine: string;
	readonly searchKeywords: string;
	/** `''` for no department: the service sends the zero GUID. */
	readonly departmentId: Id;
	readonly productService: string;
	readonly customFields: readonly NamedValue[];
	readonly customVariableResults: readonly NamedValue[];
	/** Unknown fields, and known ones whose value could not be read, as they came. */
	readonly more: Readonly<Record<string, unknown>>;
}

/** The service's name of an agent or a department (docs/api.md#optional-calls). */
export interface Named {
	readonly id: Id;
	/** Never blank. */
	readonly name: string;
}

export type VariableType = 'text' | 'integer' | 'decimal';

/** A custom variable as the site defines it: the type of the value of a visitor's variable with that name. */
export interface VariableDefinition {
	readonly name: string;
	readonly type: VariableType;
}

/** Compares two statuses: the service changes their case between request and answer (docs/api.md#status-words). */
export function sameStatus(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The id that the service sent as this text, maybe in braces: .NET also writes a GUID as `{…}`. Undefined if it can't be one. */
export function idIn(text: string): Id | undefined {
	const id = withoutBraces(text).toLowerCase();
	return isId(id) ? id : undefined;
}

export function withoutBraces(text: string): string {
	return text.trim().replace(/^\{(.*)\}$/, '$1');
}

/**
 * Whether a text can be an id. The reference has GUIDs; any short word of letters, digits, hyphens and underscores is accepted.
 * So an id is safe in a URL, a tree id, a context value and HTML.
 */
export function isId(text: string): boolean {
	return /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/.test(text);
}
