// The reports of saves of custom variables.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import german from '../../../l10n/bundle.l10n.de.json';
import type { Difference } from '../../../src/desk/variables/comparison';
import type { PutBack, SaveOutcome } from '../../../src/desk/variables/saveVariables';
import { saveReport } from '../../../src/present/variables/saveReport';
import { ApiError } from '../../../src/service/errors';
import { visitor } from '../../fixtures/fakeServer';
import { variable } from '../../fixtures/variableService';

function difference(kind: Difference['kind'], expected: string, got: string | undefined): Difference {
	return {
		kind,
		name: 'plan',
		expected: variable('plan', expected),
		got: got === undefined ? undefined : variable('plan', got),
	};
}

function saved(differences: readonly Difference[], putBack?: PutBack): SaveOutcome {
	return {
		kind: 'saved',
		visitor: visitor('v'),
		differences,
		isAnswered: true,
		saved: { before: [], after: [], names: ['plan'] },
		...(putBack && { putBack }),
	};
}

function notSaved(differences: readonly Difference[], error?: ApiError): SaveOutcome {
	return { kind: 'notSaved', visitor: visitor('v'), differences, isAnswered: !error, error };
}

function unchanged(...differences: readonly Difference[]): Extract<SaveOutcome, { kind: 'unchanged' }> {
	return { kind: 'unchanged', visitor: visitor('v'), differences };
}

const long = 'x'.repeat(60);

