package jackhammer.internal.autograd;

import jackhammer.DType;
import jackhammer.GradFn;
import jackhammer.Tensor;
import jackhammer.internal.memory.Storage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** One recorded call of an op: how its gradient is computed and where that goes next. */
public abstract class Node implements GradFn {
  private static final AtomicLong SEQUENCE = new AtomicLong();

  /** Where the gradient of input i goes: null if that input needs none. */
  final Node[] next;

  /** Which output of {@code next[i]} input i was. */
  final int[] nextOutput;

  /** The size and type that the gradient of input i must have. */
  final int[][] inputSizes;

  final DType[] inputTypes;
  final long sequence;
  int outputs = 1;
  private HookList<OutputHook> hooks;

  private HookList<Runnable> postHooks;

  /** Where the op was called, in anomaly mode. */
  StackTraceElement[] calledAt;

  private record OutputHook(int output, UnaryOperator<Tensor> hook, boolean runsLast) {}

  Node(int inputs, long sequence) {
    this.next = new Node[inputs];
    this.nextOutput = new int[inputs];
    this.inputSizes = new int[inputs][];
    this.inputTypes = new DType[inputs];
    this.sequence = sequence;
    if (Anomaly.isEnabled()) {
      calledAt = Thread.currentThread().getStackTrace();
    }
  }

  Node(int inputs) {
    this(inputs, SEQUENCE.getAndIncrement());
  }

  /** The gradients of the inputs from those of the outputs, of which some may be null. */
  abstract Tensor[] backward(Tensor[] grads);

  /** Drops what was saved. */
  void release() {}

  /** Whether user code sees the gradients of this node, so that their memory is not ours. */
  boolean isForeign() {
    return false;
  }

  /** Whether this memory is kept for the gradient. */
  boolean saves(Storage memory) {
    return false;
  }

  /** Copies what is kept for the gradient on memory that is about to change in place. */
  void leave(Storage memory) {}

  void edge(int input, Tensor t) {
    TensorState state = Tensors.state(t);
    next[input] = Graph.gradEdge(t);
    nextOutput[input] = state.gradFn == null ? 0 : state.outputNumber;
    inputSizes[input] = state.data.sizes();
    inputTypes[input] = state.data.dtype();
  }

  /**
   * Calls {@code hook} with the gradient of an output before this node uses it; what it returns, if
   * not null, takes its place.
   *
   * @return takes the hook away again
   */
  synchronized Runnable addHook(int output, UnaryOperator<Tensor> hook, boolean runsLast) {
    if (hooks == null) {
      hooks = new HookList<>();
    }
    return hooks.add(new OutputHook(output, hook, runsLast));
  }

  /** Runs {@code hook} after this node's gradients were handed on. */
  synchronized Runnable addPostHook(Runnable hook) {
    if (postHooks == null) {
      postHooks = new HookList<>();
    }
    return postHooks.add(hook);
  }

  boolean hasHooks() {
    return hooks != null && !hooks.isEmpty();
  }

  void runHooks(Tensor[] grads) {
    for (boolean last : new boolean[] {false, true}) {
      for (OutputHook entry : hooks) {
        Tensor g = grads[entry.output];
        if (entry.runsLast == last && g != null) {
          // The hook's author may keep it.
          Tensors.data(g).storage().keep();
          Tensor replaced = entry.hook.apply(g);
          if (replaced != null) {
            if (!replaced.size().equals(g.size())) {
              throw new IllegalArgumentException(
                  "hook on a gradient of "
                      + name()
                      + ": expected a gradient of size "
                      + g.size()
                      + " back, got "
                      + replaced.size());
            }
            if (replaced.dtype() != g.dtype()) {
              throw new IllegalArgumentException(
                  "hook on a gradient of "
                      + name()
                      + ": expected a gradient of "
                      + g.dtype()
                      + " back, got one of "
                      + replaced.dtype()
                      + "; convert it with to()");
            }
            grads[entry.output] = replaced;
          }
        }
      }
    }
  }

  void runPostHooks() {
    if (postHooks != null) {
      postHooks.forEach(Runnable::run);
    }
  }

  @Override
  public String toString() {
    return "<" + name() + ">";
  }
}
