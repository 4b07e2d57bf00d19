import type {Finding, Question} from './answer.js';
import {streamDuring, type Evidence} from './evidence.js';
import {chance, cost, mean, rate} from './figures.js';
import {showFigure, showFully} from './show.js';

export const restartableWaits: Question = {
	number: 13,
	question: 'What share of threads sleeps in restartable waits (futex, poll, epoll, nanosleep), and how many extra system calls would David Laight\'s idea cause?',
	askedBy: 'follows from David Laight\'s idea',
};

/** The ceiling of the idea, its extra calls, and the policy that does it. */
export const answerRestartableWaits = (evidence: Evidence): Finding => {
	const {plan: {asked, entry}, seconds} = evidence;
	const samples = evidence.samples('asIs', asked[0]!);
	const share = mean({label: 'threads that sleep in such waits'}, samples, ({stream}) => 100 * stream.totals.restartableThreads / stream.threadRows, '%');
	const extra = rate({label: 'extra system calls'}, samples, sample => streamDuring(sample, totals => totals.restartableWaits), seconds);
	const perVisit = chance({label: 'extra calls, of kernel visits'}, samples, {
		events: sample => streamDuring(sample, totals => totals.restartableWaits),
		trials: sample => streamDuring(sample, totals => totals.visits),
		of: 'kernel visits',
	});
	const own = entry === undefined ? [] : evidence.samples('asIs', entry);
	const saved = own.length === 0 ? undefined : mean({label: 'saved, net', policy: entry}, own, ({end}) => end.savedPercent.net, '%');
	return {
		verdict: `${showFigure(share)} of threads sleep where their call could be made again: the ceiling of the idea. `
			+ `It would take ${showFully(extra)} more system calls, ${showFigure(perVisit)} of all kernel visits.`
			+ (saved === undefined ? '' : ` The policy ${entry!} saves ${showFigure(saved)} net.`),
		figures: [
			share,
			extra,
			perVisit,
			...saved === undefined
				? []
				: [
					saved,
					mean({label: 'threads without a stack', policy: entry}, own, ({end}) => 100 * end.withoutStack / end.stacks, '%'),
					cost({label: 'of CPU time', policy: entry}, own, ({costPercent}) => costPercent, '%'),
				],
		],
		assumed: ['which classes of threads sleep in such waits (restartableSleep of the workload)', 'each wake-up of such a thread costs one more call'],
		cannotAnswer: entry === undefined ? 'this version has no policy that attaches stacks at kernel entry, so what the idea saves is not shown' : undefined,
	};
};