describe('The report of a save', () => {
	const rows: readonly (readonly [string, SaveOutcome, readonly string[]])[] = [
		['of a whole save', saved([]), ['Saved']],
		['of no changes', unchanged(), ['No changes to save']],
		[
			'of no changes but what an earlier save had removed',
			{ ...unchanged(), putBack: { variables: [variable('cart', '7')], error: undefined } },
			[
				'No changes to save',
				'The service removed “cart”, because only the edited variables were sent. Frontdesk put back what it removed.',
				'From now on Frontdesk sends all variables to this site, as with the setting frontdesk.variables.write: complete.',
			],
		],
		[
			'of no changes but a variable without a name that is gone since a save without an answer',
			unchanged({ kind: 'nameless', name: '', expected: variable('', 'lost'), got: undefined }),
			['No changes to save', 'A variable without a name is gone now. Its value was “lost”.'],
		],
		[
			'of trimmed spaces',
			saved([difference('altered', '  gold ', 'gold')]),
			['Saved, but the service changed some values.', '“plan”: the service removed the spaces around “gold”.'],
		],
		[
			'of a value that was cut off',
			saved([difference('altered', `${long}yz`, long)]),
			['Saved, but the service changed some values.', '“plan”: the service stored only 60 of 62 characters.'],
		],
		[
			'of a difference behind character 40',
			saved([difference('altered', `${long} a`, `${long}  a`)]),
			[
				'Saved, but the service changed some values.',
				'“plan” differs from character 62 on: it was sent as “…xxxxxxxxxxx␣a” and is now “…xxxxxxxxxxx␣␣a”.',
			],
		],
		[
			'of a link',
			saved([
				{
					kind: 'altered',
					name: 'plan',
					expected: variable('plan', 'gold', 'https://a.example/'),
					got: variable('plan', 'gold', 'https://b.example/'),
				},
			]),
			[
				'Saved, but the service changed some values.',
				'“plan”: its link was sent as “https://a.example/” and is now “https://b.example/”.',
			],
		],
		[
			'of a save that arrived in part',
			saved([difference('unchanged', 'gold', 'silver')]),
			['Not everything was saved.', '“plan” is still “silver”.'],
		],
		[
			'of another variable that changed',
			saved([difference('notEdited', '7', '8')]),
			['Saved, but other variables have changed.', "“plan” wasn't edited, was “7” and is now “8”."],
		],
		[
			'of another variable that is gone',
			saved([difference('notEdited', '7', undefined)]),
			['Saved, but other variables have changed.', "“plan” wasn't edited, and is gone now."],
		],
		[
			'of another variable that is gone and had no name',
			saved([{ ...difference('notEdited', '', undefined), name: ' ' }]),
			['Saved, but other variables have changed.', "A variable without a name wasn't edited, and is gone now."],
		],
		[
			'of a variable without a name',
			saved([{ kind: 'nameless', name: '', expected: variable('', 'lost'), got: undefined }]),
			[
				'Saved, but other variables have changed.',
				'A variable without a name was removed: the service accepts none in a save. Its value was “lost”.',
			],
		],
		[
			'of a success that kept the old value',
			notSaved([difference('unchanged', 'gold', 'silver')]),
			[
				"Not saved. The service accepted the request, but didn't store what you typed.",
				'“plan” is still “silver”.',
				'Your edits are still here.',
			],
		],
		[
			'of a success that stored another value',
			notSaved([difference('other', 'gold', 'bronze')]),
			[
				"Not saved. The service accepted the request, but didn't store what you typed.",
				'“plan” was sent as “gold” and is now “bronze”.',
				'Your edits are still here.',
			],
		],
		[
			'of a failure while someone else wrote',
			notSaved([difference('other', 'gold', 'bronze')], new ApiError('timeout')),
			[
				'Not saved. ',
				'Someone else changed “plan” to “bronze”. Choose which value to keep.',
				'Your edits are still here.',
			],
		],
		[
			'of variables that were put back',
			saved([], { variables: [variable('cart', '7')], error: undefined }),
			[
				'Saved, but the service removed other variables.',
				'The service removed “cart”, because only the edited variables were sent. Frontdesk put back what it removed.',
				'From now on Frontdesk sends all variables to this site, as with the setting frontdesk.variables.write: complete.',
			],
		],
		[
			'of variables that could not be put back',
			saved([], { variables: [variable('cart', '7')], error: 'notKept' }),
			[
				'Saved, but the service removed other variables.',
				"The service removed “cart”, and Frontdesk couldn't put back what it removed. The service didn't store it.",
				'The removed values are kept as unsaved edits. Save to add them again.',
			],
		],
	];
	for (const [name, outcome, expected] of rows) {
		it(`${name} says what is so`, () => {
			const { title, lines } = saveReport('save', outcome, true);
			assert.ok(title.startsWith(expected[0] ?? ''), title);
			assert.deepEqual(lines, expected.slice(1));
		});
	}

	it('never says that a value was sent as something and is now the same', () => {
		for (const [typed, stored] of [
			[' gold', 'gold'],
			['a b', 'a\u00a0b'],
			[`${long}1`, `${long}2`],
			['caf\u00e9', 'cafe\u0301'],
		] as const) {
			const [line = ''] = saveReport('save', saved([difference('altered', typed, stored)]), true).lines;
			const [, sent, now] = /sent as “(.*)” and is now “(.*)”/.exec(line) ?? [];
			assert.ok(sent === undefined || sent !== now, line);
		}
	});

	it('is short for what is done, and stays for what is not', () => {
		assert.equal(saveReport('save', saved([]), false).tone, 'done');
		assert.equal(saveReport('save', notSaved([]), false).tone, 'problem');
		assert.equal(
			saveReport('save', { kind: 'unknown', atRisk: [], error: new ApiError('timeout') }, true).tone,
			'problem',
		);
	});
});

describe('Names of variables in a report', () => {
	before(() => l10n.config({ contents: german }));
	after(() => l10n.config({ contents: {} }));

	it('have the quotation marks of the language', () => {
		const { title } = saveReport('save', { kind: 'unreadable', visitor: visitor('v'), names: ['plan', 'cart'] }, false);
		assert.match(title, /„plan“ und „cart“/);
		const { lines } = saveReport('save', saved([], { variables: [variable('cart', '7')], error: undefined }), false);
		assert.match(lines[0] ?? '', /„cart“/);
		assert.doesNotMatch([title, ...lines].join(), /”/);
	});
});
