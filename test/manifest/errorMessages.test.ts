// Which files show error messages: failures are reported in three places.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from './manifest';

const source = path.join(project, 'src');

it('error messages are shown by runCommand alone, by Test Connection for its result, and by the start where the rest can’t be loaded', () => {
	const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
	const showing = files.filter((file) =>
		readFileSync(path.join(source, file), 'utf8').match(/\bshowError(?:Message)?\b/),
	);
	assert.deepEqual(showing.map((file) => file.replaceAll('\\', '/')).sort(), [
		'host/diagnostics/testConnection.ts',
		'host/gates/loadFailure.ts',
		'host/gates/notifications.ts',
		'host/runCommand.ts',
	]);
});
