import type {Reading} from '../../machine/index.js';
import type {InputError} from '../files/input-error.js';
import type {Script, ScriptStep} from '../files/script.js';
import type {ActionOutcome} from './protocol.js';

/** Where a script is played: a board without a terminal, or the one on it. */
export type Stage = {
	/** Runs to exactly this moment of simulated time. */
	reach(timeNs: number): Promise<Reading>;
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
	/** Holds a reading against an expectation; `focus` is the index of the policy that is shown. */
	expect(step: Extract<ScriptStep, {kind: 'expect'}>, reading: Reading, focus: number): void;
};

/** Plays a script to its end. `policies` is how many run. */
export const playScript = async ({steps, untilNs}: Script, policies: number, stage: Stage): Promise<void> => {
	let focus = 0;
	let reading = await stage.reach(steps[0]?.timeNs ?? untilNs);
	let reachedNs = steps[0]?.timeNs ?? untilNs;
	for (const step of steps) {
		/* eslint-disable no-await-in-loop -- one step after the other */
		if (step.timeNs !== reachedNs) {
			reading = await stage.reach(step.timeNs);
			reachedNs = step.timeNs;
		}

		switch (step.kind) {
			case 'key': {
				const isNext = stage.showsNextPolicy(step.key); // A key may change what the next one means
				await stage.press(step.key);
				focus = isNext ? (focus + 1) % policies : focus;
				break;
			}

			case 'policy': {
				while (reading.policies[focus]!.name !== step.policy) {
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

			case 'expect': {
				stage.expect(step, reading, focus);
				break;
			}
		}
		/* eslint-enable no-await-in-loop */
	}

	if (untilNs !== reachedNs) {
		await stage.reach(untilNs);
	}
};
