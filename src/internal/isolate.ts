/** What opens or ends a run of another direction. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g

/** Keeps a text of unknown origin in its own direction, whatever is in it: what could end that is left out. */
export const isolate = (text: string) => `\u2068${text.replace(turns, '')}\u2069`
