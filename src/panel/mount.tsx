// The page of a visitor panel: connects the host's messages with what is shown.
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { noticeWords } from '../present/details/detailsWords';
import { isEvent, isRecord, type RequestMessage } from '../protocol/messages';
import { createCaller } from '../protocol/rpc';
import {
	editEvent,
	flushEvent,
	isPanelState,
	type PanelBoot,
	type PanelMethods,
	type PanelSnapshot,
	type PanelState,
	snapshotEvent,
} from '../protocol/visitorPanel';
import { Announcements, createAnnouncements } from './announcements';
import { createHostClock } from './clock';
import { attempt, type EditableRow, noResponseText, Panel, type PanelContext } from './context';
import { createEdits, type SetTimer } from './edits';
import { Page } from './page';
import { watchPress } from './press';
import { watchSeen } from './seen';
import { keepFocus } from './steadyPage';

export interface VsCodeApi {
	postMessage(message: RequestMessage): void;
	getState(): unknown;
	setState(state: PanelState): void;
}

interface Clock {
	readonly now: () => number;
	readonly setTimer: SetTimer;
}

/** How long the page waits for the host (ms). The host answers every call at once. */
const answerWithin = 5000;

/** How often waits and ages are updated, in ms: the smallest step of a wait (docs/rules.md#rule-10). */
const tickEvery = 10_000;

/** @param clock the page's own */
export function mountPage(boot: PanelBoot, vscode: VsCodeApi, clock: Clock = { now: Date.now, setTimer }): void {
	if (boot.texts) {
		l10n.config({ contents: { ...boot.texts } });
	}
	const kept = vscode.getState();
	const showEmpty = isPanelState(kept) && kept.showEmpty === true;
	let state: PanelState = { ...boot.state, preview: boot.snapshot.preview, showEmpty };
	vscode.setState(state);
	if (isPanelState(kept) && kept.visitor !== boot.state.visitor) {
		// VS Code scrolls a new page to where the page before it was: that of another visitor.
		window.addEventListener('load', () => window.scrollTo(0, 0));
	}

	const root = document.body.appendChild(document.createElement('div'));
	let snapshot = boot.snapshot;
	let isSilent = false;
	const hostClock = createHostClock(clock.now);
	const announcements = createAnnouncements(clock.setTimer, () => queueMicrotask(show));
	const host = createCaller<PanelMethods>({
		to: boot.panel,
		life: crypto.randomUUID(),
		post: (message) => vscode.postMessage(message),
		setTimer: clock.setTimer,
		timeout: answerWithin,
	});
	const { announce, showToast } = announcements;
	const rows = new Map<string, EditableRow>();
	const { whenUp } = watchPress(document, clock.setTimer);
	keepFocus();
	const run: PanelContext['run'] = (method, params, failed) =>
		attempt({ showToast }, host.call(method, params), failed);
	const parts = { host, run, edits: createEdits(document, clock.setTimer), rows, save, announce, showToast, whenUp };
	const seen = watchSeen(document, clock.setTimer, () => {
		// An unanswered "seen" only leaves the marks where they are.
		host.call('seen', { revision: snapshot.revision }).catch(() => undefined);
	});

	function show(): void {
		const { details } = snapshot;
		const { possible } = details.editing;
		render(
			<Panel.Provider
				value={{ ...parts, now: hostClock.now(), showEmpty: state.showEmpty === true, canEdit: possible }}
			>
				<Page
					details={details}
					isPreview={snapshot.preview}
					isSilent={isSilent}
					onToggleEmpty={toggleEmpty}
					onAsk={() => void ask()}
				/>
				<Announcements {...announcements.current()} />
			</Panel.Provider>,
			root,
		);
		seen.expect(details.sections.some(({ rows }) => rows.some(({ changed }) => changed)));
	}

	function toggleEmpty(): void {
		store({ showEmpty: !state.showEmpty });
		show();
	}

	function store(change: Partial<PanelState>): void {
		state = { ...state, ...change };
		vscode.setState(state);
	}

	function take(next: PanelSnapshot): void {
		isSilent = false;
		if (next.revision >= snapshot.revision) {
			announceChanges(snapshot, next);
			snapshot = next;
		}
		if (snapshot.preview !== state.preview) {
			store({ preview: snapshot.preview });
		}
		whenUp(show);
	}

	/** Once for each change, and not for each poll: another status, else another kind of notice. */
	function announceChanges({ details: before }: PanelSnapshot, { details: { header, notice } }: PanelSnapshot): void {
		if (header.status !== '' && header.status !== before.header.status) {
			announce(`${header.label}: ${header.status}`);
		} else if (notice && notice.kind !== before.notice?.kind) {
			announce(noticeWords(notice, hostClock.now()));
		}
	}

	async function save(): Promise<void> {
		await parts.edits.flush();
		const all = snapshot.details.sections.flatMap((section) => section.rows);
		const blocked = all.find(({ variable }) => variable?.error ?? variable?.conflict);
		if (blocked) {
			rows.get(blocked.key)?.showBlock();
		} else {
			await run('save', null, l10n.t("Frontdesk doesn't respond. Your edits are still here."));
		}
	}

	async function flush(): Promise<void> {
		await parts.edits.flush();
		const unsent = [...rows.values()].some((row) => row.holdsText());
		host.call('flushed', { unsent }).catch(() => undefined); // the host stops waiting by itself
	}

	async function ask(): Promise<void> {
		const asked = clock.now();
		try {
			const answer = await host.call('state', null);
			hostClock.hearAnswer(answer.now, asked);
			take(answer);
		} catch {
			isSilent = true;
			announce(noResponseText());
			whenUp(show);
		}
	}

	window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (host.receive(data) || !isEvent(data)) {
			return;
		}
		const { name, value } = data;
		if (name === snapshotEvent && isSnapshot(value)) {
			hostClock.hear(value.now);
			take(value);
		} else if (name === editEvent) {
			rows.get(String(value))?.open();
		} else if (name === flushEvent) {
			void flush();
		}
	});

	function tick(): void {
		whenUp(show);
		clock.setTimer(tick, tickEvery);
	}

	tick();
	void ask();
}

function setTimer(callback: () => void, delay: number): () => void {
	const timer = setTimeout(callback, delay);
	return () => clearTimeout(timer);
}

/** Tells the host's messages from those of others, such as VS Code's own scripts. */
function isSnapshot(value: unknown): value is PanelSnapshot {
	return isRecord(value) && typeof value.revision === 'number' && isRecord(value.details);
}
