// Builds the bundles: what ships (dist/), and with --tests the tests (out/test/); other options: --production, --watch.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const terser = require('terser');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/**
 * Parts of node-fetch that are left out. Node 20, that of VS Code 1.100, has web streams (a copy of 60 kB), blobs and forms itself.
 * We send and read only texts, over http, without a referrer and without redirects: multipart bodies, data URIs and the rules of
 * referrers aren't needed.
 * @type {Readonly<Record<string, string>>}
 */
const builtIn = {
	'fetch-blob': 'export const { Blob } = globalThis; export default Blob;',
	'fetch-blob/from.js':
		'export const { Blob, File } = globalThis, none = undefined; export { none as blobFrom, none as blobFromSync, none as fileFrom, none as fileFromSync };',
	'data-uri-to-buffer': 'export default undefined;',
	'./utils/referrer.js':
		"export const DEFAULT_REFERRER_POLICY = 'no-referrer'; export const validateReferrerPolicy = (policy) => policy; export const determineRequestsReferrer = undefined; export const parseReferrerPolicyFromHeader = undefined;",
	'formdata-polyfill/esm.min.js': 'export const { FormData } = globalThis; export function formDataToBlob() {}',
};

/** @type {import('esbuild').Plugin} */
const leanFetch = {
	name: 'lean-fetch',
	setup(build) {
		build.onResolve({ filter: /^web-streams-polyfill/ }, () => ({ path: 'stream/web', external: true }));
		// Imported by a function that isn't called: any module of Node's will do.
		build.onResolve({ filter: /multipart-parser\.js$/ }, () => ({ path: 'node:util', external: true }));
		build.onResolve(
			{ filter: /^(?:fetch-blob|formdata-polyfill|data-uri-to-buffer|\.\/utils\/referrer\.js$)/ },
			({ path: file }) => (builtIn[file] === undefined ? undefined : { path: file, namespace: 'built-in' }),
		);
		build.onLoad({ filter: /.*/, namespace: 'built-in' }, ({ path: file }) => ({ contents: builtIn[file] ?? '' }));
	},
};

const nodeFetchIndex = /[\\/]node-fetch[\\/]src[\\/]index\.js$/;

/**
 * A check of node-fetch for answers that end too early. It takes a last chunk that comes in two packets or is followed by a trailer
 * for such an answer. Node itself recognizes those that really are, since version 14.
 */
const chunkCheck = /\n\t\tfixResponseChunkedTransferBadEnding\(request_, error => \{.*?\n\t\t\}\);\n/s;

/**
 * A file of a package without a part that we don't need. An error if the part is not there, as it may be after an update.
 * @param {string} file
 * @param {RegExp} part
 * @param {string} what it is
 * @returns {import('esbuild').OnLoadResult}
 */
function cutOut(file, part, what) {
	const code = fs.readFileSync(file, 'utf8');
	const contents = code.replace(part, '');
	return contents === code ? { errors: [{ text: `no ${what} where it is expected: ${file}` }] } : { contents };
}

/**
 * node-fetch passes no options of its own on to http and https, so it gets our requests (src/node/nodeRequest.ts) in place of Node's.
 * @type {import('esbuild').Plugin}
 */
const ownRequests = {
	name: 'own-requests',
	setup(build) {
		build.onResolve({ filter: /^node:https?$/ }, ({ path: module, importer }) =>
			nodeFetchIndex.test(importer) ? { path: module.slice('node:'.length), namespace: 'own-requests' } : undefined,
		);
		build.onLoad({ filter: /.*/, namespace: 'own-requests' }, ({ path: module }) => ({
			contents: `import { ${module}Request as request } from './src/node/nodeRequest'; export default { request };`,
			resolveDir: __dirname,
		}));
		build.onLoad({ filter: nodeFetchIndex }, ({ path: file }) => cutOut(file, chunkCheck, 'check of chunks'));
	},
};

/** In @vscode/l10n: reads texts from files and addresses. Ours come from VS Code, as an object. */
const textReaders = /\n {2}if \("fsPath" in config2\) \{.*?(?=\n\}\nfunction t\()/s;

/** @type {import('esbuild').Plugin} */
const leanTexts = {
	name: 'lean-texts',
	setup(build) {
		const filter = /[\\/]l10n[\\/]dist[\\/]browser\.js$/;
		build.onLoad({ filter }, ({ path: file }) => cutOut(file, textReaders, 'readers of texts'));
	},
};

/**
 * The tests have their packages from node_modules, but for node-fetch: they send as what ships does.
 * @type {import('esbuild').Plugin}
 */
const shippedFetch = {
	name: 'shipped-fetch',
	setup(build) {
		build.onResolve({ filter: /^node-fetch$/ }, () => ({ path: require.resolve('node-fetch') }));
	},
};

/**
 * Takes VS Code as it is. For `import * as vscode` esbuild copies the object with all of its 400 properties, once in each source file
 * (docs/decisions/15-load-on-first-use.md).
 * @type {import('esbuild').Plugin}
 */
const vscodeAsIs = {
	name: 'vscode-as-is',
	setup(build) {
		build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
			contents: fs
				.readFileSync(file, 'utf8')
				.replace(/^import \* as vscode from 'vscode';$/m, "import vscode = require('vscode');"),
			loader: 'ts',
		}));
	},
};

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	minify: production,
	define: { HAS_SCENARIOS: String(!production) }, // src/connect.ts, src/work/base.ts
	sourcemap: production ? false : 'linked',
	target: 'es2022',
	jsx: 'automatic',
	jsxImportSource: 'preact',
	metafile: true,
	logLevel: 'warning',
	legalComments: 'none',
	absWorkingDir: __dirname,
};

