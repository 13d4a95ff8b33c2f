// `npm run sandbox`: the sandbox as a server on this machine, to sign in to by hand.
import { parseArgs } from 'node:util';
import { isScenarioName, scenarios } from '../../src/sandbox/scenarios/scenarios';
import { startSandboxServer } from '../sandboxServer';
import { sandboxApiKey, sandboxClientId, sandboxSiteId } from './identity';

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8080' },
			scenario: { type: 'string', default: 'calm' },
			seed: { type: 'string', default: '1' },
			'control-panel': { type: 'boolean', default: false },
			cors: { type: 'boolean', default: false },
		},
	});
	const { scenario, cors } = values;
	const port = Number(values.port);
	const seed = Number(values.seed);
	if (!isScenarioName(scenario)) {
		throw new Error(`There is no scenario "${scenario}". Take one of: ${Object.keys(scenarios).join(', ')}.`);
	}
	if (!Number.isInteger(port) || port < 0 || port > 65_535 || !Number.isInteger(seed)) {
		throw new Error('--port takes a number up to 65535 and --seed an integer.');
	}
	const server = await startSandboxServer({
		port,
		scenario,
		seed,
		cors,
		ownControlPanel: values['control-panel'],
		credentials: { apiKeys: [sandboxApiKey] },
	});
	console.log(`Chat Server "${scenario}": ${server.baseUrl}`);
	console.log(`Access token: ${server.token}`);
	console.log(`Control panel, for browser sign-in: ${server.controlPanelUrl}`);
	console.log(`Client id: ${sandboxClientId}, without a client secret. Site id: ${sandboxSiteId}`);
	console.log(`API key: ${sandboxApiKey.key}, of ${sandboxApiKey.email}`);
	console.log('Ctrl+C ends it.');
}

main().catch((error: NodeJS.ErrnoException) => {
	console.error(
		error.code === 'EADDRINUSE' ? 'The port is taken. Choose another one with --port, or 0 for any.' : error.message,
	);
	process.exitCode = 1;
});
