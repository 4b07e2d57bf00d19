import fs from 'node:fs';
import path from 'node:path';
import {Resvg} from '@resvg/resvg-js';
import {screenshotsFolder} from './folder.js';
import {drawGallery} from './gallery.js';

/** Pixels of a PNG for one of the SVG, and the width that no PNG exceeds. */
const largest = {scale: 2, width: 2400} as const;

const drawn = await drawGallery();
fs.mkdirSync(screenshotsFolder, {recursive: true});
for (const file of fs.readdirSync(screenshotsFolder)) {
	if (/\.(?:svg|png)$/u.test(file)) {
		fs.rmSync(path.join(screenshotsFolder, file));
	}
}

for (const {name, svg} of drawn) {
	const font = {loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono', monospaceFamily: 'DejaVu Sans Mono'};
	const {width} = new Resvg(svg, {font: {loadSystemFonts: false}});
	const png = new Resvg(svg, {font, fitTo: {mode: 'zoom', value: Math.min(largest.scale, largest.width / width)}}).render().asPng();
	fs.writeFileSync(path.join(screenshotsFolder, `${name}.svg`), svg);
	fs.writeFileSync(path.join(screenshotsFolder, `${name}.png`), png);
}
