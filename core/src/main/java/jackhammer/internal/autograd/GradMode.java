package jackhammer.internal.autograd;

import java.util.function.Supplier;

/** Whether operations of this thread are recorded. */
public final class GradMode {
  private static final ThreadLocal<GradMode> CURRENT = ThreadLocal.withInitial(GradMode::new);

  private boolean enabled = true;
  private boolean inference;

  private GradMode() {}

  public static boolean isEnabled() {
    return CURRENT.get().enabled;
  }

  public static boolean isInference() {
    return CURRENT.get().inference;
  }

  /** Sets the mode until it is set again; returns what it was. */
  public static boolean set(boolean enabled) {
    GradMode mode = CURRENT.get();
    boolean before = mode.enabled;
    mode.enabled = enabled && !mode.inference;
    return before;
  }

  /** Runs the body with recording on or off. */
  public static <T> T with(boolean enabled, Supplier<T> body) {
    return with(enabled, isInference(), body);
  }

  /** Runs the body in inference mode: nothing is recorded, and its tensors can never be. */
  public static <T> T inference(boolean on, Supplier<T> body) {
    return with(!on, on, body);
  }

  private static <T> T with(boolean enabled, boolean inference, Supplier<T> body) {
    GradMode mode = CURRENT.get();
    boolean enabledBefore = mode.enabled;
    boolean inferenceBefore = mode.inference;
    mode.enabled = enabled && !inference;
    mode.inference = inference;
    try {
      return body.get();
    } finally {
      mode.enabled = enabledBefore;
      mode.inference = inferenceBefore;
    }
  }
}
