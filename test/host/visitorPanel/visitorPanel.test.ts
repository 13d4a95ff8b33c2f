// The panels of visitors and the preview among them, over panels and pages that the tests play.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PanelController, PanelControllerOptions } from '../../../src/host/visitorPanel/panelOptions';
import { createVisitorPanels, type VisitorPanels } from '../../../src/host/visitorPanel/visitorPanel';
import { sample } from '../host';
import { restoreAll, stub } from '../stubs';

const other = '7b1e8a4c-0d6f-4a53-9c1e-2f3a4b5c6d7e';
const third = '8c2f9b5d-1e70-4b64-8d2f-3a4b5c6d7e8f';

/** A tab, and what its page and its controller do. */
interface Shown {
	readonly panel: vscode.WebviewPanel;
	/** What was asked of the panel, in order. */
	readonly asked: unknown[];
	options: PanelControllerOptions;
	/** How often the controller was told to send what changed. */
	updates: number;
	close(): void;
}

interface Setup {
	usesPreview?: boolean;
	/** What the page does when it has to send what is typed. */
	flush?: (shown: Shown) => unknown;
	load?: () => Promise<void>;
}

function open({ usesPreview = true, flush = () => undefined, load = () => Promise.resolve() }: Setup = {}) {
	const tabs: Shown[] = [];
	const controllers: string[] = [];
	const currentDesk = { desk: { state: { site: { id: 's' } } } as unknown };

	function createPanel(place: unknown): vscode.WebviewPanel {
		const closed = new vscode.EventEmitter<void>();
		const asked: unknown[] = [place];
		const panel = {
			webview: {},
			title: '',
			viewColumn: 1,
			onDidChangeViewState: () => undefined,
			onDidDispose: closed.event,
			reveal: (...args: unknown[]) => asked.push(args),
			dispose: () => closed.fire(),
		} as unknown as vscode.WebviewPanel;
		tabs.push({
			panel,
			asked,
			options: undefined as unknown as PanelControllerOptions,
			updates: 0,
			close: () => closed.fire(),
		});
		closed.event(() => {
			tabs.splice(
				tabs.findIndex((tab) => tab.panel === panel),
				1,
			);
		});
		return panel;
	}

	function createController(options: PanelControllerOptions): PanelController {
		const shown = tabs.find(({ panel }) => panel === options.panel);
		assert.ok(shown);
		shown.options = options;
		controllers.push(options.visitor);
		return {
			panel: options.panel,
			row: () => undefined,
			update: () => shown.updates++,
			flush: async () => void (await flush(shown)),
			settle: async () => undefined,
			dispose: () => controllers.splice(controllers.indexOf(options.visitor), 1),
		};
	}

	stub(vscode.window, 'createWebviewPanel', (_type: string, _title: string, place: unknown) => createPanel(place));
	const panels: VisitorPanels = createVisitorPanels({
		extensionUri: vscode.Uri.file('/'),
		currentDesk,
		usesPreview: () => usesPreview,
		log: { info: () => undefined },
		loadController: async () => {
			await load();
			return createController;
		},
	} as unknown as Parameters<typeof createVisitorPanels>[0]);
	return {
		panels,
		tabs,
		currentDesk,
		createPanel,
		/** The visitors on the tabs. */
		visitors: () => tabs.map(({ options }) => options.visitor),
		/** The visitors that are watched. */
		controllers,
		tab(at: number): Shown {
			const tab = tabs[at];
			assert.ok(tab);
			return tab;
		},
	};
}

