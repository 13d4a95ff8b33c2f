// Runs the suite inside an extension host: VS Code calls run(), and a rejection is a failed run.
import { readdirSync } from 'node:fs';
import path from 'node:path';

export async function run(): Promise<void> {
	const { default: Mocha } = await import('mocha');
	const mocha = new Mocha({
		ui: 'bdd',
		timeout: 20_000,
		slow: 1000,
		forbidOnly: true,
		// Named by `npm test`, which counts what was printed.
		reporter: process.env.MOCHA_REPORTER ?? 'spec',
		...(process.env.MOCHA_GREP ? { grep: process.env.MOCHA_GREP } : {}),
	});
	// In the order of their names: activation comes first, before anybody has signed in.
	const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
	for (const file of files.sort()) {
		if (file.endsWith('.test.js')) {
			mocha.addFile(path.join(__dirname, file));
		}
	}
	await mocha.loadFilesAsync();
	const failures = await new Promise<number>((resolve) => {
		mocha.run(resolve);
	});
	if (failures > 0) {
		throw new Error(`${failures} failed`);
	}
}
