package jackhammer.internal.memory;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The storages made on one thread during a {@code Jackhammer.step}: when it ends, their arrays go
 * back to the pool, except those of the result and those that were marked to be kept.
 */
public final class StepScope {
  private static final ThreadLocal<StepScope> CURRENT = new ThreadLocal<>();

  private final StepScope outer;

  /**
   * Weakly: what nobody can reach any more, as activations behind their gradient, is the
   * collector's where memory is short before the step ends.
   */
  private List<WeakReference<Storage>> made = new ArrayList<>();

  private StepScope(StepScope outer) {
    this.outer = outer;
  }

  /**
   * Runs the body in a scope of its own.
   *
   * @param storagesOf the storages of the body's result
   */
  public static <T> T run(Supplier<T> body, Function<T, Collection<Storage>> storagesOf) {
    StepScope scope = new StepScope(CURRENT.get());
    CURRENT.set(scope);
    T result;
    try {
      result = body.get();
    } catch (Throwable t) {
      // What the exception's way out still holds is not known: the collector takes it.
      scope.made = List.of();
      throw t;
    } finally {
      CURRENT.set(scope.outer);
    }
    scope.end(storagesOf.apply(result));
    return result;
  }

  private void end(Collection<Storage> results) {
    Set<Storage> surviving = Collections.newSetFromMap(new IdentityHashMap<>());
    surviving.addAll(results);
    for (WeakReference<Storage> reference : made) {
      Storage s = reference.get();
      if (s == null || s.isKept()) {
        continue;
      }
      if (!surviving.contains(s)) {
        s.recycle();
      } else if (outer != null) {
        outer.made.add(reference);
      }
    }
  }

  /**
   * Runs a part of a step, at whose end what it made goes back already, except the storages of its
   * result; outside of a step it just runs.
   */
  public static <T> T part(Supplier<T> body, Function<T, Collection<Storage>> storagesOf) {
    return CURRENT.get() == null ? body.get() : run(body, storagesOf);
  }

  /** Hands a storage to the step that is under way on this thread, if any. */
  static Storage own(Storage s) {
    StepScope scope = CURRENT.get();
    if (scope != null) {
      s.madeInStep();
      scope.made.add(new WeakReference<>(s));
    }
    return s;
  }
}
