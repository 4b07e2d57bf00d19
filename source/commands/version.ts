import fs from 'node:fs';
import path from 'node:path';
import {packageRoot} from '../files/find-fixture.js';

const readVersion = (): string => {
	const manifest: unknown = JSON.parse(fs.readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
	return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
};

/** The version of this program, as in its package.json. */
export const toolVersion = readVersion();
