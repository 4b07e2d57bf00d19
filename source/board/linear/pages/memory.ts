import type {PolicyReading} from '../../../../machine/index.js';
import {count, percent, sizeText, times} from '../../figures.js';
import {partsOf} from '../../memory/parts.js';
import {requestRows} from '../../memory/requests.js';
import {reserveShares} from '../../memory/reserves.js';
import {memoryStateLooks} from '../../memory/states.js';
import type {Scene} from '../../scene.js';
import {figure, restless, said, type Section, type Statement} from '../statement.js';
import {capital} from '../words.js';
import {pagesOf, reserveOf} from './overview.js';

const netOf = ({name, netKiB, savedPercent: {net}}: PolicyReading): Statement => figure(`Net with ${name}`, netKiB, {show: sizeText, after: `, ${percent(net)} saved`});

/** What a policy keeps ready, and how near to its end that came. */
function poolsOf(policy: PolicyReading): Statement {
	const {name, poolSize, poolLowest, poolEmpty} = policy;
	const {full, untouched, out} = reserveShares(policy);
	if (full === 0) {
		return said(`Pages ready with ${name}`, 'none');
	}

	const worst = poolSize > 0 ? `, fewest in a pool ${poolLowest} of ${poolSize}` : '';
	return figure(`Pages ready with ${name}`, full - out, {
		after: ` of ${full}, ${percent(untouched * 100 / full, 0)} never taken${worst}, found empty ${count(poolEmpty)} ${times(poolEmpty)}`,
		least: restless,
	});
}

/** The page of memory: what the stacks take part by part, what is saved, how short the box is of pages, how they are asked for. */
export function memory(scene: Scene): readonly Section[] {
	const {policy, reading: {memory: box, policies}} = scene;
	return [
		{
			title: 'parts',
			statements: [
				figure('Fixed stacks', policy.fixedKiB, {show: sizeText}),
				figure('With this policy, gross', policy.stackKiB, {show: sizeText, after: `, ${percent(policy.savedPercent.gross)} saved`}),
				figure('With this policy, net', policy.netKiB, {show: sizeText, after: `, ${percent(policy.savedPercent.net)} saved`}),
				...partsOf(policy).map(({title, kib, about}) => figure(capital(title), kib, {show: sizeText, after: `, ${about}`})),
				figure('Cached stacks, not in net', policy.cachedKiB, {show: sizeText}),
			],
		},
		{title: 'policies', statements: policies.map(policy => netOf(policy))},
		{
			title: 'free memory',
			statements: [
				said('Memory', `${memoryStateLooks[box.state].role === 'bad' ? '✗ ' : ''}${box.state}, ${memoryStateLooks[box.state].about}`),
				figure('Free memory', box.freeKiB, {show: sizeText, after: ` of ${sizeText(box.totalKiB)}`}),
				said('Watermarks', `min ${sizeText(box.minKiB)}, low ${sizeText(box.lowKiB)}, high ${sizeText(box.highKiB)}`),
				...box.failShare > 0 ? [said('Atomic requests', `fail in ${percent(box.failShare * 100, 0)} of time`)] : [],
				...box.starved ? [said('Refills', '✗ starved by hand')] : [],
			],
		},
		reserveOf(scene),
		{title: 'pools by policy', statements: policies.map(policy => poolsOf(policy))},
		{
			title: 'requests',
			statements: requestRows(scene).map(({what, mode, count: times, note, isDeadly}) =>
				figure(`${capital(what)}${mode === '' ? '' : `, ${mode}`}`, times, {after: `${note === '' ? '' : `, ${note}`}${isDeadly ? ', deadly' : ''}`})),
		},
		pagesOf(scene),
	];
}
