// Builds the bundles: what ships (dist/), and with --tests the tests (out/test/); other options: --production, --watch.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

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
		build.onLoad({ filter: nodeFetchIndex }, ({ path: file }) => {
			const code = fs.readFileSync(file, 'utf8');
			const contents = code.replace(chunkCheck, '');
			return contents === code
				? { errors: [{ text: 'node-fetch has no check of chunks where it is expected' }] }
				: { contents };
		});
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

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	minify: production,
	define: { HAS_SCENARIOS: String(!production) }, // src/connect.ts
	sourcemap: production ? false : 'linked',
	target: 'es2022',
	metafile: true,
	logLevel: 'warning',
	legalComments: 'none',
	absWorkingDir: __dirname,
};

/**
 * Shares code between files that are loaded at different times. A dynamic import is where a new file begins. esbuild splits only
 * ES modules, which VS Code loads slower than CommonJS (docs/decisions/15-load-on-first-use.md), so each file is translated afterwards.
 * @type {import('esbuild').Plugin}
 */
const toCommonJs = {
	name: 'to-common-js',
	setup(build) {
		build.onEnd(({ outputFiles = [] }) => {
			fs.rmSync(path.join(__dirname, 'dist/later'), { recursive: true, force: true });
			for (const file of outputFiles) {
				fs.mkdirSync(path.dirname(file.path), { recursive: true });
				fs.writeFileSync(file.path, commonJs(file.text));
			}
		});
	},
};

/**
 * Translates a module that esbuild wrote to CommonJS. esbuild's own translation makes all files together 10 kB larger. This one is
 * short because no module of ours exports a variable that changes later. Throws if the module has another form than expected.
 * @param {string} code
 */
function commonJs(code) {
	/** What is required under a name. @type {string[]} */
	const named = [];
	/** What is required for its effect alone. @type {string[]} */
	const bare = [];
	/** The name of a module as a whole: each source file that imports VS Code has its own name for it. @type {Map<string, string>} */
	const known = new Map();
	const body = code
		.replace(
			/\bimport\s*(?:([\w$]+)?\s*,?\s*(?:\*\s*as\s+([\w$]+)|(\{[^{}"]*\}))?\s*from\s*)?("[^"\n]+");/g,
			(/** @type {string} */ all, byDefault, whole, /** @type {string | undefined} */ list, from) => {
				// A default import is of a module of Node's or VS Code's, whose default is the whole.
				const targets = [byDefault, whole, list?.replace(/\s+as\s+/g, ':')].filter(Boolean);
				named.push(...targets.map((target) => `${target}=${known.get(from) ?? `require(${from})`}`));
				if (targets.length === 0) {
					bare.push(`require(${from});`);
				}
				const name = byDefault ?? whole;
				if (name && !known.has(from)) {
					known.set(from, name);
				}
				return all.replace(/[^\n]/g, ''); // keeps the lines of the source map
			},
		)
		.replace(/\bexport\s*\{([^{}"]*)\};/, (_all, /** @type {string} */ list) => {
			const pairs = list.split(',').map((pair) => pair.trim().split(/\s+as\s+/));
			return `module.exports={${pairs.map(([own, name = own]) => `${name}:${own}`).join()}};`;
		});
	if (/(?:^|[;}\n])(?:import|export)\b\s*[{*\w"]/.test(body)) {
		throw new Error('esbuild wrote a module in an unexpected form');
	}
	return `"use strict";${named.length > 0 ? `const ${named.join()};` : ''}${bare.join('')}${body}`;
}

/** @type {import('esbuild').BuildOptions} */
const node = {
	...common,
	platform: 'node',
	format: 'cjs',
	charset: 'utf8', // Node reads UTF-8; a browser may not
	external: ['vscode'],
	plugins: [leanFetch],
};

/**
 * How large the bundles may be, minified, in kB of 1,000 bytes. Node loads `dist/later` when it is first needed.
 * The web bundle has to be a single file, so its sandbox isn't counted.
 * @type {readonly { readonly name: string, readonly entry: string, readonly later?: boolean, readonly without?: string, readonly most: number }[]}
 */
const budgets = [
	{ name: 'Node, at activation', entry: 'dist/extension.js', most: 60 },
	{ name: 'Node, in all', entry: 'dist/extension.js', later: true, most: 320 },
	{ name: 'web, without the sandbox', entry: 'dist/web/extension.js', without: 'src/sandbox/', most: 280 },
	{ name: 'panel', entry: 'dist/panel.js', most: 45 },
];

/** @returns {import('esbuild').BuildOptions[]} */
function shipped() {
	return [
		{
			...node,
			format: 'esm',
			splitting: true,
			entryPoints: ['src/extension.ts'],
			outdir: 'dist',
			chunkNames: 'later/[name]-[hash]',
			// Its Node build reads texts from files too; ours come from VS Code.
			alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
			sourcemap: production ? false : 'inline',
			write: false,
			plugins: [leanFetch, ownRequests, toCommonJs],
		},
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
		weigh(Object.assign({}, ...results.map(({ metafile }) => metafile?.outputs)));
	}
}

/**
 * The files that are loaded with one, and with `later` those too that its dynamic imports may load.
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} entry
 * @param {boolean} later
 * @param {Set<string>} loaded
 */
function loadedWith(outputs, entry, later, loaded = new Set()) {
	loaded.add(entry);
	for (const { path: file, kind } of outputs[entry]?.imports ?? []) {
		if (outputs[file] && !loaded.has(file) && (later || kind !== 'dynamic-import')) {
			loadedWith(outputs, file, later, loaded);
		}
	}
	return loaded;
}

/**
 * Prints what fills each budget, and fails the build where one is exceeded.
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
function weigh(outputs) {
	for (const { name, entry, later = false, without, most } of budgets) {
		/** @type {Record<string, number>} */
		const rooms = {};
		let total = 0;
		for (const file of loadedWith(outputs, entry, later)) {
			// By the files themselves: the code that joins inputs belongs to none of them.
			total += fs.statSync(path.join(__dirname, file)).size / 1000;
			for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
				const room = /^(?:src|node_modules)\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? 'other';
				const isCounted = !without || !input.startsWith(without);
				rooms[room] = (rooms[room] ?? 0) + (isCounted ? bytesInOutput : 0);
				total -= isCounted ? 0 : bytesInOutput / 1000;
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
