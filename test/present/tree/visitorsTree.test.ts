// Rules for the visitors view.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readSegments } from '../../../src/desk/segments/segments';
import type { DeskState } from '../../../src/desk/state';
import { urgencyTitle } from '../../../src/present/status/statusTexts';
import { reconcile } from '../../../src/present/tree/reconcile';
import { visitorsContent, waitingBadge } from '../../../src/present/tree/visitorsContent';
import { createVisitorsTree, type VisitorsTreeOptions } from '../../../src/present/tree/visitorsTree';
import { untilWaitsRead } from '../../../src/present/waiting';
import { visitorStatuses } from '../../../src/service/model';
import { urgencyOf } from '../../../src/service/urgency';
import {
	failedPoll,
	groupings,
	histories,
	hostileText,
	minute,
	now,
	outline,
	someSegments,
	state,
	visitor,
	visitorsOptions,
	visitorsTree,
	wait,
} from '../worlds';

function tree(world: DeskState, options: Partial<VisitorsTreeOptions> = {}) {
	return visitorsTree(world, { ...visitorsOptions, ...options });
}

function row(world: DeskState, options: Partial<VisitorsTreeOptions> = {}) {
	const first = tree(world, options)[0]?.children[0];
	assert.ok(first);
	return first;
}

describe('the visitors view', () => {
	it('has each of the 15 statuses, and an unknown one, in its urgency group, in order of urgency', () => {
		const visitors = [...visitorStatuses, 'beamedUp'].map((status) => visitor(status, status, { name: status }));
		assert.deepEqual(
			Object.fromEntries(
				Object.entries(outline(tree(state({ visitors })))).map(([group, rows]) => [group, rows.toSorted()]),
			),
			{
				Waiting: ['transferring', 'waitingForChat'],
				Chatting: ['chatting', 'voiceChatting'],
				Invited: ['autoInvited', 'manuallyInvited', 'manuallyInvitedByWindow', 'preChat'],
				'On site': ['inSite', 'systemProcessing'],
				Left: ['chatEnded', 'offlineMessage', 'outOfSite', 'refusedByOperator', 'refusedByVisitor'],
				Other: ['beamedUp'],
			},
		);
		assert.deepEqual(Object.keys(outline(tree(state({ visitors })))), [
			'Waiting',
			'Chatting',
			'Invited',
			'On site',
			'Left',
			'Other',
		]);
	});

	it('hides empty groups and shows the number of rows of the others', () => {
		const nodes = tree(
			state({ visitors: [visitor('a', 'inSite'), visitor('b', 'inSite'), visitor('c', 'chatEnded')] }),
		);
		assert.deepEqual(
			nodes.map(({ label, description, ariaLabel }) => [label, description, ariaLabel]),
			[
				['On site', '2', 'On site, 2 visitors'],
				['Left', '1', 'Left, 1 visitor'],
			],
		);
	});

	it('has each visitor in exactly one group with a unique key, in each grouping (100 random states)', () => {
		fc.assert(
			fc.property(histories, groupings, ([world], grouping) => {
				const nodes = tree(world ?? state(), grouping);
				const rows = nodes.flatMap(({ children }) => children);
				assert.deepEqual(rows.map(({ id }) => id).sort(), world?.visitors?.map(({ id }) => id).sort());
				const keys = [...nodes, ...rows].map(({ key }) => key);
				assert.equal(new Set(keys).size, keys.length);
				assert.ok(keys.every((key) => key.startsWith('site1/')));
			}),
			{ numRuns: 100 },
		);
	});

	it('is the same for any order of the service’s list (100 random states)', () => {
		fc.assert(
			fc.property(histories, groupings, ([world], grouping) => {
				const shown = (visitors: DeskState['visitors']) =>
					tree({ ...state(), ...world, visitors }, grouping).map(({ key, children }) => [
						key,
						children.map((child) => child.key),
					]);
				assert.deepEqual(shown(world?.visitors?.toReversed()), shown(world?.visitors));
			}),
			{ numRuns: 100 },
		);
	});

	it('has a visitor once that the list contains twice', () => {
		assert.deepEqual(
			outline(tree(state({ visitors: [visitor('a', 'inSite', { name: 'Ann' }), visitor('a', 'chatting')] }))),
			{ 'On site': ['Ann'] },
		);
	});

	it('has the longest wait first, and waits with an unknown start last', () => {
		const visitors = ['a', 'b', 'c', 'd'].map((id) => visitor(id, 'waitingForChat', { name: id }));
		const waits = new Map([
			['a', wait(now - minute)],
			['b', wait(now - 3 * minute)],
			['d', wait(now - 2 * minute)],
		]);
		assert.deepEqual(outline(tree(state({ visitors, waits }))), { Waiting: ['b', 'd', 'a', 'c'] });
	});

	it('sorts by newest, visits or name, with unknown values last', () => {
		const visitors = [
			visitor('1', 'inSite', { name: 'Bob', visits: 1, visitTime: 30 }),
			visitor('2', 'inSite', { email: 'ann@x.y', visits: 9, visitTime: 10 }),
			visitor('3', 'inSite'),
			visitor('4', 'inSite', { name: 'Cleo', visits: 5, visitTime: 20 }),
		];
		const ids = (sortBy: VisitorsTreeOptions['sortBy']) =>
			tree(state({ visitors }), { sortBy })[0]
				?.children.map(({ id }) => id)
				.join('');
		assert.deepEqual([ids('wait'), ids('newest'), ids('visits'), ids('name')], ['1423', '1423', '2413', '2143']);
	});

	it('groups by country or department, and then shows the status in the row', () => {
		const visitors = [
			visitor('1', 'inSite', { name: 'Ann', country: 'Norway', departmentId: 'd2' }),
			visitor('2', 'chatting', { name: 'Bob', country: 'Chile', departmentId: 'd1' }),
			visitor('3', 'inSite', { name: 'Cleo' }),
		];
		assert.deepEqual(outline(tree(state({ visitors }), { groupBy: 'country' })), {
			Chile: ['Bob'],
			Norway: ['Ann'],
			'Unknown country': ['Cleo'],
		});
		assert.deepEqual(outline(tree(state({ visitors }), { groupBy: 'department', departments: { D2: 'Billing' } })), {
			Billing: ['Ann'],
			'Department d1': ['Bob'],
			'No department': ['Cleo'],
		});
		assert.equal(row(state({ visitors }), { groupBy: 'country' }).description, 'Chatting');
	});

	it('groups by segment in the order of the setting, and the visitors in none by urgency', () => {
		const visitors = [
			visitor('1', 'inSite', { name: 'Zoe', country: 'Chile' }),
			visitor('2', 'waitingForChat', { name: 'Adam' }),
			visitor('3', 'waitingForChat', { name: 'Tom' }),
			visitor('4', 'chatting', { name: 'Carla', country: 'Chile' }),
		];
		const waits = new Map([['2', wait(now - 3 * minute)]]);
		const nodes = tree(state({ visitors, waits }), { groupBy: 'segment', segments: someSegments });
		assert.deepEqual(outline(nodes), { Chile: ['Zoe', 'Carla'], 'Named a': ['Adam'], Waiting: ['Tom'] });
		assert.deepEqual(
			nodes.map(({ icon }) => icon?.id),
			['star', 'tag', undefined],
		);
		// The group has the icon of the segment, the row has the status in words and as its icon.
		const [zoe, carla] = nodes[0]?.children ?? [];
		assert.deepEqual([zoe?.description, zoe?.icon?.id], ['On site · Chile', 'eye']);
		assert.deepEqual([carla?.description, carla?.icon?.id], ['Chatting · Chile', 'comment-discussion']);
		assert.match(zoe?.ariaLabel ?? '', /^Zoe, On site, Chile, segment Chile$/);
		assert.equal(nodes[1]?.children[0]?.description, '3 min');
	});

	it('leaves the urgency groups whole with segments, and shows their icon in the color of the status', () => {
		const visitors = [
			visitor('1', 'waitingForChat', { name: 'Carla', country: 'Chile' }),
			visitor('2', 'waitingForChat', { name: 'Tom' }),
		];
		const [waiting, ...others] = tree(state({ visitors }), { segments: someSegments });
		const [carla, tom] = waiting?.children ?? [];
		assert.deepEqual([waiting?.label, waiting?.description, others], ['Waiting', '2', []]);
		assert.deepEqual([carla?.icon?.id, tom?.icon?.id], ['star', 'bell']);
		assert.equal(carla?.icon?.color, tom?.icon?.color);
		assert.match(carla?.tooltip?.() ?? '', /Segment: Chile/);
	});

	it('paints again the rows whose segment changed with the setting, and no others', () => {
		const visitors = [
			visitor('1', 'waitingForChat', { name: 'Carla', country: 'Chile' }),
			visitor('2', 'waitingForChat', { name: 'Tom' }),
		];
		const world = state({ visitors });
		const { change } = reconcile(tree(world), tree(world, { segments: someSegments }));
		assert.ok(change.kind === 'rows');
		assert.deepEqual(
			change.nodes.map(({ label, icon }) => [label, icon?.id]),
			[['Carla', 'star']],
		);
	});

	it('names an error in the setting of the segments in a row of its own, which opens the setting', () => {
		const { errors } = readSegments([{ name: 'VIP', rules: [{ field: 'email', matches: '(a+)+' }] }]);
		const world = state({ visitors: [visitor('a', 'inSite')] });
		const [error, ...groups] = tree(world, { segmentErrors: errors });
		assert.match(error?.label ?? '', /^Segment “VIP”, rule 1: A repetition in a repetition/);
		assert.deepEqual([error?.click, error?.id], ['frontdesk.openSettings', 'frontdesk.visitors.segments']);
		assert.deepEqual(
			groups.map(({ label }) => label),
			['On site'],
		);
	});

	it('updates the description of a row when the grouping changes', () => {
		const world = state({ visitors: [visitor('a', 'chatting', { country: 'Chile' })] });
		const says = (groupBy: VisitorsTreeOptions['groupBy']) => row(world, { groupBy }).description;
		assert.deepEqual(
			[says('urgency'), says('country'), says('department'), says('urgency')],
			['Chile', 'Chatting', 'Chatting · Chile', 'Chile'],
		);
	});

	it('has two groups for two departments of the same name, in a stable order', () => {
		const visitors = ['d1', 'd2', 'd3'].map((departmentId) => visitor(departmentId, 'inSite', { departmentId }));
		const departments = { d1: 'Sales', d2: 'Sales', d3: 'Sales' };
		for (const list of [visitors, visitors.toReversed()]) {
			const nodes = tree(state({ visitors: list }), { groupBy: 'department', departments });
			assert.deepEqual(
				nodes.map(({ id }) => id),
				['d1', 'd2', 'd3'],
			);
		}
	});

	it('shows the wait, the page and the country beside a name', () => {
		const one = visitor('a', 'waitingForChat', {
			name: 'Ann',
			country: 'Chile',
			currentBrowsing: 'https://shop.example/pricing/teams?utm=1#x',
		});
		const world = state({ visitors: [one], waits: new Map([['a', wait(now - 3 * minute)]]) });
		assert.equal(row(world).description, '3 min · /pricing/teams · Chile');
		assert.equal(
			row(world).ariaLabel,
			'Ann, Waiting for chat, waiting 3 minutes, over the second limit, on page /pricing/teams, Chile',
		);
	});

	it('marks a wait that may have started before the first poll', () => {
		const world = state({
			visitors: [visitor('a', 'waitingForChat')],
			waits: new Map([['a', wait(now - 2 * minute, true)]]),
		});
		assert.equal(row(world).description, '2 min+');
		assert.match(row(world).ariaLabel, /waiting at least 2 minutes/);
	});

	it('shows no number in the first seconds of a wait', () => {
		const shown = (atLeast: boolean) =>
			row(state({ visitors: [visitor('a', 'waitingForChat')], waits: new Map([['a', wait(now - 9_999, atLeast)]]) }));
		assert.deepEqual([shown(false).description, shown(true).description], ['just now', '']);
		assert.match(shown(true).ariaLabel, /Waiting for chat$/);
	});

	it('changes a wait every ten seconds under two minutes and then every minute, and knows when', () => {
		const reads = (elapsed: number) =>
			row(state({ visitors: [visitor('a', 'waitingForChat')], waits: new Map([['a', wait(now - elapsed)]]) }))
				.description;
		for (let elapsed = 0; elapsed < 10 * minute; elapsed += 1000) {
			const next = untilWaitsRead([wait(now - elapsed)], now) ?? 0;
			assert.ok(next > 0 && next <= (elapsed < 2 * minute ? 10_000 : minute));
			assert.equal(reads(elapsed + next - 1), reads(elapsed), `changes before it says at ${elapsed}`);
			assert.notEqual(reads(elapsed + next), reads(elapsed), `does not change when it says at ${elapsed}`);
		}
		assert.equal(untilWaitsRead([], now), undefined);
		assert.equal(untilWaitsRead([wait(now - 115_000), wait(now - 58_000)], now), 2_000);
	});

	it('shows the title of the page, else its path, else its host', () => {
		const page = (currentBrowsing: string) =>
			row(state({ visitors: [visitor('a', 'inSite', { currentBrowsing })] })).description;
		assert.equal(page('Pricing | Shop https://shop.example/pricing'), 'Pricing | Shop');
		assert.equal(page('https://shop.example/'), 'shop.example');
		assert.equal(page('https://app.example.com/#/cart'), '/#/cart');
		assert.equal(page('https://app.example.com/shop?a=1#!/cart'), '/shop#!/cart');
		assert.equal(page('https://shop.example/#top'), 'shop.example');
		assert.equal(page('HTTPS://shop.example?x=1'), 'shop.example');
		assert.equal(page('Checkout'), 'Checkout');
		assert.equal(page(''), '');
		assert.equal(page(`https://shop.example/${'x'.repeat(20_000)}`).length, 40);
	});

	it('shows all waiting visitors on its badge, also those that are filtered out', () => {
		const waits = new Map([
			['a', wait(now)],
			['b', wait(now, true)],
		]);
		assert.deepEqual(waitingBadge(state({ waits })), { value: 2, tooltip: '2 visitors waiting' });
		// A window that follows another has the waits without having read the visitors.
		assert.deepEqual(waitingBadge(state({ waits, visitors: undefined })), { value: 2, tooltip: '2 visitors waiting' });
		assert.equal(waitingBadge(state({ visitors: [visitor('a', 'inSite')] })), undefined);
		assert.deepEqual(waitingBadge(state({ waits, segmentCount: 3 })), {
			value: 5,
			tooltip: '2 visitors waiting · 3 in segments',
		});
		assert.deepEqual(waitingBadge(state({ segmentCount: 3 })), { value: 3, tooltip: '3 in segments' });
	});

	it('has different icons within a group, and opens the visitor on a click', () => {
		const visitors = visitorStatuses.map((status) => visitor(status, status));
		for (const group of tree(state({ visitors }))) {
			assert.equal(new Set(group.children.map(({ icon }) => icon?.id)).size, group.children.length);
			assert.equal(group.contextValue, 'group');
			for (const child of group.children) {
				assert.equal(child.click, 'frontdesk.openVisitor');
				assert.match(child.contextValue, /^visitor canOpen canCopyId canPin(?: canRenameDepartment)?$/);
				assert.equal(group.label, urgencyTitle(urgencyOf(child.id)));
			}
		}
	});

	it('escapes every field in the tooltip, which has no link', () => {
		fc.assert(
			fc.property(hostileText, hostileText, hostileText, (name, email, page) => {
				const hover =
					row(state({ visitors: [visitor('a', 'inSite', { name, email, currentBrowsing: page })] })).tooltip?.() ?? '';
				const bare = hover.replace(/\\[!-/:-@[-`{-~]/g, '');
				assert.doesNotMatch(bare.replace(/^\*\*|\*\*(?= {2}\n|$)/gm, ''), /[[\]<>`*_&$]|https?:/);
			}),
		);
	});
});

describe('the message of the visitors view', () => {
	function message(parts: Partial<DeskState>, options: Partial<VisitorsTreeOptions> = {}) {
		return visitorsContent(
			createVisitorsTree(),
			state({ visitors: [visitor('a', 'inSite', { name: 'Ann' })], ...parts }),
			{
				...visitorsOptions,
				...options,
			},
		).message;
	}
	const filter = (text: string) => ({ filter: { text, matches: ({ name }: { name: string }) => name === text } });

	it('is empty without a problem', () => {
		assert.equal(message({}), undefined);
		assert.equal(message({ visitorsError: failedPoll('timeout', 2) }), undefined);
	});

	it('says that visitors are being loaded, and beside another message that there are none', () => {
		assert.equal(
			message({ visitors: [], missed: 3, visitorsAsOf: now - minute }),
			'Stale since 10:41. No visitors on the site.',
		);
		assert.equal(message({ visitors: undefined, visitorsAsOf: undefined }), 'Loading visitors…');
	});

	it('says how many rows could not be read, and that the list ended early', () => {
		const gaps = (skipped: number, missing: number | 'unknown' | undefined, parts: Partial<DeskState> = {}) => {
			const content = visitorsContent(
				createVisitorsTree(),
				state({ visitors: [visitor('a', 'inSite')], ...parts, visitorsGaps: { skipped, missing } }),
				visitorsOptions,
			);
			return [content.message, content.description];
		};
		assert.deepEqual(gaps(1, undefined), ["1 visitor couldn't be read.", '1']);
		assert.deepEqual(gaps(2, undefined), ["2 visitors couldn't be read.", '1']);
		assert.deepEqual(gaps(0, 2), ['The list ended early: 1 of 3 visitors.', '1 of 3']);
		assert.deepEqual(gaps(1, 1), ["1 visitor couldn't be read. The list ended early: 1 of 3 visitors.", '1 of 3']);
		assert.deepEqual(gaps(0, 'unknown'), ['The list ended early: there are more visitors.', '1']);
		assert.deepEqual(gaps(2, undefined, { visitors: [] }), ["2 visitors couldn't be read.", '']);
		assert.deepEqual(gaps(0, 3, { visitors: [] }), ['The list ended early: 0 of 3 visitors.', '0 of 3']);
	});

	it('says it with a filter too', () => {
		assert.equal(
			message({ visitorsGaps: { skipped: 1, missing: undefined } }, filter('Ann')),
			"1 visitor couldn't be read. Filter “Ann”: 1 of 1 visitors.",
		);
	});

	it('names the filter and the number of matches', () => {
		assert.equal(message({}, filter('Ann')), 'Filter “Ann”: 1 of 1 visitors.');
	});

	it('gives way to a welcome with buttons where the filter matches nothing', () => {
		const world = { visitors: [visitor('a', 'inSite')] };
		const content = (parts: Parameters<typeof state>[0]) =>
			visitorsContent(createVisitorsTree(), state({ ...world, ...parts }), { ...visitorsOptions, ...filter('Zoe') });
		assert.deepEqual(content({}), {
			nodes: [],
			message: undefined,
			description: '“Zoe”: 0 of 1',
			welcome: 'noMatch',
			highLoad: undefined,
		});
		// A welcome would hide that the rows are stale.
		const stale = content({ missed: 3, visitorsAsOf: now - minute });
		assert.equal(stale.welcome, undefined);
		assert.equal(stale.message, 'Stale since 10:41. Filter “Zoe”: 0 of 1 visitors.');
	});

	it('gives way to a welcome where nobody is on the site, with and without a filter', () => {
		for (const options of [{}, filter('Zoe')]) {
			const content = visitorsContent(createVisitorsTree(), state({ visitors: [] }), {
				...visitorsOptions,
				...options,
			});
			assert.deepEqual(content, {
				nodes: [],
				message: undefined,
				description: '',
				welcome: 'empty',
				highLoad: undefined,
			});
		}
	});

	it('gives way to a welcome where a sign-in is needed, or no rows could ever be read', () => {
		const content = (parts: Parameters<typeof state>[0]) =>
			visitorsContent(createVisitorsTree(), state({ visitors: [visitor('a', 'inSite')], ...parts }), visitorsOptions);
		const refused = content({ pollError: failedPoll('unauthorized') });
		assert.deepEqual([refused.welcome, refused.message, refused.nodes], ['signIn', undefined, []]);
		const unread = { visitors: undefined, visitorsAsOf: undefined };
		const cut = content({ ...unread, pollError: failedPoll('timeout') });
		assert.deepEqual([cut.welcome, cut.message], ['unreachable', undefined]);
		assert.match(cut.description, /in time/);
		assert.equal(content({ pollError: failedPoll('timeout', 3) }).welcome, undefined);
		assert.equal(content({ ...unread, pollError: failedPoll('throttled') }).welcome, undefined);
	});

	it('says since when the rows are stale, and the filter', () => {
		assert.match(
			message({ visitorsError: failedPoll('timeout', 3), visitorsAsOf: now - minute }, filter('Ann')) ?? '',
			/^Stale since 10:41\. .* Filter “Ann”/,
		);
	});

	it('says at once that a permission is needed', () => {
		assert.match(message({ visitorsError: failedPoll('forbidden') }) ?? '', /permission/);
		assert.match(
			message({ visitors: undefined, visitorsAsOf: undefined, visitorsError: failedPoll('forbidden') }) ?? '',
			/permission/,
		);
	});
});
