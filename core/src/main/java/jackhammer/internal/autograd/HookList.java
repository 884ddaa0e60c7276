package jackhammer.internal.autograd;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hooks in the order in which they were added. Each is taken away by the handle that adding it
 * gave, also where one function was added twice, also while the hooks run: those that are running
 * then still run to the end.
 *
 * @param <H> the type of a hook
 */
public final class HookList<H> implements Iterable<H> {

  /** Without an equality of its own. */
  private static final class Entry<H> {
    final H hook;

    Entry(H hook) {
      this.hook = hook;
    }
  }

  private final List<Entry<H>> entries = new CopyOnWriteArrayList<>();

  /** Returns what takes the hook away again. */
  public Runnable add(H hook) {
    Entry<H> entry = new Entry<>(hook);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public Iterator<H> iterator() {
    Iterator<Entry<H>> it = entries.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return it.hasNext();
      }

      @Override
      public H next() {
        return it.next().hook;
      }
    };
  }
}
