import {percent} from '../../figures.js';
import {atomicShare, contextRows} from '../../risk/contexts.js';
import {deaths, hardships, margins, troubles, type Fact} from '../../risk/facts.js';
import {verdictOn} from '../../risk/verdict.js';
import type {Scene} from '../../scene.js';
import {figure, said, type Section, type Statement} from '../statement.js';
import {capital} from '../words.js';
import {logLines} from './log.js';

const statementOf = ({label, text}: Fact): Statement => said(capital(label), text);

/** Whether it can fail: the verdict, where stacks grew, what would have killed the kernel, how near it came. */
export function risk(scene: Scene): readonly Section[] {
	const {sentence, because} = verdictOn(scene.policy, scene.scenario.machine);
	const rows = contextRows(scene);
	const atomic = atomicShare(rows);
	return [
		{title: 'verdict', statements: [said('Verdict', sentence), ...because.map((text, index) => said(`Because, ${index + 1}`, text))]},
		{
			title: 'contexts',
			statements: [
				said('Growth where nothing can sleep', atomic === undefined ? 'nothing grew' : percent(atomic * 100, 1)),
				...rows.filter(({growths, empty}) => growths > 0 || empty > 0).map(({where, growths, empty, deadly}) =>
					figure(`Grown ${where}`, growths, {after: empty === 0 ? '' : `, no page ${empty} times${deadly ? ', deadly' : ''}`})),
			],
		},
		{title: 'deaths', statements: deaths(scene).map(fact => statementOf(fact))},
		{title: 'margins', statements: [...margins(scene), ...troubles(scene)].map(fact => statementOf(fact))},
		{title: 'load', statements: hardships(scene).map(fact => statementOf(fact))},
		logLines(scene),
	];
}
