import test from 'ava';
import {checkState} from '../core/checks.js';
import {startProgram, startThread} from '../core/peer.js';
import {openScratchFolder} from '../../helpers/scratch-folder.js';
import {buildTwin} from './build.js';

const scratch = openScratchFolder();
const isBuilt = buildTwin(scratch.at('twin'));
test.after.always(() => {
	scratch.remove();
});

for (const size of [{cpus: 4, threads: 60}, {cpus: 40, threads: 900}]) {
	(isBuilt ? test.serial : test.serial.skip)(`the C twin ends in the engine's state, byte for byte: ${size.cpus} CPUs`, async t => {
		const engine = await startThread('engine', {size, kind: 'wheel', policies: ['fred-pf'], image: scratch.at('image')});
		const twin = startProgram('twin', scratch.at('twin'), [scratch.at('image')]);
		// Beyond 537 ms a far slot of the wheel is taken apart and idle clocks are brought up to date
		for (const untilTicks of [1000, 12_345_678]) {
			await engine.advance(untilTicks); // eslint-disable-line no-await-in-loop -- one after the other
			await twin.advance(untilTicks); // eslint-disable-line no-await-in-loop
			await t.notThrowsAsync(checkState([engine, twin], scratch)); // eslint-disable-line no-await-in-loop
		}

		await engine.stop();
		await twin.stop();
	});
}
