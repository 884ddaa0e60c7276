package jackhammer.data;

import java.util.Iterator;

/**
 * Where a loader's batches come from: what to fetch is decided on the loader's thread, fetching
 * itself happens there or on a worker.
 */
interface Source<B> {
  /** The tasks of one epoch in their order, one a batch; asking for one may draw random numbers. */
  Iterator<int[]> tasks();

  /** Does tasks for one thread and one epoch. */
  Fetcher<B> fetcher();

  /** How many batches an epoch has. */
  int size();

  /** Turns a task into a batch. */
  @FunctionalInterface
  interface Fetcher<B> {
    /** The batch, or null if there are no more items for this thread. */
    B fetch(int[] task);
  }
}
