import { setImmediate as turn } from "node:timers/promises";

/**
 * What is asked in one turn of the event loop is answered together. Each question has a key; equal keys are asked once, and
 * answers are kept for the life of the process.
 */
export class Wave<Question, Answer> {
  readonly #keyOf: (question: Question) => string;
  readonly #answer: (
    questions: readonly Question[],
    keep: (question: Question, answer: Answer) => void,
  ) => Promise<void>;
  readonly #known = new Map<string, Answer>();
  #gathering: { readonly questions: Map<string, Question>; readonly answered: Promise<void> } | undefined;

  /** @param answer keeps the answers of a wave one by one; what it throws, everybody who waits for the wave gets */
  constructor(
    keyOf: (question: Question) => string,
    answer: (questions: readonly Question[], keep: (question: Question, answer: Answer) => void) => Promise<void>,
  ) {
    this.#keyOf = keyOf;
    this.#answer = answer;
  }

  /** Undefined where the wave kept no answer for it. */
  async ask(question: Question): Promise<Answer | undefined> {
    const key = this.#keyOf(question);
    if (!this.#known.has(key)) {
      this.#gathering ??= this.#gather();
      this.#gathering.questions.set(key, question);
      await this.#gathering.answered;
    }
    return this.#known.get(key);
  }

  #gather() {
    const questions = new Map<string, Question>();
    // a macrotask later, so that every component that the program builds in this turn joins
    const answered = turn().then(() => {
      this.#gathering = undefined;
      return this.#answer([...questions.values()], (question, answer) => {
        this.#known.set(this.#keyOf(question), answer);
      });
    });
    return { questions, answered };
  }
}
