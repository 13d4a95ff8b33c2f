// The page of a visitor panel in a document without a browser, with a host that a test plays.
import { options as preact } from 'preact';
import type { DeskState, WatchedVisitor } from '../../src/desk/state';
import { mountPage } from '../../src/panel/mount';
import { notEditing, visitorDetails } from '../../src/present/details/details';
import type { DetailsPage, EditingState, VisitorDetails } from '../../src/present/details/detailsModel';
import type { VariableRowsOptions } from '../../src/present/details/variableRows';
import type { RequestMessage } from '../../src/protocol/messages';
import { snapshotEvent } from '../../src/protocol/visitorPanel';
import type { Visitor } from '../../src/service/model';
import { manualClock } from '../fixtures/manualClock';
import { full, id, now, state } from '../present/details/detailsFixtures';
import { openDom } from './dom';

// Effects run in the next turn, so that a test can wait for them: by default they wait for a frame, or for real milliseconds.
preact.requestAnimationFrame = (callback) => void setImmediate(callback);

export type Editing = Partial<EditingState & VariableRowsOptions>;

interface Around {
	readonly watched?: Partial<WatchedVisitor>;
	readonly desk?: Partial<DeskState>;
	readonly pages?: readonly DetailsPage[];
}

/** The content of a panel whose variables can be edited. */
export function editable(change: Partial<Visitor> = {}, editing: Editing = {}, around: Around = {}): VisitorDetails {
	return visitorDetails({
		id,
		site: 'api15.example',
		state: state({ ...full, ...change }, around.watched, around.desk),
		otherSite: false,
		...(around.pages && { pages: around.pages }),
		editing: {
			...notEditing,
			possible: true,
			drafts: editing.edits?.length ?? 0,
			...editing,
		},
	});
}

/** What the host answers to a method of the page; null where nothing is said. */
type Answers = Readonly<Record<string, (params: unknown) => unknown>>;

/** As an answer: the host doesn't respond. */
export const silence = Symbol('silence');

interface PageOptions {
	readonly preview?: boolean;
	/** What VS Code has kept of the page before. */
	readonly kept?: unknown;
}

export async function openPage(first: VisitorDetails, answers: Answers = {}, options: PageOptions = {}) {
	const dom = openDom();
	const { document } = dom;
	const clock = manualClock(now);
	const requests: RequestMessage[] = [];
	/** By how much (ms) the host's clock is ahead of the page's. */
	let ahead = 0;
	let details = first;
	let revision = 1;
	let preview = options.preview ?? false;
	let kept = options.kept;
	const snapshot = () => ({ revision, now: clock.now() + ahead, preview, details });

	/** Messages have been answered, what they change has been rendered, and the turn is over for timers without a delay. */
	async function settled(): Promise<void> {
		for (let turn = 0; turn < 3; turn++) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		await clock.advance(0);
	}

	function deliver(data: unknown): void {
		window.dispatchEvent(Object.assign(new window.Event('message'), { data }));
	}

	function answer({ id: call, method, params }: RequestMessage): void {
		const said = answers[method]?.(params);
		const value = said ?? (method === 'state' ? snapshot() : null);
		if (value !== silence) {
			deliver({ type: 'reply', id: call, ok: true, value });
		}
	}

	mountPage(
		{ panel: 'p', state: { site: 's', visitor: id }, snapshot: snapshot(), texts: null },
		{
			postMessage(message) {
				requests.push(message);
				queueMicrotask(() => answer(message));
			},
			getState: () => kept,
			setState(state) {
				kept = state;
			},
		},
		clock,
	);
	await settled();

	const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
	return {
		document,
		clock,
		all,
		/** Calls of a method, as their parameters. */
		calls: (method: string) => requests.filter((each) => each.method === method).map(({ params }) => params),
		/** What VS Code keeps of the page. */
		kept: () => kept,
		/** The host has made the preview a panel that stays, or the other way round: the next snapshot says so. */
		setPreview(now: boolean) {
			preview = now;
		},
		/** The host's clock is as far ahead (ms) from now on. */
		setAhead(ms: number) {
			ahead = ms;
		},
		async event(name: string, value: unknown) {
			deliver({ type: 'event', name, value });
			await settled();
		},
		/** A snapshot comes. */
		async show(next: VisitorDetails, sentAt = clock.now() + ahead) {
			details = next;
			revision += 1;
			deliver({ type: 'event', name: snapshotEvent, value: { ...snapshot(), now: sentAt } });
			await settled();
		},
		one(selector: string): HTMLElement {
			const found = document.querySelector<HTMLElement>(selector);
			if (!found) {
				throw new Error(`nothing matches ${selector}`);
			}
			return found;
		},
		/** The row of that name. */
		row: (name: string) => all('.row').find((row) => row.querySelector('.name')?.textContent === name),
		/** The button with these words or this name. */
		button(name: string): HTMLElement {
			const found = all('button').find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name);
			if (!found) {
				throw new Error(`no button ${name}`);
			}
			return found;
		},
		async click(element: HTMLElement) {
			element.focus();
			element.click();
			await settled();
		},
		/** Types into a field, with the caret at the end. */
		async type(field: HTMLElement, text: string) {
			(field as HTMLInputElement).value = text;
			field.dispatchEvent(new window.Event('input', { bubbles: true }));
			await settled();
		},
		async press(element: HTMLElement, key: string, options: object = {}) {
			element.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
			await settled();
		},
		/** What has the focus: its name, else its tag and class. */
		focused() {
			const { activeElement: element } = document;
			const name = element?.getAttribute('aria-label');
			return name ?? [element?.tagName.toLowerCase(), element?.className].filter(Boolean).join('.');
		},
		/** Whether anything matches. */
		has: (selector: string) => document.querySelector(selector) !== null,
		/** The text of an element, as it is copied and read out. */
		textOf: (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim(),
		close: dom.close,
	};
}

export type OpenPage = Awaited<ReturnType<typeof openPage>>;
