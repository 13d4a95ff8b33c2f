// The entry of the visitor panel's page: connects the host's snapshots with the view.
import * as l10n from '@vscode/l10n';
import { isEvent, isRecord, type RequestMessage } from '../protocol/messages';
import { createCaller } from '../protocol/rpc';
import {
	isPanelState,
	type PanelBoot,
	type PanelMethods,
	type PanelSnapshot,
	type PanelState,
	snapshotEvent,
} from '../protocol/visitorPanel';
import { createAnnouncements } from './announcements';
import { attempt, type PanelContext } from './context';
import { createEdits } from './edits';
import { createPageView } from './pageView';
import { watchSeen } from './seen';

declare function acquireVsCodeApi(): {
	postMessage(message: RequestMessage): void;
	getState(): unknown;
	setState(state: PanelState): void;
};

/** How long the page waits for the host (ms). The host answers every call at once. */
const answerWithin = 5000;

/** How often waits and ages are updated, in ms: the smallest step of a wait (docs/rules.md#rule-10). */
const tickEvery = 10_000;

/** A smaller difference (ms) between the host's clock and the page's comes from the time of the message. */
const sameClock = 2000;

function start(boot: PanelBoot): void {
	if (boot.texts) {
		l10n.config({ contents: { ...boot.texts } });
	}
	const vscode = acquireVsCodeApi();
	const kept = vscode.getState();
	let state: PanelState = { ...boot.state, showEmpty: isPanelState(kept) && kept.showEmpty === true };
	vscode.setState(state);

	let snapshot = boot.snapshot;
	let silent = false;
	let skew = 0;
	const announcements = createAnnouncements();
	const setTimer = (callback: () => void, delay: number) => {
		const timer = setTimeout(callback, delay);
		return () => clearTimeout(timer);
	};
	const host = createCaller<PanelMethods>({
		to: boot.panel,
		life: crypto.randomUUID(),
		post: (message) => vscode.postMessage(message),
		setTimer,
		timeout: answerWithin,
	});
	const context: PanelContext = {
		now: () => Date.now() + skew,
		showEmpty: () => state.showEmpty === true,
		canEdit: () => snapshot.details.editing.possible,
		host,
		edits: createEdits(document, setTimer),
		save,
		announce: announcements.announce,
		showToast: announcements.showToast,
	};
	const page = createPageView(context, {
		toggleEmpty() {
			state = { ...state, showEmpty: !state.showEmpty };
			vscode.setState(state);
			render();
		},
		askForState: () => void ask(),
	});
	const seen = watchSeen(document, setTimer, () => {
		// An unanswered "seen" only leaves the marks where they are.
		host.call('seen', { revision: snapshot.revision }).catch(() => undefined);
	});

	function render(): void {
		page.update(snapshot.details, silent);
		seen.expect(snapshot.details.sections.some(({ rows }) => rows.some(({ changed }) => changed)));
	}

	function take(next: PanelSnapshot): void {
		const late = next.now - Date.now();
		skew = Math.abs(late) < sameClock ? 0 : late;
		silent = false;
		if (next.revision >= snapshot.revision) {
			announceStatus(snapshot, next);
			snapshot = next;
		}
		render();
	}

	function announceStatus(before: PanelSnapshot, after: PanelSnapshot): void {
		const { label, status } = after.details.header;
		if (status !== '' && status !== before.details.header.status) {
			announcements.announce(`${label}: ${status}`);
		}
	}

	async function save(): Promise<void> {
		await context.edits.flush();
		if (page.showBlock()) {
			return;
		}
		await attempt(context, host.call('save', null), l10n.t("Frontdesk doesn't respond. Your edits are still here."));
	}

	async function ask(): Promise<void> {
		try {
			take(await host.call('state', null));
		} catch {
			silent = true;
			render();
		}
	}

	window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (!host.receive(data) && isEvent(data) && data.name === snapshotEvent && isSnapshot(data.value)) {
			take(data.value);
		}
	});

	function tick(): void {
		page.tick();
		setTimeout(tick, tickEvery);
	}

	// In the document first: the columns are filled by the heights of the sections.
	document.body.append(page.element, ...announcements.elements);
	render();
	setTimeout(tick, tickEvery);
	void ask();
}

/** Tells the host's messages from those of others, such as VS Code's own scripts. */
function isSnapshot(value: unknown): value is PanelSnapshot {
	return isRecord(value) && typeof value.revision === 'number' && isRecord(value.details);
}

const boot = document.getElementById('boot');
if (boot?.textContent) {
	const parsed = JSON.parse(boot.textContent) as PanelBoot;
	// The first snapshot must not stay in the page, for instance after a sign-out.
	boot.remove();
	start(parsed);
}
