package jackhammer.data;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** An epoch that is loaded on the thread that asks for it. */
final class DirectIterator<B> implements Iterator<B> {
  private final Iterator<int[]> tasks;
  private final Source.Fetcher<B> fetcher;
  private B next;
  private boolean ended;

  DirectIterator(Source<B> source) {
    this.tasks = source.tasks();
    this.fetcher = source.fetcher();
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      ended = true; // also if what follows throws
      if (tasks.hasNext()) {
        next = fetcher.fetch(tasks.next());
        ended = next == null;
      }
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
}
