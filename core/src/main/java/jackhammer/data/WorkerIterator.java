package jackhammer.data;

import jackhammer.Generator;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * An epoch that is loaded ahead by worker threads.
 *
 * <p>Task i goes to worker i mod n, a worker does its tasks in their order, and batches are handed
 * out in the order of their tasks. So who does what, and which random numbers he draws, is the same
 * in every run, and the same as in PyTorch. Nothing has to be closed: a worker is never more than
 * the prefetched batches ahead, and its thread ends by itself soon after it has nothing to do.
 */
final class WorkerIterator<B> implements Iterator<B> {
  private static final long IDLE_SECONDS = 1;

  private final Iterator<int[]> tasks;
  private final Worker<B>[] workers;
  private final Queue<Pending<B>> pending = new ArrayDeque<>();
  private int nextWorker;
  private boolean noMoreTasks;
  private B next;

  private record Pending<B>(Worker<B> worker, Future<B> batch) {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  WorkerIterator(Source<B> source, DataLoader.Options options, long baseSeed) {
    this.tasks = source.tasks();
    this.workers = new Worker[options.numWorkers()];
    for (int i = 0; i < workers.length; i++) {
      long seed = baseSeed + i;
      workers[i] =
          new Worker<>(
              new WorkerInfo(i, workers.length, seed, new Generator().manualSeed(seed)),
              source,
              options.workerInitFn());
    }
    for (int i = 0; i < workers.length * options.prefetch(); i++) {
      submit();
    }
  }

  /** Gives the next task to the next worker that has not run out of items. */
  private void submit() {
    if (noMoreTasks) {
      return;
    }
    for (int tried = 0; tried < workers.length; tried++) {
      Worker<B> worker = workers[nextWorker];
      nextWorker = (nextWorker + 1) % workers.length;
      if (!worker.ended) {
        if (tasks.hasNext()) {
          int[] task = tasks.next();
          pending.add(new Pending<>(worker, worker.thread.submit(() -> worker.fetch(task))));
        } else {
          noMoreTasks = true;
        }
        return;
      }
    }
    noMoreTasks = true;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !pending.isEmpty()) {
      Pending<B> first = pending.remove();
      if (first.worker.ended) {
        continue; // it found its end while this was waiting
      }
      next = await(first.batch);
      first.worker.ended = next == null;
      submit();
    }
    if (next == null) {
      stop();
    }
    return next != null;
  }

  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    B batch = next;
    next = null;
    return batch;
  }

  private B await(Future<B> batch) {
    try {
      return batch.get();
    } catch (ExecutionException e) {
      stop();
      switch (e.getCause()) {
        case RuntimeException r -> throw r;
        case Error error -> throw error;
        default -> throw new IllegalStateException("DataLoader: a worker failed", e.getCause());
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "DataLoader: interrupted while waiting for a batch; the epoch is over", e);
    }
  }

  /**
   * Ends the epoch. What is being loaded is dropped when it is done: an interrupt would close a
   * file channel under the data set.
   */
  private void stop() {
    noMoreTasks = true;
    pending.clear();
    for (Worker<B> worker : workers) {
      worker.thread.getQueue().clear();
      worker.thread.shutdown();
    }
  }

  private static final class Worker<B> {
    private final WorkerInfo info;
    private final Source<B> source;
    private final IntConsumer init;
    private final ThreadPoolExecutor thread;

    /** Made on the worker's own thread, by its first task. */
    private Source.Fetcher<B> fetcher;

    /** Whether it has no more items; known to the thread that iterates. */
    private boolean ended;

    Worker(WorkerInfo info, Source<B> source, IntConsumer init) {
      this.info = info;
      this.source = source;
      this.init = init;
      this.thread =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              body ->
                  Thread.ofPlatform()
                      .daemon()
                      .name("jackhammer-loader-" + info.id())
                      .unstarted(body));
      thread.allowCoreThreadTimeOut(true);
    }

    B fetch(int[] task) {
      return info.call(
          () -> {
            if (fetcher == null) {
              if (init != null) {
                init.accept(info.id());
              }
              fetcher = source.fetcher();
            }
            return fetcher.fetch(task);
          });
    }
  }
}
