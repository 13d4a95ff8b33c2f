// What statuses are called in the language of the user.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import german from '../../../l10n/bundle.l10n.de.json';
import { statusNamed } from '../../../src/present/status/statusTexts';

describe('A status that is typed', () => {
	before(() => l10n.config({ contents: german }));
	after(() => l10n.config({ contents: {} }));

	it('is the one that is shown by that name, in any case', () => {
		assert.equal(statusNamed(' abwesend', ['Online', 'Away', 'Lunch']), 'Away');
		assert.equal(statusNamed('lunch ', ['Online', 'Away', 'Lunch']), 'Lunch');
	});

	it('is the one that the service calls so, before all others', () => {
		assert.equal(statusNamed('away', ['Online', 'Away']), 'Away');
		assert.equal(statusNamed('Abwesend', ['Away', 'Abwesend']), 'Abwesend');
	});

	it('is a new one if none is called so', () => {
		assert.equal(statusNamed('Pause', ['Online', 'Away']), undefined);
		assert.equal(statusNamed(' ', ['Online', 'Away']), undefined);
	});
});
