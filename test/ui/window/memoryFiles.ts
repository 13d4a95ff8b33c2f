// An extension with a file system in memory: a folder on it makes a virtual workspace.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The folder to open: it has one file. */
export const memoryFolder = 'memfs:/shop';

/** @param folder where the server looks for extensions */
export function addMemoryFiles(folder: string): void {
	const target = path.join(folder, 'test.memory-files-1.0.0');
	mkdirSync(target, { recursive: true });
	writeFileSync(
		path.join(target, 'package.json'),
		JSON.stringify({
			name: 'memory-files',
			publisher: 'test',
			version: '1.0.0',
			engines: { vscode: '^1.100.0' },
			main: './extension.js',
			activationEvents: ['onFileSystem:memfs'],
			capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
		}),
	);
	writeFileSync(path.join(target, 'extension.js'), `(${extension})(exports, require('vscode'));`);
}

/** Runs in the extension host. */
function extension(exports: { activate?: () => void }, vscode: typeof import('vscode')): void {
	const file = '/shop/cart.tsx';
	const { File, Directory } = vscode.FileType;
	const isFolder = (uri: import('vscode').Uri) => uri.path === '/shop' || uri.path === '/';
	const existing = (uri: import('vscode').Uri) => {
		if (!isFolder(uri) && uri.path !== file) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
	};
	const refuse = () => {
		throw vscode.FileSystemError.NoPermissions();
	};
	exports.activate = () => {
		vscode.workspace.registerFileSystemProvider(
			'memfs',
			{
				onDidChangeFile: new vscode.EventEmitter<import('vscode').FileChangeEvent[]>().event,
				watch: () => new vscode.Disposable(() => undefined),
				stat(uri) {
					existing(uri);
					return { type: isFolder(uri) ? Directory : File, ctime: 0, mtime: 0, size: 1 };
				},
				readDirectory: (uri) => (uri.path === '/shop' ? [['cart.tsx', File]] : []),
				readFile(uri) {
					existing(uri);
					return new Uint8Array([10]);
				},
				createDirectory: refuse,
				writeFile: refuse,
				delete: refuse,
				rename: refuse,
			},
			{ isReadonly: true },
		);
	};
}
