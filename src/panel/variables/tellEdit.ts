// Tells the host what is typed for one variable, and hears what is wrong with it.
import type { VariableValue } from '../../present/details/detailsModel';
import { CallError } from '../../protocol/rpc';
import type { PanelContext } from '../context';

export interface EditTold {
	/** False where only the page has what was typed. */
	readonly kept: boolean;
	/** Why it cannot be saved as it is. */
	readonly fault: string | undefined;
}

/** A variable that somebody removed meanwhile is added again: what is typed for it must not go with it. */
export async function tellEdit(
	{ host }: PanelContext,
	{ row, name, seen }: { readonly row: string; readonly name: string; readonly seen: VariableValue | undefined },
	typed: VariableValue,
): Promise<EditTold> {
	try {
		const words = await host.call('edit', { row, ...typed, ...(seen && { seen }) });
		return { kept: true, fault: words === '' ? undefined : words };
	} catch (error) {
		if (!(error instanceof CallError) || error.kind !== 'gone') {
			return { kept: false, fault: undefined };
		}
	}
	try {
		await host.call('add', { name, ...typed });
		return { kept: true, fault: undefined };
	} catch (error) {
		return { kept: false, fault: error instanceof CallError && error.kind === 'invalid' ? error.message : undefined };
	}
}
