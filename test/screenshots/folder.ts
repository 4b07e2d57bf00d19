import path from 'node:path';
import {packageRoot} from '../../source/files/find-fixture.js';

/** Where the pictures of the readme lie. */
export const screenshotsFolder = path.join(packageRoot, 'screenshots');
