// Opens the field of a custom variable in the visitor panel and types into it.
import type { Locator } from 'playwright-core';
import { repeat } from '../../vscode/gestures.mjs';

/**
 * Double-clicks the row until its field is there: a busy page may take the two clicks for single ones.
 *
 * @param row the row of the variable
 * @param field its text field, once it is edited
 */
export async function openField(row: Locator, field: Locator): Promise<void> {
	await repeat('the field of a variable', async (step) => {
		if (!(await field.isVisible())) {
			await row.locator('.content .main').dblclick({ timeout: step });
			await field.waitFor({ timeout: step });
		}
	});
}

/** Opens the field and replaces its text; once more if the end of an earlier save closes the field in between. Returns the field. */
export async function typeInto(row: Locator, field: Locator, text: string): Promise<Locator> {
	await repeat('a text in the field of a variable', async (step) => {
		await openField(row, field);
		await field.fill(text, { timeout: step });
	});
	return field;
}
