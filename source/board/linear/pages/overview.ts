import {bytes, digitsFor, percent, sizeText} from '../../figures.js';
import {overviewRates} from '../../panes/rates.js';
import type {Scene} from '../../scene.js';
import {costText, failureText, savedText} from '../../truth.js';
import {figure, restless, said, type Section, type Statement} from '../statement.js';
import {capital} from '../words.js';
import {logLines} from './log.js';

/** Rows of the list of the deepest stacks that are read. */
const deepestRows = 5;

/** A change of percent, and the least that is told. */
const points = (by: number): string => `${by.toFixed(2)} points`;
const tenth = (): number => 0.1;

/** What a policy saves, whether it fails and what it costs: what every page can begin with. */
const truthOf = ({policy, scenario}: Scene): readonly Statement[] => [
	figure('Saved, gross', policy.savedPercent.gross, {show: percent, change: points, after: `, ${savedText(policy)}`, least: tenth}),
	figure('Saved, net', policy.savedPercent.net, {show: percent, change: points, least: tenth, after: `, after ${sizeText(policy.netKiB - policy.stackKiB)} that the policy itself needs`}),
	said('Failures', policy.failures === 0 ? 'none' : `✗ ${failureText(policy)}`),
	figure('Stack faults since boot', policy.faults),
	figure('Pages grown since boot', policy.pagesGrown),
	{...said('Cost', costText(policy, scenario.costs).replace('cost ', '')), amount: policy.costPercent.likely, change: value => `${value.toFixed(digitsFor(value, value))} points`, least: restless},
];

/** How many stacks hold how many pages. */
export const pagesOf = ({policy: {stacks, pagesPerStack}}: Scene): Section => ({
	title: 'pages per stack',
	statements: [
		figure('Stacks', stacks),
		...pagesPerStack.map((number, index) => figure(`Stacks of ${index + 1} ${index === 0 ? 'page' : 'pages'}`, number, {after: `, ${percent(number * 100 / Math.max(1, stacks))}`})),
	],
});

/** The pages kept ready for faults that cannot wait. */
export function reserveOf({policy, reading: {cpus}}: Scene): Section {
	const {poolSize, perCpu, poolLowest, poolEmpty, refillFailures} = policy;
	if (poolSize === 0) {
		return {title: 'reserve', statements: [said('Pools', 'none, this policy needs no pages at a fault')]};
	}

	return {
		title: 'reserve',
		statements: [
			figure('Pages in the pools now', perCpu.pool.reduce((sum, pages) => sum + pages, 0), {after: ` of ${poolSize * cpus}`}),
			figure('Fewest pages a pool ever held', poolLowest, {after: ` of ${poolSize}`}),
			figure('Pools found empty', poolEmpty, {after: poolEmpty === 1 ? ' time' : ' times'}),
			figure('Refills failed', refillFailures),
		],
	};
}

/** The overview: what is saved, how often stacks grow, how near the pools are to their end, the deepest stacks, what happened last. */
export function overview(scene: Scene): readonly Section[] {
	const rows = scene.frame.threads?.query.sort === 'high' ? scene.frame.threads.rows : [];
	return [
		{title: 'stack memory', statements: truthOf(scene)},
		{title: 'rates', statements: overviewRates.map(rate => figure(`${capital(rate.title)} a second`.replace('#PF on user mem', 'page faults on user memory'), rate.now(scene), {least: restless}))},
		pagesOf(scene),
		reserveOf(scene),
		{
			title: 'deepest stacks', isList: true,
			statements: rows.slice(0, deepestRows).map(({comm, tid, highWaterBytes, deepPath}) => said(`${comm}, TID ${tid}`, `${bytes(highWaterBytes)} deep at most, in ${deepPath}`)),
		},
		logLines(scene),
	];
}
