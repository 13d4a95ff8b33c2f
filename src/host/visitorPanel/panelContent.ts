// What a visitor panel shows: the visitor on the desk of its site, and the pages seen, through the gate of privacy mode.
import type { Desk } from '../../desk/desk';
import type { WatchedVisitor } from '../../desk/state';
import { visitorDetails } from '../../present/details/details';
import type { EditingState, VisitorDetails } from '../../present/details/detailsModel';
import { createPagesSeen } from '../../present/details/pagesSeen';
import type { VariableRowsOptions } from '../../present/details/variableRows';
import type { Mask } from '../../present/privacy/mask';
import { maskEditing, maskPages } from '../../present/privacy/maskPanel';
import type { NamedValue } from '../../service/model';
import type { PanelControllerOptions } from './panelOptions';

export function createPanelContent(options: PanelControllerOptions) {
	const { site, visitor, privacy } = options;
	/** The last known name: it isn't stored any more after sign-out. */
	let siteName = options.siteName(site);
	const pages = createPagesSeen();

	/** The current desk, if it is of this panel's site. */
	function ownDesk(): Desk | undefined {
		const { desk } = options.realDesk;
		return desk?.state.site.id === site ? desk : undefined;
	}

	function isLocked(name: string, saved: NamedValue | undefined): boolean {
		const about = known()?.visitor;
		return about !== undefined && privacy.mask?.isLocked(name, saved, about) === true;
	}

	function known(): WatchedVisitor | undefined {
		return ownDesk()?.state.watched.get(visitor);
	}

	/** @param through undefined for the data as it is, of which a row may be copied */
	function details(through: Mask | undefined, editing: EditingState & VariableRowsOptions): VisitorDetails {
		pages.see(known());
		const state = ownDesk()?.state;
		const about = known()?.visitor;
		siteName = state?.site.name ?? siteName;
		return visitorDetails({
			id: visitor,
			site: siteName,
			state: state && through ? through.state(state) : state,
			otherSite: options.realDesk.desk !== undefined && options.siteName(site) !== undefined,
			departments: options.departmentAliases(),
			editing: through && about ? maskEditing(editing, about, through) : editing,
			pages: through && about ? maskPages(pages.list, about, through) : pages.list,
		});
	}

	return { ownDesk, known, isLocked, details, forget: pages.forget };
}
