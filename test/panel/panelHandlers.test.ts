// How the host answers the calls of a visitor panel's page.
import assert from 'node:assert/strict';
import { createPanelHandlers } from '../../src/host/visitorPanel/panelHandlers';
import type { VisitorEditing } from '../../src/host/visitorPanel/visitorEditing';
import type { DetailsRow } from '../../src/present/details/detailsModel';
import type { PanelSnapshot } from '../../src/protocol/visitorPanel';

const phone: DetailsRow = {
	key: 'phone',
	label: 'Phone',
	text: '+49 30 1234567',
	kind: 'text',
	link: { href: 'tel:+49301234567', text: '+49 30 1234567' },
	empty: false,
	changed: false,
};

function open({ work = () => Promise.resolve() as Promise<unknown> } = {}) {
	const calls: string[] = [];
	const failures: string[] = [];
	const record =
		(name: string) =>
		(...args: readonly unknown[]) => {
			calls.push([name, ...args].join(' '));
			return work();
		};
	const editing = {
		save: record('save'),
		undo: record('undo'),
		restore: record('restore'),
		choose: (_name: string, side: string) => side === 'mine',
	};
	const snapshot = { revision: 1, now: 0, details: { sections: [{ rows: [phone] }] } } as unknown as PanelSnapshot;
	const handlers = createPanelHandlers({
		editing: editing as unknown as VisitorEditing,
		snapshot: () => snapshot,
		onPageReady: () => snapshot,
		onSeen: record('seen'),
		onKeep: record('keep'),
		onFlushed: record('flushed'),
		copy({ text }) {
			void record('copy')(text);
			return true;
		},
		openLink: async (href) => void (await record('open')(href)),
		runAction: record('run'),
		onFailure: (method, error) => failures.push(`${method}: ${String(error)}`),
	});
	return { handlers, calls, failures };
}

describe('The host of a visitor panel', () => {
	it('answers at once where a command or a question waits for the user', () => {
		const { handlers, calls } = open({ work: () => new Promise(() => undefined) });
		for (const action of ['copyVisitor', 'signIn', 'switchSite', 'refresh', 'compareVisitor'] as const) {
			assert.equal(handlers.act({ action }), null);
		}
		assert.equal(handlers.open({ row: 'phone' }), null);
		assert.deepEqual(calls, [
			...['run copyVisitor', 'run signIn', 'run switchSite', 'run refresh', 'run compareVisitor'],
			'open tel:+49301234567',
		]);
	});

	it('answers at once where a write waits for the service', () => {
		const { handlers, calls } = open({ work: () => new Promise(() => undefined) });
		assert.deepEqual(
			[handlers.save(null), handlers.undo({ anyway: true }), handlers.restore(null)],
			[null, null, null],
		);
		assert.deepEqual(calls, ['save', 'undo true', 'restore']);
	});

	it('saves once the last conflict is decided for the own value', () => {
		const { handlers, calls } = open();
		handlers.choose({ name: 'plan', side: 'theirs' });
		assert.deepEqual(calls, []);
		handlers.choose({ name: 'plan', side: 'mine' });
		assert.deepEqual(calls, ['save']);
	});

	it('passes on that a preview is to stay, and whether the page still holds text', () => {
		const { handlers, calls } = open();
		handlers.keep(null);
		handlers.flushed({ unsent: true });
		assert.deepEqual(calls, ['keep', 'flushed true']);
	});

	it('reports what fails after the answer', async () => {
		const { handlers, failures } = open({ work: () => Promise.reject(new Error('no browser')) });
		handlers.open({ row: 'phone' });
		handlers.act({ action: 'refresh' });
		await new Promise((resolve) => setImmediate(resolve));
		assert.deepEqual(failures.sort(), ['open: Error: no browser', 'refresh: Error: no browser']);
	});

	it('copies and opens only what it gave the page', async () => {
		const { handlers, calls } = open();
		await handlers.copy({ row: 'phone' });
		assert.deepEqual(calls, ['copy +49 30 1234567']);
		await assert.rejects(async () => handlers.copy({ row: 'constructor' }), { kind: 'gone' });
		assert.throws(() => handlers.open({ row: 'email' }), { kind: 'gone' });
	});
});
