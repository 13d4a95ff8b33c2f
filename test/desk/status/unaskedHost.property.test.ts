// Rule 1 as a property of the commands and questions of one window: what was only opened, typed into, dismissed or outlived sets no status.
import { shown } from '../../host/shown';
import './fakeVscode';

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CancellationToken, Event } from 'vscode';
import type { Desk } from '../../../src/desk/desk';
import type { Answer } from '../../../src/desk/status/actions';
import { coverageLoss } from '../../../src/desk/status/coverage';
import { toggledStatus } from '../../../src/desk/status/statusChoices';
import { setMyStatus, toggleMyStatus } from '../../../src/host/agents/myStatus';
import { clock } from '../../../src/host/clock';
import { untilEvent } from '../../../src/host/input/untilEvent';
import type { Settings } from '../../../src/host/settings';
import { awayFor } from '../../../src/host/status/awayFor';
import { runStatusRules } from '../../../src/host/status/runStatusRules';
import { setAgentStatus } from '../../../src/host/status/setAgentStatus';
import { agent } from '../../fixtures/fakeServer';
import { me } from '../../fixtures/windows';
import { counts, EventEmitter, runs, screen, windowState, windowStateChanged } from './fakeVscode';
import { assertLives, assertUnwritten, happen, type RandomEvent, randomEvents, wantedEvents } from './randomEvents';
import { firstOf, minute, noRules, type RuleWorld, ruleWorld } from './ruleWindows';

type HostEvent =
	| { readonly kind: 'run'; readonly command: Command }
	/** Steps that set nothing by themselves. */
	| { readonly kind: 'dismiss' | 'type' | 'choose'; readonly at: number }
	/** The site is opened anew: what is on the screen was about the desk before. */
	| { readonly kind: 'restart' };

const commands = ['setMyStatus', 'shortcut', 'toggle', 'awayFor', 'awayForShortcut', 'setAgentStatus'] as const;
type Command = (typeof commands)[number];

const events: fc.Arbitrary<RandomEvent | HostEvent> = fc.oneof(
	{ weight: 12, arbitrary: randomEvents.filter(({ kind }) => !['open', 'kill', 'answer'].includes(kind)) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('run'), command: fc.constantFrom(...commands) } as const) },
	{ weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('dismiss', 'type', 'choose'), at: fc.nat(9) } as const) },
	fc.constant({ kind: 'restart' } as const),
);

interface HostWorld extends RuleWorld {
	run(command: Command): void;
	reopen(): void;
}

async function hostWorld(): Promise<HostWorld> {
	const deskChanged = new EventEmitter<Desk | undefined>();
	const onDidChange = deskChanged.event as Event<Desk | undefined>;
	const world = await ruleWorld({
		settings: { returnPrompt: true },
		startRules(options) {
			Object.assign(clock, options.env.clock);
			const running = runStatusRules({
				currentDesk: { desk: options.desk as Desk, onDidChange },
				env: { ...options.env, random: () => 0.5 },
				settings() {
					const { autoAway, returnPrompt, workingHours } = options.settings();
					const text = workingHours.length > 0 ? 'Sun-Sat 09:00-10:00, Sun-Sat 11:00-23:30' : '';
					return { autoAway, returnPrompt, workingHours: text } as Settings;
				},
				onDidChangeSettings: new EventEmitter<void>().event as Event<void>,
			});
			return {
				check() {
					const { isActive, isFocused, isBusy } = options.use();
					Object.assign(windowState, { active: isActive, focused: isFocused, isBusy });
					windowStateChanged.fire();
				},
				follow: async () => undefined,
				dispose: () => running.dispose(),
			};
		},
	});
	const { desk } = firstOf(world).window;
	const settings = { agentAliases: {}, customStatuses: ['Lunch'], confirmsAway: true, allowSettingOthers: true };

	/** As the table of commands does. */
	function withDesk(act: (settings: Settings, ended: CancellationToken) => Promise<unknown>): void {
		untilEvent(onDidChange, (ended) => act(settings as unknown as Settings, ended)).catch(() => undefined);
	}
	/** Whether a command that names a status asks before it sets it. */
	function asksFirst(status: string): boolean {
		return desk.state.me.id === undefined || coverageLoss(desk.state, status) !== undefined;
	}
	runs.set('frontdesk.setMyStatus', (argument) =>
		withDesk((given, ended) => setMyStatus(shown(desk), argument, given, ended)),
	);
	return Object.assign(world, {
		run(command: Command) {
			const status = command === 'toggle' ? toggledStatus(desk.state.me) : 'Lunch';
			if (['shortcut', 'toggle', 'awayForShortcut'].includes(command) && !asksFirst(status)) {
				return; // it would be an act of the user that sets a status
			}
			withDesk((given, ended) => {
				switch (command) {
					case 'setMyStatus':
						return setMyStatus(shown(desk), undefined, given, ended);
					case 'shortcut':
						return setMyStatus(shown(desk), { status }, given, ended);
					case 'toggle':
						return toggleMyStatus(shown(desk), given, ended);
					case 'awayFor':
						return awayFor(shown(desk), undefined, given, ended);
					case 'awayForShortcut':
						return awayFor(shown(desk), { minutes: 5 }, given, ended);
					case 'setAgentStatus':
						return setAgentStatus(shown(desk), undefined, given, ended);
				}
			});
		},
		reopen: () => deskChanged.fire(desk),
	});
}

