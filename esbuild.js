// Builds every bundle: what ships (dist/), and with --tests the tests (out/test/). Options: --production, --watch, --tests.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/**
 * Node loads the service and the sandbox when they are first needed: a dynamic import of one of these files stays an import of its bundle.
 * The web extension host loads a single file, so there the same imports are bundled.
 * @type {Record<string, string>}
 */
const loadedLater = { 'service/client': 'service.js', 'sandbox/chatServer': 'sandbox.js' };

/** @type {import('esbuild').Plugin} */
const loadLater = {
	name: 'load-later',
	setup(build) {
		build.onResolve({ filter: /^\.{1,2}\// }, (args) => {
			if (args.kind !== 'dynamic-import') {
				return undefined;
			}
			const target = path.relative(path.join(__dirname, 'src'), path.resolve(args.resolveDir, args.path));
			const bundle = loadedLater[target.split(path.sep).join('/')];
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

/** @returns {import('esbuild').BuildOptions[]} */
function shipped() {
	return [
		{ ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [loadLater, platformStreams] },
		{ ...node, entryPoints: ['src/service/client.ts'], outfile: 'dist/service.js' },
		{ ...node, entryPoints: ['src/sandbox/chatServer.ts'], outfile: 'dist/sandbox.js' },
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
	await Promise.all(bundles.map((options) => esbuild.build(options)));
}

main().catch((error) => {
	// esbuild has printed what is wrong with the code; anything else is ours to print.
	if (!error.errors) {
		console.error(error);
	}
	process.exitCode = 1;
});
