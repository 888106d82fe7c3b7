// A worker thread for true-neighbours.ts.
import { workerData } from 'node:worker_threads';
import { attachKernels } from '../../../../core/index.ts';
import type { NeighbourTask } from './neighbour-task.ts';
import { findBlocks } from './neighbour-task.ts';

const task = workerData as NeighbourTask;
findBlocks(attachKernels(task.kernels), task);
