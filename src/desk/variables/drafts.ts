// Unsaved edits of custom variables: in memory, and in the secret storage over a reload.
import type { Id } from '../../service/model';
import type { Clock, Log } from '../../service/ports';
import { isSendable } from './validation';
import type { VariableEdit } from './variableEdits';

/** The part of VS Code's secret storage that is used. Every function may reject, for instance without a key ring. */
export interface SecretPort {
	get(key: string): PromiseLike<string | undefined>;
	store(key: string, value: string): PromiseLike<void>;
	delete(key: string): PromiseLike<void>;
}

/** The owners of the stored drafts, because the keys of secret storage can't be listed. */
interface DraftIndex {
	list(): readonly DraftOwner[];
	write(owners: readonly DraftOwner[]): PromiseLike<void>;
}

export interface DraftOwner {
	readonly site: string;
	readonly visitor: Id;
}

export interface DraftEdit extends VariableEdit {
	/** Instant (ms) of the last change. */
	readonly at: number;
	/** Other unsaved values of the same variable: typed in another window, or before a command's value took their place. */
	readonly also?: readonly string[];
}

export interface Drafts {
	/** Brings back the stored drafts of a visitor, once. Never rejects; if secret storage failed, the next call tries again. */
	load(owner: DraftOwner): Promise<void>;
	edits(owner: DraftOwner): readonly DraftEdit[];
	/** Replaces the edits of a visitor; an empty list removes the draft. */
	change(owner: DraftOwner, edits: readonly VariableEdit[]): void;
	/** Adds an edit. Another unsaved value of the same variable stays beside it, as one of `also`. */
	add(owner: DraftOwner, edit: VariableEdit): void;
	/** False after secret storage failed: drafts are then lost when the window reloads. */
	readonly keptOverReload: boolean;
	onChange(listener: (owner: DraftOwner) => void): () => void;
	/** Removes every draft of a site, in memory and in the secret storage. */
	wipe(site: string): Promise<void>;
	/** Stores at once what is still to be stored. */
	flush(): Promise<void>;
	dispose(): void;
}

interface DraftsOptions {
	readonly secrets: SecretPort;
	readonly index: DraftIndex;
	/** Distinguishes the stored edits of this window from those of others for the same visitor. */
	readonly windowId: string;
	readonly clock: Clock;
	readonly log: Log;
}

interface StoredEdit {
	readonly windowId: string;
	readonly edit: DraftEdit;
}

/** Time (ms) from the last change until it is stored. */
const storeDelay = 250;