describe('A visitor panel', () => {
	afterEach(restoreAll);

	it('that can’t be opened is closed, and the command reports it', async () => {
		const { panels, tabs } = open({ load: () => Promise.reject(new TypeError('a missing file')) });
		await assert.rejects(async () => await panels.open(sample, 'keep'), TypeError);
		assert.equal(tabs.length, 0);
	});

	it('that is a preview shows the next visitor in the same tab, without the focus, and the one before is watched no more', async () => {
		const { panels, tab, visitors, controllers } = open();
		await panels.open(sample, 'preview');
		const { panel, asked } = tab(0);
		await panels.open(other, 'preview');
		assert.deepEqual(visitors(), [other]);
		assert.ok(tab(0).panel === panel);
		assert.deepEqual(controllers, [other]);
		assert.deepEqual(asked, [{ viewColumn: vscode.ViewColumn.Active, preserveFocus: true }, [undefined, true]]);
	});

	it('that is kept stays, and the next click opens a preview beside it', async () => {
		for (const keep of [
			(shown: Shown) => shown.options.onKeep(),
			(_shown: Shown, panels: VisitorPanels) => panels.open(sample, 'keep'),
			(_shown: Shown, panels: VisitorPanels) => panels.open(sample, 'beside'),
		]) {
			const { panels, tab, visitors } = open();
			await panels.open(sample, 'preview');
			assert.equal(tab(0).options.isPreview(), true);
			await keep(tab(0), panels);
			assert.equal(tab(0).options.isPreview(), false);
			assert.equal(tab(0).updates, 1, 'its page is told');
			await panels.open(other, 'preview');
			await panels.open(third, 'preview');
			assert.deepEqual(visitors(), [sample, third]);
			await panels.open(sample, 'preview');
			assert.equal(tab(0).options.isPreview(), false, 'a click on its row shows it');
			assert.equal(visitors().length, 2);
		}
	});

	it('takes the focus when it is kept, and goes to the side when asked to', async () => {
		const { panels, tab } = open();
		await panels.open(sample, 'preview');
		await panels.open(sample, 'keep');
		await panels.open(sample, 'beside');
		await panels.open(other, 'beside');
		assert.deepEqual(tab(0).asked.slice(1), [
			[undefined, false],
			[vscode.ViewColumn.Beside, false],
		]);
		assert.deepEqual(tab(1).asked, [{ viewColumn: vscode.ViewColumn.Beside, preserveFocus: false }]);
	});

	it('stays where the user has switched previews off', async () => {
		const { panels, visitors, tab } = open({ usesPreview: false });
		await panels.open(sample, 'preview');
		await panels.open(other, 'preview');
		assert.deepEqual(visitors(), [sample, other]);
		assert.equal(tab(0).options.isPreview(), false);
	});

	it('is kept by what was typed last and comes while the next visitor is about to take its place', async () => {
		const { panels, visitors } = open({ flush: (shown) => shown.options.onKeep() });
		await panels.open(sample, 'preview');
		await panels.open(other, 'preview');
		assert.deepEqual(visitors(), [sample, other]);
	});

	it('is kept by a double click whose second click comes while the first is still being shown', async () => {
		let go: () => void = () => undefined;
		const { panels, visitors, tab } = open({
			load: () =>
				new Promise((resolve) => {
					go = resolve;
				}),
		});
		const clicks = [panels.open(sample, 'preview'), panels.open(sample, 'keep')];
		await new Promise((resolve) => setImmediate(resolve));
		go();
		await Promise.all(clicks);
		assert.deepEqual(visitors(), [sample]);
		assert.equal(tab(0).options.isPreview(), false);
	});

	it('that is closed while the next visitor is about to take its place opens anew', async () => {
		const { panels, visitors } = open({ flush: (shown) => shown.close() });
		await panels.open(sample, 'preview');
		await panels.open(other, 'preview');
		assert.deepEqual(visitors(), [other]);
	});

	it('shows nobody new after a sign-out that came in between', async () => {
		const { panels, visitors, currentDesk } = open({
			flush: () => {
				currentDesk.desk = undefined;
			},
		});
		await panels.open(sample, 'preview');
		await panels.open(other, 'preview');
		assert.deepEqual(visitors(), [sample]);
	});

	it('is restored as what it was; of two previews the second stays', async () => {
		const { panels, visitors, tab, createPanel } = open();
		const states = [
			{ site: 's', visitor: third },
			{ site: 's', visitor: sample, preview: true },
			{ site: 's', visitor: other, preview: true },
		];
		for (const state of states) {
			await panels.restore(createPanel(undefined), state);
		}
		assert.deepEqual(
			[0, 1, 2].map((at) => tab(at).options.isPreview()),
			[false, true, false],
		);
		tab(2).close();
		await panels.open(other, 'preview');
		assert.deepEqual(visitors(), [third, other]);
	});
});
