// The route that a file may serve, by the conventions of the common routers.

export type FileSegment =
	| { readonly kind: 'name'; readonly name: string }
	/** Any one segment: `[id]`, `:id`, `$id`, `_id`, `{id}`. */
	| { readonly kind: 'dynamic' }
	/** Any further segments: `[...slug]`, or none too: `[[...slug]]`. */
	| { readonly kind: 'rest'; readonly least: 0 | 1 };

export interface FileRoute {
	/** Folders and, unless it is an index, the file. Folders that are no part of a route, as `(group)`, are left out. */
	readonly segments: readonly FileSegment[];
	/** Whether the file stands for its folder: `index`, `page`, `route`. */
	readonly isIndex: boolean;
	/** Whether files of this kind are pages: templates rather than modules. */
	readonly isTemplate: boolean;
}

/** A longer path is no candidate. */
const maxPath = 400;
/** How many folders above a file count. */
const maxFolders = 12;

const tests =
	/(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|cypress)\/|[._-](?:test|tests|spec|specs|stories|story|d|config)\.\w+$/i;
const notPages =
	/^(?:layout|loading|error|not-found|template|default|\+layout|\+error|_app|_document|_layout|middleware)\b/;
const index = /^(?:index|page|route|_index|\+page|\+server)$/i;
const templates = /\.(?:tsx|jsx|vue|svelte|astro|html?|php|erb|ejs|hbs|pug|twig|jinja2?|cshtml|razor|jsp|heex|mdx?)$/i;

/** @param path of a file in a folder of the workspace, with `/`. Undefined for a file that serves no route of its own. */
export function fileRoute(path: string): FileRoute | undefined {
	if (path.length > maxPath || tests.test(path)) {
		return undefined;
	}
	const folders = path.split('/');
	const file = folders.pop() ?? '';
	const stem = stemOf(file);
	if (stem === '' || notPages.test(stem)) {
		return undefined;
	}
	const isFlat = folders.includes('routes') && (stem.includes('.') || stem.startsWith('$'));
	const leaf = isFlat
		? flatNames(stem)
		: [stem.replace(/\.(?:page|route|component|view|controller|server|client)$/i, '')];
	const isIndex = index.test(leaf.at(-1) ?? '');
	const names = [...folders.slice(-maxFolders), ...(isIndex ? leaf.slice(0, -1) : leaf)];
	return {
		segments: names.map(segmentOf).filter((segment) => segment !== undefined),
		isIndex,
		isTemplate: templates.test(file),
	};
}

/** Without the extensions: "show.html.erb" is "show". Those of a dynamic name, as in "[...slug].tsx", are after its bracket. */
function stemOf(file: string): string {
	const bracket = file.lastIndexOf(']') + 1;
	return file.slice(0, bracket) + file.slice(bracket).replace(/(?:\.(?:html|server|client))?\.[a-z0-9]+$/i, '');
}

/** "users.$id_.edit" is `users`, `$id`, `edit`; a part that begins with `_` groups routes, but for the index. */
function flatNames(stem: string): string[] {
	return stem
		.split('.')
		.map((part) => part.replace(/_$/, ''))
		.filter((part) => part !== '' && (!part.startsWith('_') || part === '_index'));
}

function segmentOf(name: string): FileSegment | undefined {
	if (/^\(.*\)$|^@|^__/.test(name)) {
		return undefined;
	}
	if (/^\[\[\.\.\..+\]\]$/.test(name)) {
		return { kind: 'rest', least: 0 };
	}
	if (/^\[\.\.\..+\]$|^\$$|^\*+$/.test(name)) {
		return { kind: 'rest', least: 1 };
	}
	if (/^\[.+\]$|^[:$_]\w+$|^\{.+\}$/.test(name)) {
		return { kind: 'dynamic' };
	}
	return { kind: 'name', name: comparable(name) };
}

/** "order-history", "order_history" and "OrderHistory" are one name. */
export function comparable(name: string): string {
	return name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[-_ .]/g, '');
}
