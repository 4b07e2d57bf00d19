import {type KeyAction, keyTable} from '../board/keys/table.js';

/** The first key of the key table that does this. */
export const keyOf = (action: KeyAction): string => keyTable.find(binding => binding.action === action)!.keys[0]!;
