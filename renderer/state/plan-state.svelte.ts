// What will become of each copy: the rules, what a person decided file by file, and the engine's plan of both.
import type { CopyGroup, CopyKind, KeepRules, RemovalChoice } from '../../main/engine/api/duplicate-schemas.ts';
import type { EngineClient } from '../connection.ts';
import type { CopyCard, PlannedGroup } from './copy-cards.ts';
import type { UndoSteps } from './undo-steps.ts';

/** What decides which files go; one immutable value, so that every change of it is a step. */
export interface KeepChoice {
  readonly rules: KeepRules;
  /** What goes by itself. */
  readonly kinds: readonly CopyKind[];
  /** Ids of files that the person decided about. */
  readonly keep: ReadonlySet<number>;
  readonly bin: ReadonlySet<number>;
}

interface Sums {
  readonly moveCount: number;
  readonly moveBytes: number;
  readonly stayCount: number;
}

const groupsAtOnce = 500;

export class PlanState {
  choice: KeepChoice | null = $state.raw(null);
  /** Of all groups that are listed, also those that were not fetched yet. */
  sums: Sums = $state.raw({ moveCount: 0, moveBytes: 0, stayCount: 0 });
  of: ReadonlyMap<number, PlannedGroup> = $state.raw(new Map());
  /** The kind of groups that is listed; null for all. */
  kind: CopyKind | null = null;

  private readonly client: EngineClient;
  private readonly steps: UndoSteps;
  private groups: readonly CopyGroup[] = [];

  constructor(client: EngineClient, steps: UndoSteps) {
    this.client = client;
    this.steps = steps;
  }

  /** The plan of these groups takes the place of all before. */
  async renew(groups: readonly CopyGroup[]): Promise<void> {
    this.choice ??= {
      rules: await this.client.duplicates.rules({}),
      kinds: ['exact', 'same-picture'],
      keep: new Set(),
      bin: new Set(),
    };
    const { choice } = this;
    const [plans, sums] = [await this.plansOf(groups), await this.sumsOfAll()];
    if (choice !== this.choice) return;
    [this.groups, this.of, this.sums] = [groups, new Map(plans), sums];
  }

  async add(groups: readonly CopyGroup[]): Promise<void> {
    const plans = await this.plansOf(groups);
    this.groups = [...this.groups, ...groups];
    this.of = new Map([...this.of, ...plans]);
  }

  /** Rules, or what may go by itself. */
  async change(part: Partial<Pick<KeepChoice, 'rules' | 'kinds'>>): Promise<void> {
    if (this.choice === null) return;
    const [before, after] = [this.choice, { ...this.choice, ...part }];
    this.steps.add({ undo: () => this.choose(before), redo: () => this.choose(after) });
    await this.choose(after);
  }

  /** The person decides about every file of a group that can be decided about. */
  async decide(groupId: number, cards: readonly CopyCard[], isKept: (card: CopyCard) => boolean): Promise<void> {
    if (this.choice === null) return;
    const free = cards.filter(({ state }) => state === 'keep' || state === 'bin');
    const ids = new Set(free.map(({ fileId }) => fileId));
    const others = (set: ReadonlySet<number>) => [...set].filter((id) => !ids.has(id));
    const chosen = (kept: boolean) => free.filter((card) => isKept(card) === kept).map(({ fileId }) => fileId);
    const before = this.choice;
    const keep = new Set([...others(before.keep), ...chosen(true)]);
    const after = { ...before, keep, bin: new Set([...others(before.bin), ...chosen(false)]) };
    this.steps.add({ undo: () => this.take(before, groupId), redo: () => this.take(after, groupId) });
    await this.take(after, groupId);
  }

  /** Some of it was done. */
  subtract({ count, bytes }: { count: number; bytes: number }): void {
    const { moveCount, moveBytes, stayCount } = this.sums;
    this.sums = { moveCount: moveCount - count, moveBytes: moveBytes - bytes, stayCount };
  }

  /** The choice as the engine is asked. */
  asked(): RemovalChoice {
    const { rules, kinds = [], keep = [], bin = [] } = this.choice ?? {};
    const groupKind = this.kind === null ? {} : { groupKind: this.kind };
    return { ...groupKind, ...(rules && { rules }), kinds: [...kinds], keep: [...keep], bin: [...bin] };
  }

  async plansOf(groups: readonly CopyGroup[]): Promise<[number, PlannedGroup][]> {
    const plans: [number, PlannedGroup][] = [];
    for (let first = 0; first < groups.length; first += groupsAtOnce) {
      const groupIds = groups.slice(first, first + groupsAtOnce).map(({ id }) => id);
      const plan = await this.client.duplicates.plan({ ...this.asked(), groupIds, limit: groupIds.length });
      plans.push(...plan.groups.map((group): [number, PlannedGroup] => [group.id, group]));
    }
    return plans;
  }

  private async choose(choice: KeepChoice): Promise<void> {
    const isOtherRule = choice.rules !== this.choice?.rules;
    this.choice = choice;
    if (isOtherRule) await this.client.duplicates.setRules(choice.rules);
    await this.renew(this.groups);
  }

  /** One group alone: the sums change by what changes in it. */
  private async take(choice: KeepChoice, groupId: number): Promise<void> {
    this.choice = choice;
    const group = this.groups.find(({ id }) => id === groupId);
    if (group === undefined) return;
    const [[, after] = []] = await this.plansOf([group]);
    if (choice !== this.choice || after === undefined) return;
    const before = this.of.get(groupId);
    this.of = new Map([...this.of, [groupId, after]]);
    const difference = (of: (plan: PlannedGroup) => number) => of(after) - (before ? of(before) : 0);
    this.sums = {
      moveCount: this.sums.moveCount + difference(({ moved }) => moved.length),
      moveBytes: this.sums.moveBytes + difference(({ moved }) => moved.reduce((sum, file) => sum + file.sizeBytes, 0)),
      stayCount: this.sums.stayCount + difference(({ staying }) => staying.length),
    };
  }

  private sumsOfAll(): Promise<Sums> {
    return this.client.duplicates.plan({ ...this.asked(), limit: 0 });
  }
}
