// The entry of the visitor panel's page: joins host, snapshots and view. Everything it shows comes from the host.
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
import { attempt, type PanelContext } from './context';
import { createEdits } from './edits';
import { createPageView } from './pageView';
import { watchSeen } from './seen';
import { createVoice } from './voice';

declare function acquireVsCodeApi(): {
	postMessage(message: RequestMessage): void;
	getState(): unknown;
	setState(state: PanelState): void;
};

/** The host is a process on the same machine or in the same room: silence this long (ms) means that something is wrong. */
const answerWithin = 5000;

/** Between two looks at the clock, in ms: the finest step of a wait (PRODUCT.md, rule 10). */
const tickEvery = 10_000;

/** Clocks of one machine differ by less than this (ms): then the page's own is as good. */
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
	const voice = createVoice();
	const host = createCaller<PanelMethods>({
		to: boot.panel,
		life: crypto.randomUUID(),
		post: (message) => vscode.postMessage(message),
		setTimer: (callback, delay) => {
			const timer = setTimeout(callback, delay);
			return () => clearTimeout(timer);
		},
		timeout: answerWithin,
	});
	const context: PanelContext = {
		now: () => Date.now() + skew,
		showEmpty: () => state.showEmpty === true,
		canEdit: () => snapshot.details.editing.possible,
		host,
		edits: createEdits(document),
		save,
		whisper: voice.whisper,
		say: voice.say,
	};
	const page = createPageView(context, {
		toggleEmpty() {
			state = { ...state, showEmpty: !state.showEmpty };
			vscode.setState(state);
			render();
		},
		askAgain: () => void ask(),
	});
	const seen = watchSeen(document, () => {
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
			announce(snapshot, next);
			snapshot = next;
		}
		render();
	}

	function announce(before: PanelSnapshot, after: PanelSnapshot): void {
		const { label, status } = after.details.header;
		if (status !== '' && status !== before.details.header.status) {
			voice.whisper(`${label}: ${status}`);
		}
	}

	async function save(): Promise<void> {
		await context.edits.flush();
		if (page.showBlock()) {
			return;
		}
		page.saveAsked();
		await attempt(context, host.call('save', null), l10n.t('Frontdesk does not answer. Your edits are still here.'));
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

	// In the document first: the columns are filled by the heights of what is in them.
	document.body.append(page.element, ...voice.elements);
	render();
	setTimeout(tick, tickEvery);
	void ask();
}

/** The host is of the same build: this only tells its messages from those of others, for instance of VS Code's own scripts. */
function isSnapshot(value: unknown): value is PanelSnapshot {
	return isRecord(value) && typeof value.revision === 'number' && isRecord(value.details);
}

const boot = document.getElementById('boot');
if (boot?.textContent) {
	const parsed = JSON.parse(boot.textContent) as PanelBoot;
	// Later snapshots replace what is shown; nothing of the first one shall stay behind, for instance after a sign-out.
	boot.remove();
	start(parsed);
}
