// @ts-check
// `npm run address -- https://github.com/owner/name`: writes the public address of the project into package.json; without an address it prints the one that is set.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runScript } from '../test/vscode/stop.mjs';
import { addressOf, withAddress } from './release/address.mjs';

const FILE = fileURLToPath(new URL('../package.json', import.meta.url));

await runScript(async () => {
	const manifest = JSON.parse(readFileSync(FILE, 'utf8'));
	const [address] = process.argv.slice(2);
	if (address === undefined) {
		process.stdout.write(`${addressOf(manifest) ?? 'No address is set.'}\n`);
		return;
	}
	writeFileSync(FILE, `${JSON.stringify(withAddress(manifest, address), null, '\t')}\n`);
});
