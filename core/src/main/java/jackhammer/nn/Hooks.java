package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The hooks of one module and how they stand around its forward. */
final class Hooks {
  private final List<Module.ForwardPreHook> before = new ArrayList<>();
  private final List<Module.ForwardHook> after = new ArrayList<>();
  private final List<Module.BackwardHook> backward = new ArrayList<>();

  boolean isEmpty() {
    return before.isEmpty() && after.isEmpty() && backward.isEmpty();
  }

  Runnable addBefore(Module.ForwardPreHook hook) {
    return add(before, hook);
  }

  Runnable addAfter(Module.ForwardHook hook) {
    return add(after, hook);
  }

  Runnable addBackward(Module.BackwardHook hook) {
    return add(backward, hook);
  }

  private static <H> Runnable add(List<H> hooks, H hook) {
    hooks.add(hook);
    return () -> hooks.remove(hook);
  }

  @SuppressWarnings("unchecked")
  <T> T around(Module module, Object[] inputs, Function<Object[], T> forward) {
    Object[] in = inputs;
    for (Module.ForwardPreHook hook : List.copyOf(before)) {
      Object[] replaced = hook.apply(module, in);
      in = replaced == null ? in : replaced;
    }
    BackwardWatch watch = backward.isEmpty() ? null : new BackwardWatch(module, backward);
    Object out = forward.apply(watch == null ? in : watch.inputs(in));
    for (Module.ForwardHook hook : List.copyOf(after)) {
      Object replaced = hook.apply(module, in, out);
      out = replaced == null ? out : replaced;
    }
    return (T) (watch == null ? out : watch.output(out));
  }

  /** The gradients of one call on their way. */
  private static final class BackwardWatch {
    private final Module module;
    private final List<Module.BackwardHook> hooks;
    private Tensor[] gradInputs;
    private final Tensor[] gradOutputs = new Tensor[1];
    private int open;

    BackwardWatch(Module module, List<Module.BackwardHook> hooks) {
      this.module = module;
      this.hooks = List.copyOf(hooks);
    }

    Object[] inputs(Object[] in) {
      Object[] result = in.clone();
      gradInputs = new Tensor[in.length];
      for (int i = 0; i < in.length; i++) {
        if (in[i] instanceof Tensor t && Graph.records(t)) {
          int index = i;
          open++;
          // An identity of its own, so that only this use of the tensor is seen.
          Tensor own = Graph.alias(t);
          own.registerHook(g -> arrived(index, g));
          result[i] = own;
        }
      }
      return result;
    }

    private Tensor arrived(int index, Tensor g) {
      gradInputs[index] = g;
      if (--open > 0) {
        return null;
      }
      for (Module.BackwardHook hook : hooks) {
        Tensor[] replaced = hook.apply(module, gradInputs.clone(), gradOutputs.clone());
        if (replaced != null) {
          gradInputs = replaced.clone();
        }
      }
      return gradInputs[index];
    }

    Object output(Object out) {
      if (!(out instanceof Tensor t) || !Graph.records(t)) {
        return out;
      }
      Tensor own = Graph.alias(t);
      boolean noInputs = open == 0;
      own.registerHook(
          g -> {
            gradOutputs[0] = g;
            if (noInputs) {
              hooks.forEach(h -> h.apply(module, gradInputs.clone(), gradOutputs.clone()));
            }
            return null;
          });
      return own;
    }
  }
}
