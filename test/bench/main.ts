// `npm run bench`: what the product promises of its speed and thrift, measured against yardsticks of the same run, in one table.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Figure } from './figures';

/** The parts; each loads its code when it runs. */
const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
	refresh: async () => (await import('./refresh')).refresh(),
	paint: async () => (await import('./paint')).paint(),
	start: async () => (await import('./start')).start(),
	heap: async () => (await import('./heap')).heap(),
	find: async () => (await import('./find')).find(),
	citizen: async () => (await import('./citizen')).citizen(),
	answers: async () => figuresOf('answers', await (await import('./answers')).answers()),
};

/** A part that only says whether it holds. */
function figuresOf(part: string, holds: boolean): readonly Figure[] {
	return [{ figure: `${part}: broken promises`, value: holds ? 0 : 1, bound: 0, unit: '', ok: holds }];
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
	const names = values.only === undefined ? Object.keys(benches) : values.only.split(',').map((name) => name.trim());
	const unknown = names.find((name) => !Object.hasOwn(benches, name));
	if (unknown !== undefined) {
		throw new Error(`There is no bench "${unknown}". Choose from: ${Object.keys(benches).join(', ')}.`);
	}
	const figures: Figure[] = [];
	for (const name of names) {
		console.error(`${name} …`);
		figures.push(...((await benches[name]?.()) ?? []));
	}
	print(figures);
	if (values.json !== undefined) {
		writeFileSync(values.json, `${JSON.stringify(figures, undefined, '\t')}\n`);
	}
	process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}

function print(figures: readonly Figure[]): void {
	const width = Math.max(...figures.map(({ figure }) => figure.length));
	for (const { figure, value, bound, unit, ok } of figures) {
		const measured = `${value.toLocaleString('en-US', { maximumSignificantDigits: 3 })} ${unit}`;
		console.log(
			`${ok ? '  ' : '✗ '}${figure.padEnd(width)}  ${measured.padEnd(26)} ≤ ${bound.toLocaleString('en-US')}`,
		);
	}
	const missed = figures.filter(({ ok }) => !ok).length;
	console.log(missed === 0 ? 'Every bound is kept.' : `${missed} of ${figures.length} bounds are missed.`);
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
