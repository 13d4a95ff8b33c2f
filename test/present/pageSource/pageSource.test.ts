// From the page of a visitor to the files that may serve it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageRoute } from '../../../src/present/pageSource/pageRoute';
import { rankSources } from '../../../src/present/pageSource/rankSources';
import { readSourceRules } from '../../../src/present/pageSource/sourceRules';
import { hostileText } from '../worlds';

const segments = (page: string) => pageRoute(page)?.segments;

function ranked(path: string, files: readonly string[]): readonly string[] {
	const route = pageRoute(path);
	assert.ok(route);
	return rankSources(route, files, 50).map((file) => file.path);
}

describe('The route of a page', () => {
	for (const [page, route] of [
		['https://shop.example/orders/42?tab=1#top', ['orders', '42']],
		['Orders | Shop https://shop.example/orders/', ['orders']],
		['https://shop.example', []],
		['https://shop.example/app/#/cart/items?x=1', ['cart', 'items']],
		['https://shop.example/#!/cart', ['cart']],
		['/caf%C3%A9/men%C3%BC', ['café', 'menü']],
		['/cart;jsessionid=1', ['cart']],
		['//evil.example/cart', undefined],
		['Just a title', undefined],
		['', undefined],
		['/a/../b/%2e%2e/%2Fetc%2fpasswd/%00/%E0%A4%A', ['a', undefined, 'b', undefined, undefined, undefined, undefined]],
		['/a%5c..%5cb', [undefined]],
	] as const) {
		it(`is ${JSON.stringify(route)}: ${page}`, () => assert.deepEqual(segments(page), route));
	}

	it('has no separator, no parent folder and no control character in a segment, and is short, whatever the page', () => {
		const hostile = fc.oneof(
			hostileText,
			fc.constantFrom('..', '%2e%2e', '%2F', '%00', '/', '\\', '%', 'x'.repeat(9000)),
		);
		fc.assert(
			fc.property(fc.array(hostile, { maxLength: 40 }), (parts) => {
				const route = pageRoute(`https://shop.example/${parts.join('/')}`);
				assert.ok(route && route.segments.length <= 16 && route.path.length <= 16 * 61);
				for (const segment of route.segments) {
					assert.ok(segment === undefined || (!/^\.+$|[/\\\p{Cc}]/u.test(segment) && segment.length <= 100));
				}
			}),
		);
	});
});

describe('The files for a route', () => {
	const routers: readonly (readonly [router: string, path: string, first: string, ...others: string[]])[] = [
		[
			'Next, app',
			'/orders/42',
			'src/app/(shop)/orders/[id]/page.tsx',
			'src/app/orders/page.tsx',
			'src/app/orders/[id]/layout.tsx',
		],
		['Next, app', '/docs/a/b/c', 'app/docs/[...slug]/page.tsx', 'app/docs/page.tsx', 'app/blog/[...slug]/page.tsx'],
		['Next, optional rest', '/docs', 'app/docs/[[...slug]]/page.tsx', 'app/[id]/page.tsx'],
		['Next, pages', '/orders/42', 'pages/orders/[id].tsx', 'pages/orders/index.tsx', 'pages/[...rest].tsx'],
		['Nuxt 2', '/users/7', 'pages/users/_id.vue', 'pages/users/index.vue'],
		['SvelteKit', '/blog/hello', 'src/routes/blog/[slug]/+page.svelte', 'src/routes/blog/[slug]/+layout.svelte'],
		[
			'Remix, flat',
			'/users/7/edit',
			'app/routes/users.$id.edit.tsx',
			'app/routes/users.$id.tsx',
			'app/routes/users._index.tsx',
		],
		['Remix, pathless', '/login', 'app/routes/_auth.login.tsx', 'app/routes/$slug.tsx'],
		['Astro', '/about', 'src/pages/about.astro', 'src/pages/[slug].astro'],
		['Rails', '/order_items', 'app/controllers/order_items_controller.rb', 'app/models/order_item.rb'],
		['Angular', '/order-history', 'src/app/order-history/order-history.component.ts', 'src/app/app.component.ts'],
		['React Router', '/order-history', 'src/pages/OrderHistoryPage.tsx', 'src/components/Order.tsx'],
		['Express', '/users/7', 'routes/users/:id.js', 'routes/users.js'],
		['files', '/shop/cart.html', 'public/shop/cart.html', 'public/cart.html'],
		['the home page', '/', 'app/page.tsx', 'app/cart/page.tsx', 'src/lib/index.ts'],
		['behind a language', '/de/pricing', 'app/pricing/page.tsx', 'app/terms/page.tsx'],
		['a name before a variable', '/orders/new', 'app/orders/new/page.tsx', 'app/orders/[id]/page.tsx'],
	];
	for (const [router, path, first, ...others] of routers) {
		it(`begin with the right one: ${router}, ${path}`, () => {
			assert.equal(ranked(path, [...others, first])[0], first);
			assert.equal(ranked(path, [first, ...others])[0], first);
		});
	}

	it('are no tests, layouts, stories and files that share nothing with it', () => {
		const files = [
			'app/cart/page.test.tsx',
			'app/cart/layout.tsx',
			'src/Cart.stories.tsx',
			'test/cart.ts',
			'app/blog/[id]/page.tsx',
			'README.md',
		];
		assert.deepEqual(ranked('/cart', files), []);
	});

	it('are the same in whatever order the files come, each once, and only files of the workspace', () => {
		const name = fc.constantFrom(
			'app',
			'src',
			'pages',
			'routes',
			'cart',
			'orders',
			'[id]',
			'[...s]',
			'[[...s]]',
			'(g)',
			'@m',
			'_x',
			'$id',
			':id',
			'a.$b.c',
			'Cart',
			'index',
			'page',
		);
		const file = fc.array(name, { minLength: 1, maxLength: 8 }).map((parts) => `${parts.join('/')}.tsx`);
		fc.assert(
			fc.property(
				fc.uniqueArray(file, { maxLength: 20 }),
				fc.array(fc.constantFrom('cart', 'orders', '42', '%2F'), { maxLength: 6 }),
				(files, path) => {
					const route = `/${path.join('/')}`;
					const one = ranked(route, files);
					assert.deepEqual(ranked(route, [...files].reverse()), one);
					assert.equal(new Set(one).size, one.length);
					assert.ok(one.every((each) => files.includes(each)));
				},
			),
		);
	});

	it('are found in a large workspace with names made to make it hard', () => {
		const hard = Array.from({ length: 2000 }, (_, n) => `${'[[...a]]/'.repeat(12)}${'x'.repeat(n % 200)}.tsx`);
		assert.ok(ranked(`/${'x/'.repeat(16)}`, hard).length <= 50);
	});
});

