package jackhammer.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which modules are being called on this thread, so that an error can say where it happened. */
final class Calls {
  private static final ThreadLocal<Calls> CURRENT = ThreadLocal.withInitial(Calls::new);

  private final List<Module> open = new ArrayList<>();

  /** The error on its way out that already names its place. */
  private RuntimeException placed;

  private Calls() {}

  static <T> T run(Module module, Supplier<T> body) {
    Calls calls = CURRENT.get();
    calls.open.add(module);
    try {
      return body.get();
    } catch (RuntimeException e) {
      throw calls.place(e);
    } finally {
      calls.open.removeLast();
      if (calls.open.isEmpty()) {
        calls.placed = null;
      }
    }
  }

  private RuntimeException place(RuntimeException e) {
    if (e == placed) {
      return e;
    }
    String text = e.getMessage() + "\n  in " + path();
    Class<?> type = e.getClass();
    RuntimeException named = e;
    if (type == IllegalArgumentException.class) {
      named = new IllegalArgumentException(text, e.getCause());
    } else if (type == IllegalStateException.class) {
      named = new IllegalStateException(text, e.getCause());
    } else if (type == UnsupportedOperationException.class) {
      named = new UnsupportedOperationException(text, e.getCause());
    } else if (type == IndexOutOfBoundsException.class) {
      named = new IndexOutOfBoundsException(text);
    }
    if (named != e) {
      named.setStackTrace(e.getStackTrace());
    }
    placed = named;
    return named;
  }

  /** The way from the outermost call to the innermost, and what the innermost is. */
  private String path() {
    Module inner = open.getLast();
    StringBuilder path = new StringBuilder();
    for (int i = 1; i < open.size(); i++) {
      String name = nameIn(open.get(i - 1), open.get(i));
      path.append(path.isEmpty() ? "" : ".").append(name);
    }
    String what = inner.namedChildren().isEmpty() ? inner.toString() : inner.typeName();
    return path.isEmpty() ? what : path + " " + what;
  }

  private static String nameIn(Module outer, Module inner) {
    for (Map.Entry<String, Module> e : outer.namedModules().entrySet()) {
      if (e.getValue() == inner && !e.getKey().isEmpty()) {
        return e.getKey();
      }
    }
    return inner.typeName();
  }
}
