// Steps that can be taken back and taken again, in order; what a step does is its own affair.

export interface UndoStep {
  undo(): void | Promise<void>;
  redo(): void | Promise<void>;
}

const mostSteps = 100;

export class UndoSteps {
  private done: UndoStep[] = [];
  private undone: UndoStep[] = [];

  /** A step that was taken just now; what was taken back before cannot be taken again any more. */
  add(step: UndoStep): void {
    this.done = [...this.done, step].slice(-mostSteps);
    this.undone = [];
  }

  async back(): Promise<void> {
    const step = this.done.pop();
    if (step === undefined) return;
    this.undone.push(step);
    await step.undo();
  }

  async forward(): Promise<void> {
    const step = this.undone.pop();
    if (step === undefined) return;
    this.done.push(step);
    await step.redo();
  }
}
