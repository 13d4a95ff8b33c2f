// The gate of privacy mode: the desk of this window as surfaces may show it. Surfaces take no other (test/manifest/privacyGate.test.ts).
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import type { Segments } from '../../desk/segments/segments';
import type { ServiceNames } from '../../present/labels';
import type { Mask } from '../../present/privacy/mask';
import type { Shown, ShownDesk } from '../../present/privacy/shown';
import type { CurrentDesk, ShownDesks } from '../currentDesk';
import type { Settings } from '../settings';
import type { Privacy } from './privacyMode';

/** A change of privacy mode is a change of the desk: what is open about the one before closes, and all surfaces start afresh. */
export function createShownDesks(
	currentDesk: CurrentDesk,
	privacy: Pick<Privacy, 'mask' | 'onDidChange'>,
): ShownDesks & vscode.Disposable {
	const changed = new vscode.EventEmitter<ShownDesk | undefined>();
	let desk: Desk | undefined;
	let mask: Mask | undefined;
	let shown: ShownDesk | undefined;

	function current(): ShownDesk | undefined {
		if (desk !== currentDesk.desk || mask !== privacy.mask) {
			desk = currentDesk.desk;
			mask = privacy.mask;
			shown = desk && (mask ? maskedDesk(desk, mask) : (desk as ShownDesk));
		}
		return shown;
	}

	const tell = () => changed.fire(current());
	const listeners = [currentDesk.onDidChange(tell), privacy.onDidChange(tell)];
	return {
		get desk() {
			return current();
		},
		onDidChange: changed.event,
		dispose: () => vscode.Disposable.from(...listeners, changed).dispose(),
	};
}

/** Each member by name, so that a new one is decided about. */
function maskedDesk(desk: Desk, mask: Mask): ShownDesk {
	return {
		isMasked: true,
		editable: mask.editable,
		get state() {
			return mask.state(desk.state);
		},
		onChange: (listener) => desk.onChange((state, before) => listener(mask.state(state), mask.state(before))),
		changeLog: {
			get changes() {
				return mask.changes(desk.changeLog.changes, desk.state);
			},
			get isCut() {
				return desk.changeLog.isCut;
			},
		} as Shown<Desk['changeLog']>,
		readVisitor: async (id) => mask.visitor(await desk.readVisitor(id)),
		variables: desk.variables, // what it answers is shown by its titles alone (present/privacy/maskPanel.ts)
		start: desk.start,
		refresh: desk.refresh,
		refreshAgents: desk.refreshAgents,
		setMyStatus: desk.setMyStatus,
		setAgentStatus: desk.setAgentStatus,
		duty: desk.duty,
		use: desk.use,
		alerts: desk.alerts,
		pins: desk.pins,
		setMyAgent: desk.setMyAgent,
		readAgent: desk.readAgent,
		ask: desk.ask,
		pollingStats: desk.pollingStats,
		watchVisitor: desk.watchVisitor,
		startVisitorSearch: desk.startVisitorSearch,
		reschedule: desk.reschedule,
		dispose: desk.dispose,
	};
}

/** The settings without the names that the user gave to agents and departments, while privacy mode is on. */
export function shownSettings(settings: () => Settings, privacy: Pick<Privacy, 'mask'>): () => Settings {
	let from: Settings | undefined;
	let shown: Settings | undefined;
	return () => {
		const current = settings();
		if (!privacy.mask) {
			return current;
		}
		if (!shown || from !== current) {
			from = current;
			shown = { ...current, agentAliases: {}, departmentAliases: {} };
		}
		return shown;
	};
}

/** Segments for shown visitors: their rules need the visitors and the names of departments as they are. */
export function shownSegments(
	segments: (departmentNames: ServiceNames) => Segments,
	currentDesk: CurrentDesk,
	privacy: Pick<Privacy, 'mask'>,
): (departmentNames: ServiceNames) => Segments {
	return (departmentNames) =>
		privacy.mask
			? privacy.mask.segments(segments(currentDesk.desk?.state.names.departments ?? departmentNames))
			: segments(departmentNames);
}
