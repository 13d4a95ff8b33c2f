// What a department of the site at work is called, for what is found and copied.
import { nameOf } from '../../present/labels';
import type { Id } from '../../service/model';
import type { CurrentDesk } from '../currentDesk';
import type { Settings } from '../settings';

/** Undefined where neither the user nor the service says. */
export type DepartmentName = (id: Id) => string | undefined;

/** Asks anew each time: the desk at work, its names and the aliases change. */
export function departmentNames(currentDesk: CurrentDesk, settings: () => Settings): DepartmentName {
	return (id) => {
		const { desk } = currentDesk;
		return desk && nameOf(id, settings().departmentAliases, desk.state.names.departments);
	};
}