const node = {
	...common,
	platform: /** @type {const} */ ('node'),
	format: /** @type {const} */ ('cjs'),
	charset: /** @type {const} */ ('utf8'), // Node reads UTF-8; a browser may not
	external: ['vscode'],
};

/** What Node loads besides the activation entry, each on first use: its own parts, and what it shares with the web. */
const nodeLater = ['dist/node/fileStore.js', 'dist/node/nodeFetch.js', 'dist/extension.web.js'];

/**
 * How large the bundles may be, minified, in kB of 1,000 bytes. The web bundle has to be a single file, so its sandbox isn't counted.
 * @type {readonly { readonly name: string, readonly files: readonly string[], readonly without?: string, readonly most: number }[]}
 */
const budgets = [
	{ name: 'Node, at activation', files: ['dist/extension.js'], most: 60 },
	{ name: 'Node, in all', files: ['dist/extension.js', ...nodeLater], most: 470 },
	{ name: 'web, without the sandbox', files: ['dist/extension.web.js'], without: 'src/sandbox/', most: 410 },
	{ name: 'panel', files: ['dist/panel.js'], most: 45 },
];

/** @returns {import('esbuild').BuildOptions[]} */
function shipped() {
	return [
		{
			...node,
			entryPoints: ['src/extension.ts', 'src/node/fileStore.ts', 'src/node/nodeFetch.ts'],
			outdir: 'dist',
			outbase: 'src',
			// src/extension.ts imports these on first use: they are files of their own, with the same relative path in dist as in src.
			external: [...node.external, './node/*', './extension.web'],
			// Node's own import() reads a CommonJS file twice, and in VS Code 1.100 goes through another thread: esbuild writes require().
			supported: { 'dynamic-import': false },
			// Its Node build reads texts from files too; ours come from VS Code.
			alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
			plugins: [leanFetch, leanTexts, ownRequests, vscodeAsIs],
		},
		{
			// The web loads this file alone. Node takes from it what both share, so that it ships once.
			...common,
			platform: 'browser',
			format: 'cjs',
			external: ['vscode'],
			entryPoints: ['src/extension.web.ts'],
			outfile: 'dist/extension.web.js',
			plugins: [leanTexts, vscodeAsIs],
		},
		{
			...common,
			platform: 'browser',
			format: 'iife',
			charset: 'utf8', // that of the page
			entryPoints: ['src/panel/panel.ts'],
			outfile: 'dist/panel.js',
			plugins: [leanTexts],
		},
	];
}

/** Every `*.test.ts` and `*.test.tsx` below test/, and the suite that runs inside an extension host. */
function testEntries() {
	return fs
		.readdirSync(path.join(__dirname, 'test'), { recursive: true, encoding: 'utf8' })
		.map((file) => `test/${file.split(path.sep).join('/')}`)
		.filter((file) => !file.includes('node_modules'))
		.filter((file) => /\.test\.tsx?$/.test(file) || file === 'test/host/index.ts');
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
			plugins: [shippedFetch, leanFetch, ownRequests],
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
		/** @type {import('esbuild').Metafile['outputs']} */
		const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile?.outputs));
		await compress(Object.keys(outputs).filter((file) => file.startsWith('dist/')));
		weigh(outputs);
	}
}

/**
 * Compresses the bundles once more: terser makes what ships 4 % smaller than esbuild alone, after packing too.
 * @param {readonly string[]} files
 */
async function compress(files) {
	for (const file of files) {
		const whole = path.join(__dirname, file);
		const { code } = await terser.minify(fs.readFileSync(whole, 'utf8'), {
			ecma: 2020,
			// No function expression of the page is called with `new`.
			compress: { passes: file === 'dist/panel.js' ? 4 : 2, unsafe_arrows: file === 'dist/panel.js' },
			toplevel: true,
		});
		fs.writeFileSync(whole, code ?? '');
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
		let total = 0;
		for (const file of files) {
			// By the files themselves: the code that joins inputs belongs to none of them.
			const { size } = fs.statSync(path.join(__dirname, file));
			const compressed = size / (outputs[file]?.bytes ?? size); // esbuild's figures are those before `compress`
			total += size / 1000;
			for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
				const bytes = bytesInOutput * compressed;
				const room = /^(?:src|node_modules)\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? 'other';
				const isCounted = !without || !input.startsWith(without);
				rooms[room] = (rooms[room] ?? 0) + (isCounted ? bytes : 0);
				total -= isCounted ? 0 : bytes / 1000;
			}
		}
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
	// esbuild has printed the errors in the code, but not what a plugin of ours throws.
	if (!error.errors || error.errors.some((/** @type {import('esbuild').Message} */ { pluginName }) => pluginName)) {
		console.error(error.message);
	}
	process.exitCode = 1;
});
