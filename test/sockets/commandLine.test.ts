// The cURL lines of Copy Visitor As…, run in each shell against a server that checks the sign-in.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { type CommandSignIn, readCommandLine, writeCommandLine } from '../../src/present/reports/visitorCopy';
import { visitor } from '../fixtures/fakeServer';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';

const run = promisify(execFile);

/** Not every system has all of them, nor curl. */
const isThere = (program: string, ...args: string[]) => {
	try {
		execFileSync(program, args, { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
};
const shells = ['sh', 'bash', 'dash'].filter((shell) => isThere(shell, '-c', 'true'));

describe('A cURL line', () => {
	const apiKey = { email: 'jane@example.com', key: "k'ey $x", siteId: 10008 };
	const ways: readonly { readonly signIn: CommandSignIn; readonly secrets: Readonly<Record<string, string>> }[] = [
		{ signIn: { kind: 'token' }, secrets: { TOKEN: 'the-token' } },
		{ signIn: { kind: 'apiKey', siteId: '10008' }, secrets: { EMAIL: apiKey.email, KEY: apiKey.key } },
	];
	const variables = [{ name: "it's", value: '$(touch /tmp/never) `x` "$KEY"', url: '' }];
	let server: SandboxServer;

	before(async () => {
		assert.ok(isThere('curl', '--version'), 'install curl: the line is run as it is pasted');
		server = await startSandboxServer({ frozen: true, credentials: { tokens: ['the-token'], apiKeys: [apiKey] } });
	});

	after(() => server?.close());

	for (const { signIn, secrets } of ways) {
		for (const shell of shells) {
			it(`reads and writes a visitor in ${shell}, signed in by ${signIn.kind}`, async () => {
				const id = server.sandbox.world.addVisitor({ name: 'Otto', customVariableResults: [] });
				const otto = visitor(id, { customVariableResults: variables });
				const env = { PATH: process.env.PATH ?? '', ...secrets };
				await run(shell, ['-c', writeCommandLine(server.baseUrl, otto, signIn)], { env });
				assert.deepEqual(server.sandbox.world.visitor(id)?.customVariableResults, variables);
				const { stdout } = await run(shell, ['-c', readCommandLine(server.baseUrl, otto, signIn)], { env });
				assert.equal(JSON.parse(stdout).name, 'Otto');
				const refused = await run(shell, ['-c', readCommandLine(server.baseUrl, otto, signIn)], {
					env: { PATH: env.PATH },
				});
				assert.doesNotMatch(refused.stdout, /Otto/);
			});
		}
	}
});
