// @ts-check
// Whether the level `office` has the nginx that it needs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Why the level can't run here; undefined if it can.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function missingNginx(env) {
	const modules = env.NGINX_MODULES ?? '/usr/lib/nginx/modules';
	if (spawnSync('nginx', ['-v'], { env }).status !== 0) {
		return 'there is no nginx (Debian: nginx, libnginx-mod-http-js)';
	}
	return existsSync(`${modules}/ngx_http_js_module.so`)
		? undefined
		: 'nginx has no njs module (Debian: libnginx-mod-http-js; NGINX_MODULES names the folder of its modules)';
}