describe('A rule of the user', () => {
	const read = (value: unknown) => readSourceRules(value);
	const filesFor = (path: string, value: unknown) =>
		read(value)
			.rules.filter(({ matches }) => matches(path))
			.map(({ files }) => files);

	it('names the files of a page by wildcards or a regular expression', () => {
		const rules = [
			{ page: '/orders/*', files: 'one' },
			{ page: '/orders/**', files: 'any' },
			{ pattern: '^/orders/\\d+$', files: 'number' },
			{ page: '/a.b(c)', files: 'literal' },
		];
		assert.deepEqual(filesFor('/orders/42', rules), ['one', 'any', 'number']);
		assert.deepEqual(filesFor('/orders/a/b', rules), ['any']);
		assert.deepEqual(filesFor('/a.b(c)', rules), ['literal']);
		assert.deepEqual(filesFor('/axb(c)', rules), []);
	});

	it('that is not valid is reported with its number, and the others hold', () => {
		const value = [
			{ page: '/a', files: 'a' },
			{ page: '/a' },
			{ page: '/a', pattern: 'a', files: 'a' },
			{ pattern: '(', files: 'a' },
			{ pattern: '(?=a)', files: 'a' },
			{ page: '/a', files: '../secret' },
			{ page: '/a', files: '/etc/passwd' },
			{ page: '/a', files: 'C:\\x' },
			null,
			{ page: '/a', files: 'b' },
		];
		assert.deepEqual(filesFor('/a', value), ['a', 'b']);
		assert.deepEqual(
			read(value).errors.map(({ number, code }) => `${number} ${code}`),
			['2 form', '3 form', '4 pattern', '5 pattern', '6 files', '7 files', '8 files', '9 form'],
		);
	});

	it('whose pattern could take very long is refused, and one with many wildcards takes bounded time', () => {
		assert.deepEqual(read([{ pattern: '^/(a+)+$', files: 'x' }]), {
			rules: [],
			errors: [{ number: 1, code: 'pattern', error: { code: 'nestedRepetition', at: 2 }, text: '^/(a+)+$' }],
		});
		const path = `/${'a'.repeat(900)}!`;
		assert.deepEqual(filesFor(path, [{ page: '/*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b', files: 'x' }]), []);
	});

	it('never fails, whatever the setting holds', () => {
		fc.assert(fc.property(fc.anything(), fc.array(fc.anything()), (one, many) => void [read(one), read(many)]));
	});
});
