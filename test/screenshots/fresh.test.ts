import fs from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {screenshotsFolder} from './folder.js';
import {drawGallery} from './gallery.js';

test('the screenshots show what the program shows now', async t => {
	const drawn = await drawGallery();
	const files = fs.readdirSync(screenshotsFolder);
	t.deepEqual(
		files.filter(file => file.endsWith('.svg')).toSorted(),
		drawn.map(({name}) => `${name}.svg`).toSorted(),
		'other pictures than the gallery has: npm run screenshots',
	);
	t.deepEqual(
		files.filter(file => file.endsWith('.png')).toSorted(),
		drawn.map(({name}) => `${name}.png`).toSorted(),
		'every picture is there as PNG too: npm run screenshots',
	);
	for (const {name, svg} of drawn) {
		const kept = fs.readFileSync(path.join(screenshotsFolder, `${name}.svg`), 'utf8');
		t.true(kept === svg, `screenshots/${name}.svg is stale: npm run screenshots`);
	}
});
