/** A reason not to start that the developer can mend. It is shown as a sentence, without a stack. */
export class Refusal extends Error {}
