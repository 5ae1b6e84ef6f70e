import { parentPort, workerData } from 'node:worker_threads'

/** A thread that says that it is at work, and goes on for ever where it is busy. */
const { isBusy } = workerData as { readonly isBusy: boolean }
parentPort?.postMessage('at work')
while (isBusy);
