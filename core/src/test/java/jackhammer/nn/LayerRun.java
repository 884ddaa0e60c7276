package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Size;
import jackhammer.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row with one of its cases: what the tests of the suite do with them. */
record LayerRun(LayerRow row, LayerCase c) {

  /**
   * A call that was made.
   *
   * @param module null for a function
   * @param leaves what a gradient is asked for, by name: inputs, then parameters
   * @param next what the generator gives after the call; null if it was not seeded
   */
  record Done(Module module, Map<String, Tensor> leaves, Tensor[] outputs, Tensor next) {

    /** The gradients of all outputs, each times numbers of its own, by name. */
    Map<String, Tensor> gradients() {
      Tensor[] ups = new Tensor[outputs.length];
      for (int k = 0; k < ups.length; k++) {
        ups[k] = LayerCase.upstream(outputs[k], k);
      }
      return gradients(ups, false);
    }

    Map<String, Tensor> gradients(Tensor[] upstream, boolean createGraph) {
      List<Tensor> outs = new ArrayList<>();
      List<Tensor> ups = new ArrayList<>();
      for (int k = 0; k < outputs.length; k++) {
        if (outputs[k].requiresGrad()) {
          outs.add(outputs[k]);
          ups.add(upstream[k]);
        }
      }
      Map<String, Tensor> result = new LinkedHashMap<>();
      if (outs.isEmpty() || leaves.isEmpty()) {
        return result;
      }
      Tensor[] none = new Tensor[0];
      Tensor[] grads =
          Autograd.grad(
              outs.toArray(none),
              leaves.values().toArray(none),
              ups.toArray(none),
              o -> o.allowUnused(true).createGraph(createGraph));
      int i = 0;
      for (Map.Entry<String, Tensor> e : leaves.entrySet()) {
        Tensor g = grads[i++];
        result.put(e.getKey(), g == null ? Tensor.zerosLike(e.getValue()) : g);
      }
      return result;
    }

    /** Everything under the names of the goldens. */
    Map<String, Tensor> results() {
      Map<String, Tensor> result = new LinkedHashMap<>();
      for (int k = 0; k < outputs.length; k++) {
        result.put("y" + k, outputs[k]);
      }
      if (next != null) {
        result.put("next", next);
      }
      gradients().forEach((name, g) -> result.put("g" + name, g));
      if (module != null) {
        Map<String, Tensor> state = module.stateDict();
        module
            .namedBuffers()
            .forEach(
                (name, b) -> {
                  if (state.containsKey(name)) {
                    result.put("b" + name, b);
                  }
                });
      }
      return result;
    }
  }

  /** The case's own inputs, and its parameters. */
  Map<String, Tensor> tensors(DType dtype) {
    Map<String, Tensor> result = c.tensors(dtype);
    c.state()
        .forEach(
            (name, input) -> {
              if (!input.isKept()) {
                result.put(name, input.make(dtype));
              }
            });
    return result;
  }

  /** The layer, holding its state from {@code tensors}; null for a function. */
  Module module(Map<String, Tensor> tensors, DType dtype) {
    if (row.make == null) {
      return null;
    }
    Module module = row.make.apply(new Args(c.args(), tensors));
    if (dtype != DType.FLOAT32) {
      module.to(dtype);
    }
    Map<String, Parameter> parameters = module.namedParameters();
    c.state()
        .forEach(
            (name, input) -> {
              if (parameters.containsKey(name)) {
                parameters.get(name).data_(tensors.get(name));
              } else if (!input.isKept()) {
                module.loadStateDict(Map.of(name, tensors.get(name)), false);
              }
            });
    return module.train(!"False".equals(c.args().get("_training")));
  }

  /** Calls the layer, or the function of a row without one, on these numbers. */
  Done call(Map<String, Tensor> tensors, DType dtype) {
    Map<String, Tensor> t = learning(tensors);
    Module module = module(t, dtype);
    if (module == null) {
      return function(tensors);
    }
    Map<String, Tensor> leaves = leaves(t);
    leaves.putAll(module.namedParameters());
    return done(
        module,
        leaves,
        given(t),
        x -> row.use.on(module, x.values().toArray(new Tensor[0]), new Args(c.args(), t)));
  }

