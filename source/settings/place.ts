import os from 'node:os';
import path from 'node:path';
import type {Environment} from '../environment-variables.js';

/** A folder of the XDG base directories; as these say, a path that is not absolute counts for nothing. */
const folder = (value: string | undefined, otherwise: readonly string[]): string => value !== undefined && path.isAbsolute(value) ? value : path.join(os.homedir(), ...otherwise);

/** The settings file of a user, whether it is there or not. */
export const settingsFile = (environment: Environment): string => path.join(folder(environment.XDG_CONFIG_HOME, ['.config']), 'kstacktop', 'config.yaml');

/** What the program remembers of a user from one time to the next. */
export const stateFile = (environment: Environment): string => path.join(folder(environment.XDG_STATE_HOME, ['.local', 'state']), 'kstacktop', 'state.json');
