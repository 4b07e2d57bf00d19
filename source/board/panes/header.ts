import type {PlayerState} from '../../player/protocol.js';
import {factor, moment, span, speed} from '../figures.js';
import type {Scene} from '../scene.js';
import {badgesOf} from '../inject/injections.js';
import {drawSegments, fitting, segmentsWidth, type Segment} from '../segments.js';
import type {Area, Piece} from '../terminal/area.js';
import type {Role} from '../terminal/style.js';
import {truth} from '../truth.js';

const separator: Piece = ['  ', 'dim'];
const dot: Piece = [' · ', 'dim'];

/** How the clock moves in the past. */
const seekGlyphs = {live: '▶', paused: '‖', step: '▸', replay: '▶', backward: '◀'} as const;

/** How far behind the furthest time: `−12.4 s`; in smaller units where that would be nothing. */
const behind = (ns: number) => `−${ns < 50_000_000 ? span(ns) : moment(ns)}`;

/** What the clock is doing, as a word that can be read without colours. */
export function badge({mode, ended, behindNs}: PlayerState): readonly [text: string, role: Role] {
	if (mode === 'search') {
		return ['» SEARCH', 'replay'];
	}

	if (behindNs > 0) {
		return [`${seekGlyphs[mode]} SEEK ${behind(behindNs)}`, 'replay'];
	}

	if (ended) {
		return ['■ ENDED', 'ended'];
	}

	return ({live: ['● LIVE', 'live'], paused: ['‖ PAUSED', 'paused'], step: ['▸ STEP', 'step'], replay: ['▶ REPLAY', 'replay'], backward: ['◀ BACK', 'replay']} as const)[mode];
}

const deliveryNames = {fred: 'FRED', idt: 'IDT'} as const;

/** Machine and how it delivers events, workload, policy and the delivery it needs. */
function identity({reading, policy, frame: {reading: {policies}}, ui}: Scene): readonly Segment[] {
	const whatIf: readonly Piece[] = policy.whatIf ? [[' ', 'dim'], ['what-if', 'warn']] : [];
	const which = policies.length > 1 ? ` ${ui.policy + 1}/${policies.length}` : '';
	return [
		{rank: 6, pieces: [['kstacktop', 'title']]},
		{
			rank: 4,
			pieces: [[reading.machine, 'strong'], [` ${reading.cpus} CPU${reading.cpus === 1 ? '' : 's'}, ${deliveryNames[reading.delivery]}`, 'dim']],
			shorter: [[[reading.machine, 'strong'], [` ${deliveryNames[reading.delivery]}`, 'dim']], [[reading.machine, 'strong']]],
		},
		{rank: 7, pieces: [[reading.workload, 'text']]},
		{rank: 1, pieces: [[policy.name, 'accent'], [which, 'dim'], [' on ', 'dim'], [deliveryNames[policy.delivery], 'accent'], ...whatIf], shorter: [[[policy.name, 'accent'], ...whatIf]]},
	];
}

/** What was done to the box and is in force, in words. */
function inForce({reading, scenario}: Scene): readonly Segment[] {
	const badges = badgesOf({reading, scenario});
	return badges.length === 0 ? [] : [{rank: 2, pieces: [[badges.join(', '), 'warn']], shorter: [[[badges.length === 1 ? badges[0]!.split(' ')[0]! : `${badges.length} IN FORCE`, 'warn']]]}];
}

/** That an alarm has been, for as long as the board is open. */
function alarmed({frame: {state: {alarms}}}: Scene): readonly Segment[] {
	const fired = alarms.filter(({hits}) => hits > 0).length;
	return fired === 0 ? [] : [{rank: 1, pieces: [[fired === 1 ? '✗ ALARM' : `✗ ${fired} ALARMS`, 'bad']]}];
}

/** That the run is being recorded. */
function recorded({frame: {state: {recording}}}: Scene): readonly Segment[] {
	return recording?.on ? [{rank: 1, pieces: [['● REC', 'bad']]}] : [];
}

/** How the replay of a recording goes. */
function replayed({frame: {state: {replay}}}: Scene): readonly Segment[] {
	if (replay === undefined) {
		return [];
	}

	return replay.difference === undefined
		? [{rank: 6, pieces: [[`✓ ${replay.agreed} ${replay.agreed === 1 ? 'digest' : 'digests'}`, 'good']]}]
		: [{rank: 1, pieces: [['✗ DIFFERS', 'bad']]}];
}

/** That the picture stands, and how far the machine has run on since. */
const frozen: readonly [text: string, role: Role] = ['✱ FROZEN', 'paused'];

/** Badge, speed, simulated time, how fast it really runs, seed. */
function clock({frame: {state, reading}, frozenForNs, scenario}: Scene): readonly Segment[] {
	const [text, role] = frozenForNs === undefined ? badge(state) : frozen;
	const running = state.mode === 'live' || state.mode === 'replay';
	return [
		{rank: 0, pieces: [[` ${text} `, role]]},
		{rank: 3, pieces: [[speed(state.speed).padStart(3), 'text']]},
		...(frozenForNs === undefined ? [] : [{rank: 4, pieces: [['box ', 'dim'], [`+${moment(frozenForNs)}`, 'warn']]} satisfies Segment]),
		{rank: 2, pieces: [[moment(reading.timeNs, running ? 1 : 9).padStart(6), 'strong']]},
		// A machine that stands still, or is played without a clock, has no pace
		{rank: 5, pieces: [[(state.realTimeFactor > 0 ? `${factor(state.realTimeFactor)} real time` : '').padStart(15), 'dim']]},
		...(scenario.engine === 'skip'
			? [{
				rank: 3,
				pieces: [['engine ', 'dim'], reading.engine === 'skip' ? ['skip', 'accent'] : ['skip, exact now', 'warn']],
				shorter: [[[reading.engine === 'skip' ? 'skip' : 'exact', 'accent']]],
			} satisfies Segment]
			: []),
		{rank: 8, pieces: [[`seed ${reading.seed}`, 'dim']]},
	];
}

/** The two lines at the top: who, when and how fast; and the truth in one sentence. */
export function header(area: Area, scene: Scene) {
	const left = [...identity(scene), ...alarmed(scene), ...recorded(scene), ...replayed(scene), ...inForce(scene)];
	const right = clock(scene);
	const width = area.width - 2;
	const both = fitting([...left, ...right], width, 2);
	const kept = (segments: readonly Segment[]) => both.filter(pieces => segments.some(segment => segment.pieces === pieces || segment.shorter?.includes(pieces)));
	const end = kept(right);
	area.bar(0, 'bar');
	drawSegments(area, {x: 1, y: 0, segments: kept(left), separator, ground: 'bar'});
	drawSegments(area, {x: area.width - 1 - segmentsWidth(end, 2), y: 0, segments: end, separator, ground: 'bar'});
	drawSegments(area, {x: 1, y: 1, segments: fitting(truth(scene), width, 3), separator: dot});
}
