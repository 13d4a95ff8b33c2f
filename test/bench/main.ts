// `npm run bench`: measures that are compared with something of the same run, in tables; fails where a promise of the product is broken.
import { parseArgs } from 'node:util';
import { answers } from './answers';
import { citizen } from './citizen';
import { start } from './start';

const benches: Readonly<Record<string, () => Promise<boolean>>> = {
	answers,
	citizen,
	start: async () => (await start()).every(({ ok }) => ok),
};

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { only: { type: 'string' } } });
	const names = values.only === undefined ? Object.keys(benches) : values.only.split(',').map((name) => name.trim());
	for (const name of names) {
		const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
		if (!bench) {
			throw new Error(`There is no bench "${name}". Take of: ${Object.keys(benches).join(', ')}.`);
		}
		console.log(`\n── ${name}`);
		if (!(await bench())) {
			process.exitCode = 1;
		}
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
