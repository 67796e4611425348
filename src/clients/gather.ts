import { setImmediate as turn } from "node:timers/promises";
import { z } from "zod";
import { apiError } from "../wire";
import type { Graph } from "./graph";

interface Asked {
  readonly path: string;
  readonly answer: (body: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** Filtered reads that are asked for in the same turn of the event loop share a `$batch`; one alone goes as it is. */
export class Gather {
  readonly #graph: Graph;
  #asked: Asked[] = [];

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** All rows of a filtered collection. */
  async list<S extends z.ZodType>(path: string, row: S): Promise<z.output<S>[]> {
    const firstPage = await new Promise<unknown>((answer, fail) => {
      this.#asked.push({ path, answer, fail });
      if (this.#asked.length === 1) void turn().then(() => this.#askAll());
    });
    return this.#graph.rowsFrom(path, firstPage, row);
  }

  async #askAll(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    const [alone, ...others] = asked;
    try {
      if (alone !== undefined && others.length === 0) {
        alone.answer(await this.#graph.get(alone.path, z.unknown()));
        return;
      }
      const answers = await this.#graph.batch(asked.map(({ path }) => ({ path })));
      for (const [index, { path, answer, fail }] of asked.entries()) {
        const { status, body } = answers[index] ?? { status: 502, body: undefined };
        if (status < 300) answer(body);
        else fail(apiError(`GET ${path.split("?")[0]}`, status, body));
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }
}