  /** The outputs for these tensors as they are: of the module, or of the function without one. */
  Tensor[] apply(Module module, Map<String, Tensor> tensors) {
    Map<String, Tensor> t = new LinkedHashMap<>(tensors);
    Body body =
        x -> {
          t.putAll(x);
          return module == null
              ? row.function.of(new Args(c.args(), t), t)
              : row.use.on(module, x.values().toArray(new Tensor[0]), new Args(c.args(), t));
        };
    return done(module, Map.of(), given(t), body).outputs;
  }

  /** The names of those parts of the state that are learned; the others are buffers. */
  List<String> parameters() {
    Module module =
        row.make == null ? null : row.make.apply(new Args(c.args(), c.tensors(DType.FLOAT32)));
    return module == null ? List.of() : List.copyOf(module.namedParameters().keySet());
  }

  /** Calls the row's function on these numbers; null if it has none for this case. */
  Done function(Map<String, Tensor> tensors) {
    Map<String, Tensor> t = learning(tensors);
    List<String> parameters = parameters();
    parameters.forEach(name -> t.put(name, tensors.get(name).detach().requiresGrad_()));
    Map<String, Tensor> leaves = leaves(t);
    parameters.forEach(name -> leaves.put(name, t.get(name)));
    return done(
        null,
        leaves,
        given(t),
        x -> {
          t.putAll(x);
          return row.function.of(new Args(c.args(), t), t);
        });
  }

  private interface Body {
    Object on(Map<String, Tensor> x);
  }

  private Done done(Module module, Map<String, Tensor> leaves, Map<String, Tensor> x, Body body) {
    String seed = c.args().get("_seed");
    if (seed != null) {
      Jackhammer.manualSeed(Long.parseLong(seed));
    }
    Object result = body.on(x);
    if (result == null) {
      return null;
    }
    Tensor next = seed == null ? null : Tensor.randint(0, 1L << 31, Size.of(2));
    return new Done(module, leaves, flat(result).toArray(new Tensor[0]), next);
  }

  private Map<String, Tensor> learning(Map<String, Tensor> tensors) {
    Map<String, Tensor> t = new LinkedHashMap<>(tensors);
    c.inputs()
        .forEach(
            (name, input) -> {
              if (input.learns() && t.get(name).isFloatingPoint()) {
                t.put(name, t.get(name).detach().requiresGrad_());
              }
            });
    return t;
  }

  private Map<String, Tensor> leaves(Map<String, Tensor> t) {
    Map<String, Tensor> leaves = new LinkedHashMap<>();
    c.inputs()
        .keySet()
        .forEach(
            name -> {
              if (t.get(name).requiresGrad()) {
                leaves.put(name, t.get(name));
              }
            });
    return leaves;
  }

  /** What the call itself gets, by name and in order. */
  private Map<String, Tensor> given(Map<String, Tensor> t) {
    Map<String, Tensor> result = new LinkedHashMap<>();
    for (String name : c.callInputs()) {
      result.put(name, t.get(name));
    }
    String first = c.callInputs().get(0);
    if (c.args().containsKey("_transposed")) {
      result.put(first, t.get(first).transpose(0, -1).contiguous().transpose(0, -1));
    }
    if (c.args().containsKey("inplace")) {
      result.put(first, t.get(first).clone());
    }
    return result;
  }

  /** The tensors of a result, nested as it may be, in order. */
  static List<Tensor> flat(Object result) {
    List<Tensor> all = new ArrayList<>();
    switch (result) {
      case null -> {} // an output that was not wanted
      case Tensor t -> all.add(t);
      case Object[] parts -> {
        for (Object part : parts) {
          all.addAll(flat(part));
        }
      }
      case Record r -> {
        for (RecordComponent part : r.getClass().getRecordComponents()) {
          try {
            all.addAll(flat(part.getAccessor().invoke(r)));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        }
      }
      default -> throw new AssertionError("not a result: " + result);
    }
    return all;
  }
}
