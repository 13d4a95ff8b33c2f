// What a screen reader gets to read out.
import assert from 'node:assert/strict';
import { createAnnouncer } from '../../src/panel/announcements';

describe('An announcement', () => {
	it('is made again when the same message comes twice in a row', () => {
		const written: string[] = [];
		const region = (name: string) => ({
			text: '',
			get textContent() {
				return this.text;
			},
			set textContent(text: string) {
				// As the page's regions: only a text that differs from the one before is read out.
				if (text !== this.text && text !== '') {
					written.push(`${name}: ${text}`);
				}
				this.text = text;
			},
		});
		const announce = createAnnouncer([region('a'), region('b')]);
		announce('Saved');
		announce('Saved');
		announce('Saved');
		assert.equal(written.filter((line) => line.endsWith(': Saved')).length, 3);
	});

	it('leaves no other message behind that could be found by reading on', () => {
		const regions = [{ textContent: '' }, { textContent: '' }] as const;
		const announce = createAnnouncer(regions);
		for (const text of ['Saved', 'Copied plan', 'Saved']) {
			announce(text);
			assert.deepEqual(regions.map(({ textContent }) => textContent).sort(), ['', text]);
		}
	});
});
