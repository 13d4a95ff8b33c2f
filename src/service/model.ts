// The Chat Server's own nouns as the rest of the program sees them: plain, complete, read-only; how they are read from JSON is in schema.ts.

/** An id as the service gives it, lower case: GUIDs differ in case between calls (API.md, Quirks). */
export type Id = string;

export interface Agent {
	readonly id: Id;
	/** As it came: `Online`, `Away`, `Offline` or a custom away status. Compare with `sameStatus`. */
	readonly status: string;
	readonly ongoingChats: number;
	/** Fields that nobody knows, as they came. */
	readonly more: Readonly<Record<string, unknown>>;
}

/** A custom field or a custom variable. `url` is a resolved template and may be no URL at all. */
export interface NamedValue {
	readonly name: string;
	readonly value: string;
	readonly url: string;
}

/** The 15 documented words, in the order of the numbers that older editions send (API.md, Quirks). */
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
 * Instants are ms since 1970 UTC. Everything in here was typed by a stranger: hostile until shown as plain text.
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
	/** `''` where the service sent the zero GUID: no department. */
	readonly departmentId: Id;
	readonly productService: string;
	readonly customFields: readonly NamedValue[];
	readonly customVariableResults: readonly NamedValue[];
	/** Unknown fields, and known ones whose value could not be read (an odd date), as they came. */
	readonly more: Readonly<Record<string, unknown>>;
}

/** What the service calls an agent or a department, where it tells (API.md, Sister endpoints). */
export interface Named {
	readonly id: Id;
	/** Never blank. */
	readonly name: string;
}

export type VariableType = 'text' | 'integer' | 'decimal';

/** A custom variable as the site defines it: what a visitor's variable of that name shall hold. */
export interface VariableDefinition {
	readonly name: string;
	readonly type: VariableType;
}

/** Whether two status words mean the same: the service changes case between request and answer (API.md, Quirks). */
export function sameStatus(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/**
 * Whether a text can be an id: GUIDs by the reference, but any short word of letters, digits, hyphens and underscores is taken.
 * Nothing else is, so an id is safe in a URL, a tree id, a context value and HTML.
 */
export function isId(text: string): boolean {
	return /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/.test(text);
}
