// The one door to what nobody needs before the first command or the first panel: loaded by a dynamic import.

// biome-ignore lint/performance/noBarrelFile: one door makes one file (esbuild.js).
export { createCommands } from './commands';
export { createPanelController } from './visitorPanel/panelController';
