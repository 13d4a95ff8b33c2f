// Which files of the host may take data that privacy mode doesn't mask, and which texts VS Code keeps on the screen.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from './manifest';

const host = path.join(project, 'src', 'host');
const files = readdirSync(host, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(path.join(host, file), 'utf8');

/** The rest of the host takes a `ShownDesk`, and the compiler refuses any other. */
const withRealDesk = {
	'alerts/runWaitingAlerts.ts': 'numbers and waits',
	'commands.ts': 'the sites, to sign in and out',
	'currentDesk.ts': 'the types',
	'diagnostics/diagnosticsOptions.ts': 'no personal data',
	'diagnostics/testConnection.ts': 'no personal data',
	'lookUp/deepLinks.ts': 'the sites, to ask for one',
	'privacy/shownDesks.ts': 'the gate',
	'status/runStatusRules.ts': 'my own status',
	'visitorPanel/panelContent.ts': 'the gate of a panel, and the row to copy unmasked',
	'visitorPanel/panelOptions.ts': 'the options of that',
	'visitorPanel/visitorEditing.ts': 'a save compares with the real data',
	'visitors/copyVisitor.ts': 'the copy that the user wants unmasked',
	'visitors/knownVisitor.ts': 'for that copy',
	'visitors/visitorCommands.ts': 'the sites, for that copy',
	'visitors/visitorDocuments.ts': 'snapshots, masked in their text',
};

const takesRealDesk = /import type \{[^}]*\b(?:Desk|CurrentDesk)\b[^}]*\} from|import[^;]*\bSites\b[^;]* from/;

describe('What the host shows', () => {
	it('passes the gate of privacy mode: only these files take data as it is', () => {
		const taking = files.filter((file) => !/^(?:sites|signIn)\//.test(file) && takesRealDesk.test(read(file)));
		assert.deepEqual(taking.sort(), Object.keys(withRealDesk).sort());
	});

	it('in a notification, which VS Code keeps when the mode goes on, names no visitor and no agent', () => {
		const plain = /(?<!function )\bshow(?:Information|Warning|Error|Progress)\(/;
		const naming = /\b(?:visitorLabel|agentLabel|departmentLabel|nameOf|nameBehindAlias)\b/;
		const telling = files.filter((file) => plain.test(read(file)));
		assert.ok(telling.length > 8);
		assert.deepEqual(
			telling.filter((file) => naming.test(read(file))),
			// Their labels stand in quick picks, which close; their notifications name nobody.
			['agents/findMe.ts', 'pins/pinVisitor.ts', 'variables/setVariable.ts'],
		);
		assert.doesNotMatch(read('lookUp/lookUpSelection.ts'), /l10n\.t\([^)]*target\.text/);
	});
});
