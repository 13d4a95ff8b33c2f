// Windows of one VS Code in which the waiting alerts run: the test moves the clock and the focus, and sees the notifications.
import type { AlertSettings, WaitingAlert } from '../../../src/desk/alerts/alertStep';
import { withSnooze } from '../../../src/desk/alerts/alerts';
import { isSnoozed, newSnooze, type SnoozeLength } from '../../../src/desk/alerts/snooze';
import { createWaitingAlerts, type WaitingAlerts } from '../../../src/desk/alerts/waitingAlerts';
import { visitor } from '../../fixtures/fakeServer';
import type { SharedDisk } from '../../fixtures/sharedStore';
import { type FakeWindow, type Machine, machine } from '../../fixtures/windows';

export const minute = 60_000;

interface Told extends WaitingAlert {
	readonly window: AlertWindow;
	/** Instant (ms). */
	readonly at: number;
	/** Starts (ms) of the waits as the window knows them at that moment, and whether a snooze is in force then. */
	readonly starts: readonly number[];
	readonly isSnoozed: boolean;
}

interface AlertWindow {
	readonly window: FakeWindow;
	readonly alerts: WaitingAlerts;
}

export interface AlertWorld {
	readonly machine: Machine;
	readonly windows: AlertWindow[];
	readonly told: Told[];
	settings: AlertSettings;
	open(): AlertWindow;
	/** Moves the focus to that window; undefined for another program. */
	focus(window: AlertWindow | undefined): void;
	/** The visitors who wait from now on; another one chats. */
	wait(...ids: readonly string[]): void;
	snooze(window: AlertWindow, length: SnoozeLength | undefined): Promise<void>;
	/** Closes the site in a window, as a sign-out does. */
	close(window: AlertWindow): void;
	advance(ms: number): Promise<void>;
}

export async function alertWorld({
	count = 6,
	repeat = 0,
	reports = 'all',
}: {
	readonly count?: number;
	readonly repeat?: number;
	readonly reports?: SharedDisk['reports'];
} = {}): Promise<AlertWorld> {
	const made = machine({ reports });
	const { clock, server } = made;
	const windows: AlertWindow[] = [];
	const told: Told[] = [];
	const world: AlertWorld = {
		machine: made,
		windows,
		told,
		settings: { notifies: 'all', repeat },
		open() {
			const window = made.open();
			const opened: { -readonly [Key in keyof AlertWindow]: AlertWindow[Key] } = {
				window,
				alerts: { check: () => undefined, dispose: () => undefined },
			};
			opened.alerts = createWaitingAlerts({
				desk: window.desk,
				env: {
					clock: { now: clock.now, setTimer: (callback, ms) => clock.setTimer(() => window.over || callback(), ms) },
					log: window.log,
				},
				isFocused: () => window.attention === 'focused',
				settings: () => world.settings,
				async tell(alert) {
					const at = clock.now();
					const { waits, snooze } = window.desk.state;
					const starts = [...waits.values()].map(({ since }) => since);
					told.push({ ...alert, window: opened, at, starts, isSnoozed: isSnoozed(snooze, at) });
				},
			});
			windows.push(opened);
			return opened;
		},
		focus(focused) {
			made.focus(focused?.window);
			for (const { alerts } of windows) {
				alerts.check();
			}
		},
		wait(...ids) {
			server.visitors = [
				visitor('v2', { status: 'chatting' }),
				...ids.map((id) => visitor(id, { status: 'waitingForChat' })),
			];
		},
		async snooze({ window }, length) {
			await Promise.all([
				window.desk.alerts.change((_data, now) => [withSnooze(length && newSnooze(length, now)), undefined]),
				clock.advance(2_000),
			]);
		},
		close({ window, alerts }) {
			alerts.dispose();
			window.over = true;
			void window.desk.dispose();
		},
		advance: clock.advance,
	};
	world.wait();
	for (let n = 0; n < count; n++) {
		world.open();
	}
	world.focus(windows[0]);
	await clock.advance(15_000);
	return world;
}

/** The window that was opened as the n-th. */
export function nth({ windows }: AlertWorld, n: number): AlertWindow {
	const window = windows[n];
	if (!window) {
		throw new Error('no such window');
	}
	return window;
}
