// The command Look Up Selection: opens the visitor or agent that a text names.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../../desk/state';
import { createLookedUpVisitors } from '../../present/lookUp/lookedUpVisitors';
import { lookUpTarget } from '../../present/lookUp/lookUpTarget';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id, Visitor } from '../../service/model';
import { visitInSlices } from '../../service/slices';
import { clock } from '../clock';
import { showInformation } from '../gates/notifications';
import type { DepartmentName } from '../visitors/departmentName';
import { type OpenByIdOptions, openById } from './openById';

interface LookUpOptions extends OpenByIdOptions {
	readonly departmentName: DepartmentName;
	/** Asks which of many visitors is meant. */
	readonly choose: (query: string) => Promise<Id | undefined>;
}

/** @param text as selected; it may be anything. Rejects with an `ApiError`. */
export async function lookUp(desk: ShownDesk, text: string, options: LookUpOptions): Promise<void> {
	const target = lookUpTarget(text);
	if (!target) {
		void showInformation(l10n.t('Nothing to look up. Select a text in an editor or a terminal, or copy one.'));
		return;
	}
	if (target.kind === 'id') {
		await openById(desk, target.id, undefined, options);
		return;
	}
	const failure = isOld(desk.state) ? await failureOf(desk.refresh()) : undefined;
	const lookedUp = createLookedUpVisitors(target, options.departmentName);
	await visitAll(desk.state.visitors ?? [], lookedUp.visit);
	lookedUp.visitPins(desk.state);
	const found = lookedUp.found();
	const [first] = found;
	if (first === undefined && failure) {
		throw failure.reason;
	}
	if (first === undefined && desk.state.visitors !== undefined) {
		// Without the text, which may be somebody's address: VS Code keeps notifications, also when privacy mode goes on.
		void showInformation(
			desk.isMasked
				? l10n.t("No visitor matches the text. Values that privacy mode hides aren't searched.")
				: l10n.t('No visitor matches the text.'),
		);
		return;
	}
	// Without a list, the picker says why there is none.
	const id = desk.state.visitors && found.length === 1 ? first : await options.choose(target.text);
	if (id !== undefined) {
		await options.openVisitor(id, 'keep');
	}
}

/** Age (ms) from which the visitors are read again: a window in which no view shows them doesn't read them. */
const maxAge = 60_000;

function isOld({ visitors, visitorsAsOf = 0 }: DeskState): boolean {
	return visitors === undefined || Math.abs(clock.now() - visitorsAsOf) > maxAge;
}

async function failureOf(work: Promise<void>): Promise<{ readonly reason: unknown } | undefined> {
	return work.then(
		() => undefined,
		(reason: unknown) => ({ reason }),
	);
}

async function visitAll(visitors: readonly Visitor[], visit: (visitor: Visitor) => void): Promise<void> {
	await new Promise<void>((done) => void visitInSlices(visitors, visit, done, clock));
}
