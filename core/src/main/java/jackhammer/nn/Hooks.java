package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.autograd.CustomNode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.HookList;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The hooks of one module and how they stand around its forward. */
final class Hooks {
  private final HookList<Module.ForwardPreHook> before = new HookList<>();
  private final HookList<Module.ForwardHook> after = new HookList<>();
  private final HookList<Module.BackwardHook> backward = new HookList<>();

  boolean isEmpty() {
    return before.isEmpty() && after.isEmpty() && backward.isEmpty();
  }

  Runnable addBefore(Module.ForwardPreHook hook) {
    return before.add(hook);
  }

  Runnable addAfter(Module.ForwardHook hook) {
    return after.add(hook);
  }

  Runnable addBackward(Module.BackwardHook hook) {
    return backward.add(hook);
  }

  @SuppressWarnings("unchecked")
  <T> T around(Module module, Object[] inputs, Function<Object[], T> forward) {
    Object[] in = inputs;
    for (Module.ForwardPreHook hook : before) {
      Object[] replaced = hook.apply(module, in);
      in = replaced == null ? in : replaced;
    }
    BackwardWatch watch = backward.isEmpty() ? null : new BackwardWatch(module, backward);
    Object out = forward.apply(watch == null ? in : watch.inputs(in));
    for (Module.ForwardHook hook : after) {
      Object replaced = hook.apply(module, in, out);
      out = replaced == null ? out : replaced;
    }
    return (T) (watch == null ? out : watch.output(out));
  }

  /**
   * The gradients of one call on their way: an identity of its own before and after the forward, so
   * that only this use of a tensor is seen.
   */
  private static final class BackwardWatch {
    private static final String NAME = "BackwardHookFunction";

    private final Module module;
    private final HookList<Module.BackwardHook> hooks;
    private Tensor[] gradInputs;
    private Tensor[] gradOutputs = new Tensor[1];
    private boolean watchesInputs;

    BackwardWatch(Module module, HookList<Module.BackwardHook> hooks) {
      this.module = module;
      this.hooks = hooks;
    }

    Object[] inputs(Object[] in) {
      int[] places = IntStream.range(0, in.length).filter(i -> in[i] instanceof Tensor).toArray();
      gradInputs = new Tensor[in.length];
      Tensor[] tensors = Arrays.stream(places).mapToObj(i -> (Tensor) in[i]).toArray(Tensor[]::new);
      watchesInputs = Graph.records(tensors);
      if (!watchesInputs) {
        return in;
      }
      Tensor[] own =
          identity(
              tensors,
              grads -> {
                for (int k = 0; k < places.length; k++) {
                  gradInputs[places[k]] = grads[k];
                }
                callHooks();
                return Arrays.stream(places).mapToObj(i -> gradInputs[i]).toArray(Tensor[]::new);
              });
      Object[] result = in.clone();
      for (int k = 0; k < places.length; k++) {
        result[places[k]] = own[k];
      }
      return result;
    }

    Object output(Object out) {
      if (!(out instanceof Tensor t) || !Graph.records(t)) {
        return out;
      }
      return identity(
          new Tensor[] {t},
          grads -> {
            gradOutputs = grads.clone();
            if (!watchesInputs) {
              callHooks();
            }
            return grads;
          })[0];
    }

    private static Tensor[] identity(Tensor[] tensors, UnaryOperator<Tensor[]> onGradients) {
      CustomNode.Kept kept = new CustomNode.Kept();
      kept.constants(Arrays.stream(tensors).filter(t -> !t.requiresGrad()).toArray(Tensor[]::new));
      return CustomNode.apply(NAME, tensors, kept, in -> in, onGradients);
    }

    private void callHooks() {
      for (Module.BackwardHook hook : hooks) {
        Tensor[] replaced = hook.apply(module, gradInputs.clone(), gradOutputs.clone());
        if (replaced == null) {
          continue;
        }
        if (replaced.length != gradInputs.length) {
          throw new IllegalArgumentException(
              module.typeName()
                  + ": a full backward hook must return one gradient for each of the "
                  + gradInputs.length
                  + " inputs, or null to leave them, got "
                  + replaced.length);
        }
        gradInputs = replaced.clone();
      }
    }
  }
}
