// The names of the departments of the current site, for search and Copy Visitor As….
import { nameOf } from '../../present/labels';
import type { Id } from '../../service/model';
import type { ShownDesks } from '../currentDesk';
import type { Settings } from '../settings';

/** Undefined if there is neither an alias nor a name from the service. */
export type DepartmentName = (id: Id) => string | undefined;

/** Looks up the desk, its names and the aliases with each call, because they change. */
export function departmentNames(currentDesk: ShownDesks, settings: () => Settings): DepartmentName {
	return (id) => {
		const { desk } = currentDesk;
		return desk && nameOf(id, settings().departmentAliases, desk.state.names.departments);
	};
}
