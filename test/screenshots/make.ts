import fs from 'node:fs';
import path from 'node:path';
import {loadRasteriser, rasteriserName} from '../../source/picture/rasteriser.js';
import {screenshotsFolder} from './folder.js';
import {drawGallery} from './gallery.js';

const rasterise = await loadRasteriser();
if (!rasterise) {
	throw new Error(`screenshots are PNGs too: npm install ${rasteriserName}`);
}

const drawn = await drawGallery();
fs.mkdirSync(screenshotsFolder, {recursive: true});
for (const file of fs.readdirSync(screenshotsFolder)) {
	if (/\.(?:svg|png)$/u.test(file)) {
		fs.rmSync(path.join(screenshotsFolder, file));
	}
}

for (const {name, svg} of drawn) {
	fs.writeFileSync(path.join(screenshotsFolder, `${name}.svg`), svg);
	fs.writeFileSync(path.join(screenshotsFolder, `${name}.png`), rasterise(svg));
}
