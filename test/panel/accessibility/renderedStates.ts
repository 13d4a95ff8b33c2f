// The states of a visitor panel as HTML, for tests that show them in a browser.
import { panelStates } from './panelStates';

export interface RenderedState {
	readonly name: string;
	readonly html: string;
}

/** While it runs, the globals of a document are those of the page that is rendered. */
export async function renderedStates(): Promise<readonly RenderedState[]> {
	const states: RenderedState[] = [];
	for (const { name, open } of panelStates) {
		const page = await open();
		try {
			for (const field of page.all('input, textarea')) {
				putValueIntoHtml(field as HTMLInputElement | HTMLTextAreaElement);
			}
			states.push({ name, html: page.document.body.innerHTML });
		} finally {
			await page.close();
		}
	}
	return states;
}

/** HTML has what a field had at first; what it has now is a property. */
function putValueIntoHtml(field: HTMLInputElement | HTMLTextAreaElement): void {
	if (field.tagName === 'TEXTAREA') {
		field.textContent = field.value;
	} else {
		field.setAttribute('value', field.value);
	}
}
