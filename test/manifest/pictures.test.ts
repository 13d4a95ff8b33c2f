// Rules for pictures: the walkthrough and the README name files that exist and are small, and what a step of the walkthrough runs exists.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { commandIds, contextKeys, visitorPanelType } from '../../src/host/ids';
import { writtenList } from '../fixtures/shippedFiles';
import { manifest, project, texts } from './manifest';

const sizeOf = (file: string) => statSync(path.join(project, file)).size;
const filesIn = (folder: string) => readdirSync(path.join(project, folder)).map((name) => `${folder}/${name}`);

describe('The walkthrough', () => {
	const [start, ...others] = manifest.contributes.walkthroughs;
	const steps = start?.steps ?? [];
	const commands = new Set<string>(commandIds);

	it('has four steps', () => {
		assert.deepEqual(others, []);
		assert.equal(start?.id, 'frontdesk.start');
		assert.deepEqual(
			steps.map(({ id }) => id),
			['connect', 'agent', 'status', 'visitor'],
		);
	});

	for (const { id, description, completionEvents, media } of steps) {
		it(`offers commands that exist, and ends with what exists: ${id}`, () => {
			const offered = [...(texts[description.slice(1, -1)] ?? '').matchAll(/\]\(command:([\w.]+)\)/g)];
			assert.ok(offered.length > 0);
			assert.deepEqual(
				offered.filter(([, command = '']) => !commands.has(command)),
				[],
			);
			const keys = new Set<string>([...Object.values(contextKeys), 'activeWebviewPanelId']);
			const values = ['signedIn', visitorPanelType, undefined];
			for (const event of completionEvents) {
				const [, kind, name = '', value] = /^(onCommand|onContext):([\w.]+)(?: == ([\w.]+))?$/.exec(event) ?? [];
				assert.ok((kind === 'onCommand' ? commands : keys).has(name) && values.includes(value), event);
			}
		});

		it(`has a picture for each kind of theme, that ships, in one size: ${id}`, async () => {
			assert.deepEqual(media.image, {
				dark: `media/walkthrough/${id}-dark.png`,
				light: `media/walkthrough/${id}-light.png`,
				hc: `media/walkthrough/${id}-hc-black.png`,
				hcLight: `media/walkthrough/${id}-hc-light.png`,
			});
			for (const file of Object.values(media.image)) {
				assert.ok(writtenList().includes(file), file);
				const { width, height } = await sharp(path.join(project, file)).metadata();
				assert.deepEqual([width, height], [560, 350], file);
			}
		});
	}

	it('has no picture left over, and all of them are small', () => {
		const named = steps.flatMap(({ media }) => Object.values(media.image)).sort();
		assert.deepEqual(filesIn('media/walkthrough').sort(), named);
		const total = named.reduce((sum, file) => sum + sizeOf(file), 0);
		assert.ok(total > 10_000 && total < 130_000, `${total} bytes`);
	});
});

describe('The pictures of the README', () => {
	const readme = readFileSync(path.join(project, 'README.md'), 'utf8');
	const pictures = [...readme.matchAll(/<picture>(.*?)<\/picture>/gs)].map(([, inner = '']) => inner);
	const named = [...readme.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, file = '']) => file);

	it('are there in light and dark, with words for those who see neither', () => {
		assert.ok(pictures.length > 1);
		for (const picture of pictures) {
			assert.match(
				picture,
				/<source media="\(prefers-color-scheme: dark\)" srcset="docs\/pictures\/[\w-]+-dark\.\w+">/,
			);
			assert.match(picture, /<img src="docs\/pictures\/[\w-]+-light\.\w+" alt="[^"]{30,}">/);
		}
		assert.equal(readme.match(/<img/g)?.length, pictures.length);
		assert.doesNotMatch(readme, /!\[/);
	});

	it('exist, are all named, and do not ship', () => {
		assert.deepEqual([...new Set(named)].sort(), filesIn('docs/pictures').sort());
		assert.deepEqual(
			named.filter((file) => writtenList().includes(file)),
			[],
		);
	});

	it('are small: an animation has less than 2 MB', async () => {
		for (const file of named) {
			const { pages = 1, loop } = await sharp(path.join(project, file)).metadata();
			const isAnimation = file.endsWith('.gif');
			assert.equal(pages > 1, isAnimation, file);
			assert.equal(loop, isAnimation ? 0 : undefined, file);
			assert.ok(sizeOf(file) < (isAnimation ? 2_000_000 : 200_000), file);
		}
	});
});