export function createDrafts({ secrets, index, windowId, clock, log }: DraftsOptions): Drafts {
	const drafts = new Map<string, { readonly owner: DraftOwner; readonly edits: readonly DraftEdit[] }>();
	/** Running and finished loads. Loads that failed, or whose site was wiped, are removed. */
	const loads = new Map<string, { done: Promise<void> }>();
	/** Owners whose stored drafts could not be read. */
	const unread = new Set<string>();
	/** Names whose stored edits this window has loaded: it may remove those edits, whichever window stored them. */
	const owned = new Map<string, Set<string>>();
	/** The drafts that wait to be stored. */
	const timers = new Map<string, { readonly owner: DraftOwner; readonly cancel: () => void }>();
	const listeners = new Set<(owner: DraftOwner) => void>();
	let storing: Promise<void> = Promise.resolve();
	let keptOverReload = true;

	function put(owner: DraftOwner, edits: readonly DraftEdit[]): void {
		const key = keyOf(owner);
		if (edits.length === 0) {
			drafts.delete(key);
		} else {
			drafts.set(key, { owner, edits });
		}
		for (const listener of listeners) {
			listener(owner);
		}
	}

	async function read(key: string): Promise<readonly StoredEdit[]> {
		const text = await secrets.get(key);
		return text === undefined ? [] : parseStored(text);
	}

	function load(owner: DraftOwner): Promise<void> {
		const key = keyOf(owner);
		const known = loads.get(key);
		if (known) {
			return known.done;
		}
		const started = { done: Promise.resolve() };
		loads.set(key, started);
		started.done = bringBack(owner, () => loads.get(key) === started);
		return started.done;
	}

	/** `isCurrent` is false once the site was wiped: its drafts must not come back. */
	async function bringBack(owner: DraftOwner, isCurrent: () => boolean): Promise<void> {
		const key = keyOf(owner);
		try {
			const stored = await read(key);
			if (!isCurrent()) {
				return;
			}
			unread.delete(key);
			const mine = drafts.get(key)?.edits ?? [];
			const names = new Set(mine.map(({ name }) => name));
			const back = newestByName(stored).filter(({ name }) => !names.has(name));
			owned.set(key, new Set([...(owned.get(key) ?? []), ...back.map(({ name }) => name)]));
			if (back.length > 0) {
				put(owner, [...mine, ...back]);
			}
		} catch {
			if (isCurrent()) {
				loads.delete(key);
				unread.add(key);
			}
			refused();
		}
	}

	/** Logs the failure once: without a key ring, every call fails. */
	function refused(): void {
		if (keptOverReload) {
			log.warn("Secret storage isn't available: unsaved edits are lost when the window reloads.");
		}
		keptOverReload = false;
		for (const { owner } of drafts.values()) {
			for (const listener of listeners) {
				listener(owner);
			}
		}
	}

	/** Reads before it writes, so that other windows' edits of the same visitor stay. */
	async function store(owner: DraftOwner): Promise<void> {
		const key = keyOf(owner);
		try {
			const mine = drafts.get(key)?.edits ?? [];
			const replaced = owned.get(key) ?? new Set();
			const others = (await read(key)).filter(
				(stored) => stored.windowId !== windowId && !replaced.has(stored.edit.name),
			);
			const next: readonly StoredEdit[] = [...others, ...mine.map((edit) => ({ windowId, edit }))];
			const rest = index.list().filter((known) => keyOf(known) !== key);
			if (next.length === 0) {
				await secrets.delete(key);
				await index.write(rest);
			} else {
				await index.write([...rest, { site: owner.site, visitor: owner.visitor }]);
				await secrets.store(key, JSON.stringify(next));
			}
			keptOverReload = true;
			if (unread.has(key)) {
				void load(owner); // secret storage works again
			}
		} catch {
			refused();
		}
	}

	/** One at a time: two writes of one secret must not overtake each other. */
	function storeNow(owner: DraftOwner): Promise<void> {
		timers.get(keyOf(owner))?.cancel();
		timers.delete(keyOf(owner));
		storing = storing.then(() => store(owner));
		return storing;
	}

	function edits(owner: DraftOwner): readonly DraftEdit[] {
		return drafts.get(keyOf(owner))?.edits ?? [];
	}

	function putAndStore(owner: DraftOwner, next: readonly DraftEdit[]): void {
		const key = keyOf(owner);
		put(owner, next);
		timers.get(key)?.cancel();
		timers.set(key, { owner, cancel: clock.setTimer(() => void storeNow(owner), storeDelay) });
	}

	return {
		load,
		edits,
		change(owner, next) {
			const before = new Map(edits(owner).map((edit) => [edit.name, edit]));
			putAndStore(
				owner,
				next.map((edit) => {
					const known = before.get(edit.name);
					const same = known && known.value === edit.value && known.url === edit.url && known.base === edit.base;
					return same ? known : { ...known, ...edit, at: clock.now() };
				}),
			);
		},
		add(owner, edit) {
			const known = edits(owner).find(({ name }) => name === edit.name);
			const others = edits(owner).filter(({ name }) => name !== edit.name);
			const beside = known ? [known.value, ...(known.also ?? [])] : [];
			putAndStore(owner, [...others, beside.reduce(withAlso, { ...edit, at: clock.now() })]);
		},
		get keptOverReload() {
			return keptOverReload;
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async wipe(site) {
			for (const { owner } of [...drafts.values()].filter((draft) => draft.owner.site === site)) {
				timers.get(keyOf(owner))?.cancel();
				timers.delete(keyOf(owner));
				put(owner, []);
			}
			// Before anything is awaited: a load that is under way must not bring drafts of the site back.
			const prefix = `frontdesk.draft.${site}.`;
			for (const key of [...loads.keys(), ...unread].filter((each) => each.startsWith(prefix))) {
				loads.delete(key);
				unread.delete(key);
				owned.delete(key);
			}
			await storing;
			const owners = index.list().filter((owner) => owner.site === site);
			await Promise.all(owners.map((owner) => secrets.delete(keyOf(owner))));
			// Last: while secret storage is locked, the index is the only list of what is left to delete.
			await index.write(index.list().filter((owner) => owner.site !== site));
		},
		async flush() {
			await Promise.all([...timers.values()].map(({ owner }) => storeNow(owner)));
			await storing;
		},
		dispose() {
			for (const { cancel } of timers.values()) {
				cancel();
			}
			timers.clear();
			listeners.clear();
		},
	};
}

function keyOf({ site, visitor }: DraftOwner): string {
	return `frontdesk.draft.${site}.${visitor}`;
}

/** The newest edit of each variable, with the other values beside it. */
function newestByName(stored: readonly StoredEdit[]): readonly DraftEdit[] {
	const byName = new Map<string, DraftEdit>();
	for (const { edit } of [...stored].sort((a, b) => b.edit.at - a.edit.at)) {
		const newest = byName.get(edit.name);
		byName.set(edit.name, newest ? withAlso(newest, edit.value) : edit);
	}
	return [...byName.values()];
}

/** The edit with another unsaved value of its variable. */
function withAlso(edit: DraftEdit, value: string): DraftEdit {
	const { also = [] } = edit;
	return value === edit.value || also.includes(value) ? edit : { ...edit, also: [...also, value] };
}

/** Ignores what isn't in the format of this version. */
function parseStored(text: string): readonly StoredEdit[] {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return [];
	}
	return Array.isArray(parsed) ? parsed.filter(isStoredEdit) : [];
}

function isStoredEdit(value: unknown): value is StoredEdit {
	const { windowId, edit } = (value ?? {}) as { windowId?: unknown; edit?: Partial<Record<keyof DraftEdit, unknown>> };
	return (
		typeof windowId === 'string' &&
		typeof edit === 'object' &&
		edit !== null &&
		typeof edit.name === 'string' &&
		isSendable(edit.name) &&
		typeof edit.value === 'string' &&
		typeof edit.url === 'string' &&
		typeof edit.at === 'number'
	);
}
