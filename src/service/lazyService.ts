// The one door to what speaks to a service: loaded by a dynamic import with the first connection, for its schemas are built then.

// biome-ignore lint/performance/noBarrelFile: one door makes one bundle (esbuild.js).
export { createClient } from './client';
export { authorizeUrl, exchangeCode, randomText, readUserInfo, refreshTokens } from './oauth';
export { fixedSession } from './session';
