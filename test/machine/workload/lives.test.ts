import test from 'ava';
import {Stacks} from '../../../machine/memory/stacks.js';
import {Lives} from '../../../machine/workload/lives.js';
import {createWorld} from '../../../machine/world.js';
import {smallScenario, toolClass} from '../../helpers/scenario.js';
import {lifeMask, pathShift} from '../../../machine/layout.js';

test('lives do not come back after 4096 of them, though the count of a row\'s lives does', t => {
	const world = createWorld(smallScenario({classes: [{...toolClass, lifeVisits: 1000}]}));
	const stacks = new Stacks(world);
	const lives = new Lives(world, stacks);
	lives.boot();
	const {hot, life} = world.threads;
	const drawn = Array.from({length: 2 * 4096}, (_, birth) => {
		lives.exit(0, 0);
		stacks.moment = (birth + 1) * 1_000_000;
		lives.fork(0, 0, 0);
		return [life[0]! & lifeMask, hot[3]! >>> pathShift];
	});
	t.notDeepEqual(drawn.slice(0, 4096), drawn.slice(4096));
	const visits = drawn.map(([count]) => count!);
	t.true(new Set(visits).size > 2000);
	const mean = visits.reduce((sum, count) => sum + count, 0) / visits.length;
	t.true(Math.abs(mean - 1000) < 30, `${mean}`);
});
