import type {Reading} from '../../machine/index.js';
import type {InputError} from '../files/input-error.js';
import type {Script, ScriptStep} from '../files/script.js';
import type {ActionOutcome} from './protocol.js';

/** Where a script is played: a board without a terminal, or the one on it. */
export type Stage = {
	/** Runs to exactly this moment of simulated time; gives undefined if the stage has ended before, and the script with it. */
	reach(timeNs: number): Promise<Reading | undefined>;
	/** Does something to the box; gives what came of it, undefined where nobody will know any more. */
	act(action: Extract<ScriptStep, {kind: 'action'}>['action']): Promise<ActionOutcome | undefined>;
	/** The machine refused what a step asked for. */
	refused(error: InputError): void;
	press(key: string): Promise<void>;
	/** Shows the next policy, as its key does. */
	pressNextPolicy(): Promise<void>;
	/** Whether this key shows the next policy. */
	showsNextPolicy(key: string): boolean;
	snapshot(step: Extract<ScriptStep, {kind: 'snapshot'}>): Promise<void>;
	/** Shows what a caption says of a reading, until the next one; where somebody reads it at his own pace, it is done when he goes on. */
	caption(step: Extract<ScriptStep, {kind: 'caption'}>, reading: Reading, focus: number): Promise<void>;
	/** Holds a reading against an expectation; `focus` is the index of the policy that is shown. */
	expect(step: Extract<ScriptStep, {kind: 'expect'}>, reading: Reading, focus: number): void;
};

/** Whether a script was played to its end, or its stage ended before. */
export type Played = 'to its end' | 'cut short';

/** Plays a script to its end, or until its stage ends. `policies` is how many run. */
export const playScript = async ({steps, repeated, untilNs}: Script, policies: number, stage: Stage): Promise<Played> => {
	let focus = 0;
	let reading: Reading | undefined;
	let reachedNs = -1;
	const due = repeated.map(({timeNs}) => timeNs);
	/* eslint-disable no-await-in-loop -- one step after the other */
	/** Runs to a moment, with a halt wherever a repeated expectation is due; gives false if the stage has ended. */
	const reach = async (timeNs: number): Promise<boolean> => {
		for (;;) {
			const nextNs = Math.min(timeNs, ...due);
			if (nextNs !== reachedNs) {
				reading = await stage.reach(nextNs);
				reachedNs = nextNs;
			}

			if (reading === undefined) {
				return false;
			}

			for (const [index, step] of repeated.entries()) {
				if (due[index] === nextNs) {
					stage.expect(step, reading, focus);
					due[index] = nextNs + step.everyNs;
				}
			}

			if (nextNs === timeNs) {
				return true;
			}
		}
	};

	for (const step of steps) {
		if (!await reach(step.timeNs)) {
			return 'cut short';
		}

		switch (step.kind) {
			case 'key': {
				const isNext = stage.showsNextPolicy(step.key); // A key may change what the next one means
				await stage.press(step.key);
				focus = isNext ? (focus + 1) % policies : focus;
				break;
			}

			case 'policy': {
				while (reading!.policies[focus]!.name !== step.policy) {
					await stage.pressNextPolicy();
					focus = (focus + 1) % policies;
				}

				break;
			}

			case 'action': {
				const outcome = await stage.act(step.action);
				if (outcome?.refusal !== undefined) {
					stage.refused(step.problem(`refused: ${outcome.refusal}`));
				}

				break;
			}

			case 'snapshot': {
				await stage.snapshot(step);
				break;
			}

			case 'caption': {
				await stage.caption(step, reading!, focus);
				break;
			}

			case 'expect': {
				stage.expect(step, reading!, focus);
				break;
			}
		}
	}
	/* eslint-enable no-await-in-loop */

	return await reach(untilNs) ? 'to its end' : 'cut short';
};
