// The manifest for its tests, with types and with its texts.
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The tests run from out/test/manifest. */
export const project = path.resolve(__dirname, '../../..');

interface MenuItem {
	readonly command?: string;
	readonly submenu?: string;
	readonly when?: string;
	readonly group?: string;
}

export interface Setting {
	readonly type: string;
	readonly default?: unknown;
	readonly order?: number;
	readonly scope?: string;
	readonly description?: string;
	readonly markdownDescription?: string;
	readonly enum?: readonly string[];
	readonly enumDescriptions?: readonly string[];
	readonly minimum?: number;
	readonly maximum?: number;
}

interface Manifest {
	readonly engines: { readonly vscode: string; readonly node: string };
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly extensionKind: readonly string[];
	readonly capabilities: unknown;
	readonly activationEvents: readonly string[];
	readonly description: string;
	readonly icon: string;
	readonly contributes: {
		readonly commands: readonly { command: string; title: string; category: string }[];
		readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
		readonly views: Readonly<Record<string, readonly { id: string; icon?: string; contextualTitle?: string }[]>>;
		readonly viewsWelcome: readonly { view: string; contents: string; when: string }[];
		readonly submenus: readonly { id: string; label: string }[];
		readonly keybindings: readonly { command: string; key: string; when: string }[];
		readonly languageModelTools: readonly {
			readonly name: string;
			readonly displayName: string;
			readonly userDescription: string;
			readonly when: string;
			readonly inputSchema: object;
		}[];
		readonly configuration: readonly {
			readonly title: string;
			readonly order: number;
			readonly properties: Readonly<Record<string, Setting>>;
		}[];
	};
}

function readJson(file: string): unknown {
	return JSON.parse(readFileSync(path.join(project, file), 'utf8'));
}

export const manifest = readJson('package.json') as Manifest;
export const texts = readJson('package.nls.json') as Readonly<Record<string, string>>;

export const menus = Object.entries(manifest.contributes.menus).flatMap(([menu, items]) =>
	items.map((item) => ({ ...item, menu })),
);

interface Leaf {
	readonly path: string;
	readonly value: unknown;
}

/** Every value of the manifest that is no object and no list, with the way to it. */
export function leaves(value: unknown, at = ''): Leaf[] {
	if (typeof value !== 'object' || value === null) {
		return [{ path: at, value }];
	}
	return Object.entries(value).flatMap(([key, child]) => leaves(child, at === '' ? key : `${at}/${key}`));
}
