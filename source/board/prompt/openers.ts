import type {KeyAction} from '../keys/table.js';

/** What the prompt is used for: one for each key action that opens it. */
const promptIds = ['command', 'query', 'go-to'] as const satisfies readonly KeyAction[];
export type PromptId = (typeof promptIds)[number];

/** The use that a key opens; undefined: it opens none. */
export const promptOf = (action: KeyAction): PromptId | undefined => promptIds.find(id => id === action);
