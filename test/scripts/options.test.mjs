// @ts-check
// What can be asked of `npm start`, and what is said when it is asked wrongly.
import assert from 'node:assert/strict';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { parseOptions, SCENARIOS } from '../../scripts/start/options.mjs';
import { PROJECT } from '../vscode/places.mjs';

describe('The options of npm start', () => {
	it('show calm sample data, open a browser and take a fixed port when none is given', () => {
		const options = parseOptions([]);
		assert.deepEqual(options, {
			help: false,
			browser: false,
			open: true,
			port: 8520,
			scenario: 'calm',
			site: undefined,
		});
	});

	it('are what they say', () => {
		const options = parseOptions(['--browser', '--no-open', '--port', '9000', '--scenario', 'busy']);
		assert.deepEqual(options, {
			help: false,
			browser: true,
			open: false,
			port: 9000,
			scenario: 'busy',
			site: undefined,
		});
		assert.equal(parseOptions(['--site', 'https://chat.example/v4']).site, 'https://chat.example/v4');
		assert.equal(parseOptions(['--site=http://127.0.0.1:9/v4']).site, 'http://127.0.0.1:9/v4');
	});

	it('know the scenarios of the sandbox', async () => {
		const entry = path.join(PROJECT, 'src/sandbox/scenarios/scenarios.ts');
		const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, write: false, format: 'esm' });
		const { scenarios } = await import(
			`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`
		);
		assert.deepEqual(SCENARIOS, Object.keys(scenarios));
	});

	for (const [args, sentence] of /** @type {[string[], RegExp][]} */ ([
		[['--prot', '1'], /^Unknown option '--prot'\.\n {2}Next: .*--help/],
		[['9000'], /^Unexpected argument '9000'\./],
		[['--port'], /^Option '--port <value>' argument missing\./],
		[['--port', 'x'], /^x is no port\.\n {2}Next: take a number/],
		[['--port', '65536'], /^65536 is no port\./],
		[['--port=-1'], /^-1 is no port\./],
		[['--scenario', 'stormy'], /^There is no scenario stormy\.\n {2}Next: take one of calm, busy/],
		[['--site', 'chat'], /^chat is no base URL/],
		[['--site', 'http://chat.example'], /^http:\/\/chat\.example is no base URL.*\n {2}Next: give an https address/],
		[['--site', 'ftp://chat.example'], /is no base URL/],
		[['--site', 'https://me@chat.example'], /is no base URL/],
		[['--site', 'https://chat.example', '--scenario', 'calm'], /exclude each other/],
	])) {
		it(`say what is wrong with ${args.join(' ')}`, () => {
			assert.throws(() => parseOptions(args), { name: 'Stop', message: sentence });
		});
	}

	it('are missed when npm has kept one for itself', () => {
		assert.throws(
			() => parseOptions(['9000'], { npm_config_port: 'true' }),
			/npm took --port .*\n.*npm start -- --port/,
		);
		assert.throws(() => parseOptions([], { npm_config_open: '' }), /npm took --no-open/);
		assert.doesNotThrow(() => parseOptions(['--port', '9000'], { npm_config_port: '1' }));
	});
});