/** Selects what is no act that sets a status: another agent and its status, a time of day, more minutes, to stay. */
function chooseHarmless(at: number, mine: string | undefined): void {
	const shown = screen[at % Math.max(1, screen.length)];
	const harmless = shown?.choices.find((choice) => {
		const { answer, length, agentId, status } = choice as Readonly<Record<string, unknown>>;
		return (
			['stay', 'moreMinutes'].includes(String(answer)) ||
			['until', 'noTimer'].includes(String(length)) ||
			(shown.kind === 'list' && ((agentId !== undefined && agentId !== me) || (status !== undefined && mine === me)))
		);
	});
	if (harmless !== undefined) {
		shown?.end(harmless);
	}
}

async function occur(world: HostWorld, event: RandomEvent | HostEvent): Promise<void> {
	const shown = 'at' in event ? screen[event.at % Math.max(1, screen.length)] : undefined;
	switch (event.kind) {
		case 'run':
			world.run(event.command);
			break;
		case 'dismiss':
			shown?.end();
			break;
		case 'type':
			shown?.type('Siesta');
			break;
		case 'choose':
			chooseHarmless(event.at, firstOf(world).window.desk.state.me.id);
			break;
		case 'restart':
			world.reopen();
			break;
		default:
			await happen(world, event);
	}
	await world.advance(0);
}

describe('A status, by the commands and questions of a window,', () => {
	afterEach(() => void screen.splice(0));

	it('is never written by what was opened and not confirmed', async function () {
		this.timeout(wantedEvents > 0 ? 0 : 60_000);
		let count = 0;
		let written = 0;
		await assertLives(events, 200, async (life) => {
			screen.splice(0);
			const world = await hostWorld();
			for (const event of life) {
				written += await assertUnwritten(world, JSON.stringify(event), () => occur(world, event));
				count++;
			}
			firstOf(world).rules.dispose();
			void firstOf(world).window.desk.dispose();
		});
		assert.ok(count >= Math.max(wantedEvents, 100), `${count} events`);
		for (const [kind, shown] of Object.entries(counts)) {
			assert.ok(shown > 0 || count < 5_000, `${count} events, and no ${kind} was shown`);
		}
		if (wantedEvents > 0) {
			console.log(`${count} events, ${JSON.stringify(counts)} shown, ${written} writes of the rule`);
		}
	});

	it('is written by Enter in the picker, a yes to the question about chats, and Go Online', async () => {
		const world = await hostWorld();
		world.settings = noRules;
		world.machine.server.agents = [agent(me, 'Online', 2), ...world.machine.server.agents.slice(1)];
		await world.advance(minute);
		world.run('setMyStatus');
		const [picker] = screen;
		picker?.end(picker.choices.find((item) => (item as { readonly status: string }).status === 'Away'));
		await world.advance(0);
		assert.equal(world.puts(), 0);
		const [question] = screen;
		assert.equal(question?.kind, 'modal', question?.text);
		question.end(question.choices[0]);
		await world.advance(2_000);
		assert.equal(world.status(), 'Away');
		await happen(world, { kind: 'timer', minutes: 1 });
		await world.advance(2 * minute);
		const [notification] = screen;
		assert.equal(notification?.kind, 'notification');
		notification.end(
			notification.choices.find((button) => (button as { readonly answer: Answer }).answer === 'goOnline'),
		);
		await world.advance(2_000);
		assert.equal(world.status(), 'Online');
	});
});
