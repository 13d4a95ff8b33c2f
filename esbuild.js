// Builds every bundle: what ships (dist/), and with --tests the tests (out/test/). Options: --production, --watch, --tests.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/**
 * Node loads these when they are first needed: a dynamic import of one of them stays an import of its bundle.
 * The web extension host loads a single file, so there the same imports are bundled.
 * @type {Record<string, string>}
 */
const loadedLater = {
	'src/nodeFetch': 'fetch.js',
	'src/service/client': 'service.js',
	'src/sandbox/chatServer': 'sandbox.js',
	'src/host/connection': 'connection.js',
};

/** @type {import('esbuild').Plugin} */
const loadLater = {
	name: 'load-later',
	setup(build) {
		build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
			if (args.kind !== 'dynamic-import') {
				return undefined;
			}
			const target = path.relative(__dirname, path.resolve(args.resolveDir, args.path)).split(path.sep).join('/');
			const bundle = loadedLater[target];
			return bundle ? { path: `./${bundle}`, external: true } : undefined;
		});
	},
};

/**
 * fetch-blob, below node-fetch, carries a copy of web streams (60 kB) for Node versions before 18; VS Code 1.100 runs Node 20.
 * @type {import('esbuild').Plugin}
 */
const platformStreams = {
	name: 'platform-streams',
	setup(build) {
		build.onResolve({ filter: /^web-streams-polyfill/ }, () => ({ path: 'stream/web', external: true }));
	},
};

/**
 * node-fetch hands no option of its own on to https, so it gets ours (src/nodeHttps.ts) in place of Node's.
 * @type {import('esbuild').Plugin}
 */
const ownHttps = {
	name: 'own-https',
	setup(build) {
		build.onResolve({ filter: /^node:https$/ }, ({ importer }) =>
			/[\\/]node-fetch[\\/]/.test(importer) ? { path: 'https', namespace: 'own-https' } : undefined,
		);
		build.onLoad({ filter: /.*/, namespace: 'own-https' }, () => ({
			contents: "import { request } from './src/nodeHttps'; export default { request };",
			resolveDir: __dirname,
		}));
	},
};

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	minify: production,
	sourcemap: production ? false : 'linked',
	target: 'es2022',
	metafile: true,
	logLevel: 'warning',
	legalComments: 'none',
	absWorkingDir: __dirname,
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', external: ['vscode'], plugins: [platformStreams] };

/**
 * What a bundle may weigh, minified, in kB of 1,000 bytes. Node loads the other four later; of the web bundle the sandbox does not count.
 * @type {readonly { readonly name: string, readonly files: readonly string[], readonly without?: string, readonly most: number }[]}
 */
const budgets = [
	{ name: 'Node, at activation', files: ['dist/extension.js'], most: 120 },
	{
		name: 'Node, in all',
		files: ['extension', 'fetch', 'service', 'sandbox', 'connection'].map((name) => `dist/${name}.js`),
		most: 250,
	},
	{ name: 'web, without the sandbox', files: ['dist/web/extension.js'], without: 'src/sandbox/', most: 250 },
	{ name: 'panel', files: ['dist/panel.js'], most: 40 },
];

/** @returns {import('esbuild').BuildOptions[]} */
function shipped() {
	return [
		{ ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [loadLater, platformStreams] },
		{ ...node, entryPoints: ['src/nodeFetch.ts'], outfile: 'dist/fetch.js', plugins: [platformStreams, ownHttps] },
		{ ...node, entryPoints: ['src/service/client.ts'], outfile: 'dist/service.js' },
		{ ...node, entryPoints: ['src/sandbox/chatServer.ts'], outfile: 'dist/sandbox.js' },
		{ ...node, entryPoints: ['src/host/connection.ts'], outfile: 'dist/connection.js' },
		{
			...common,
			platform: 'browser',
			format: 'cjs',
			external: ['vscode'],
			entryPoints: ['src/extension.web.ts'],
			outfile: 'dist/web/extension.js',
		},
		{ ...common, platform: 'browser', format: 'iife', entryPoints: ['src/panel/panel.ts'], outfile: 'dist/panel.js' },
	];
}

/** Every `*.test.ts` below test/, and the two suites that run inside an extension host. */
function testEntries() {
	return fs
		.readdirSync(path.join(__dirname, 'test'), { recursive: true, encoding: 'utf8' })
		.map((file) => `test/${file.split(path.sep).join('/')}`)
		.filter((file) => !file.includes('node_modules'))
		.filter((file) => file.endsWith('.test.ts') || file === 'test/host/index.ts' || file === 'test/web/index.ts');
}

/** @returns {import('esbuild').BuildOptions[]} */
function testBundles() {
	return [
		{
			...node,
			entryPoints: testEntries(),
			outdir: 'out/test',
			outbase: 'test',
			sourcemap: 'inline',
			minify: false,
			packages: 'external',
		},
	];
}

async function main() {
	const bundles = [...shipped(), ...(tests ? testBundles() : [])];
	if (watch) {
		const contexts = await Promise.all(bundles.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
		await Promise.all(contexts.map((context) => context.watch()));
		return;
	}
	if (tests) {
		fs.rmSync(path.join(__dirname, 'out/test'), { recursive: true, force: true });
	}
	const results = await Promise.all(bundles.map((options) => esbuild.build(options)));
	if (production) {
		weigh(Object.assign({}, ...results.map(({ metafile }) => metafile?.outputs)));
	}
}

/**
 * Prints what fills each budget, and fails the build where one is exceeded.
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
function weigh(outputs) {
	for (const { name, files, without, most } of budgets) {
		/** @type {Record<string, number>} */
		const rooms = {};
		for (const file of files) {
			for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
				const room = /^(?:src|node_modules)\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? 'other';
				rooms[room] = (rooms[room] ?? 0) + (without && input.startsWith(without) ? 0 : bytesInOutput);
			}
		}
		const total = Object.values(rooms).reduce((sum, bytes) => sum + bytes, 0) / 1000;
		const fullest = Object.entries(rooms)
			.sort(([, a], [, b]) => b - a)
			.slice(0, 6)
			.map(([room, bytes]) => `${room.replace(/^(?:src|node_modules)\//, '')} ${(bytes / 1000).toFixed(1)}`);
		console.log(`${name}: ${total.toFixed(1)} of ${most} kB · ${fullest.join(' · ')}`);
		if (total > most) {
			console.error(`${name} is over its budget: look at what fills it, and load later or leave out.`);
			process.exitCode = 1;
		}
	}
}

main().catch((error) => {
	// esbuild has printed what is wrong with the code; anything else is ours to print.
	if (!error.errors) {
		console.error(error);
	}
	process.exitCode = 1;
});
