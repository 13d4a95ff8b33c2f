// A desk as surfaces may show it while privacy mode is off: the desk itself.
import type { Desk } from '../../src/desk/desk';
import type { ShownDesk } from '../../src/present/privacy/shown';

export function shown(desk: Desk): ShownDesk {
	return desk as ShownDesk;
}
