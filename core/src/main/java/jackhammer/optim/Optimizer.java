package jackhammer.optim;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The base of the optimizers: groups of parameters with options of their own, and a state for each
 * parameter, kept under its name.
 *
 * <pre>{@code
 * Optimizer<?> optimizer = new SGD(net.namedParameters(), 0.1);
 * optimizer.zeroGrad();
 * F.crossEntropy(net.call(x), y).backward();
 * optimizer.step();
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/optim.html">torch.optim</a>
 */
public abstract class Optimizer<H extends Hyperparameters<H>> {

  /** Parameters that share their options. */
  public final class ParamGroup {
    private final Map<String, Parameter> parameters;
    private H options;

    private ParamGroup(Map<String, Parameter> parameters, H options) {
      this.parameters = parameters;
      this.options = options;
    }

    /** The parameters by name. */
    public Map<String, Parameter> parameters() {
      return parameters;
    }

    /** The options of this moment. */
    public H options() {
      return options;
    }

    /** Changes the options, for example {@code o -> o.lr(0.01)}. */
    public void options(UnaryOperator<H> change) {
      options = change.apply(options);
    }
  }

  private final H defaults;
  private final List<ParamGroup> groups = new ArrayList<>();
  private final Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();

  Optimizer(Map<String, Parameter> parameters, H defaults) {
    this.defaults = defaults;
    addParamGroup(parameters, o -> o);
  }

  /** Parameters without names, numbered. */
  static Map<String, Parameter> numbered(Collection<? extends Tensor> parameters) {
    Map<String, Parameter> result = new LinkedHashMap<>();
    for (Tensor t : parameters) {
      if (!(t instanceof Parameter p)) {
        throw new IllegalArgumentException(
            "an optimizer changes parameters, got "
                + (t == null ? "null" : t.isLeaf() ? "a plain tensor" : "a result of " + t.gradFn())
                + "; wrap it: new Parameter(t)");
      }
      result.put(Integer.toString(result.size()), p);
    }
    return result;
  }

  /**
   * Adds parameters with options of their own.
   *
   * @param options from the optimizer's defaults
   * @throws IllegalArgumentException if there are none, or one is there already
   */
  public final ParamGroup addParamGroup(
      Map<String, Parameter> parameters, UnaryOperator<H> options) {
    String name = getClass().getSimpleName();
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": the list of parameters is empty; does the model register its layers?");
    }
    Map<String, Parameter> own = new LinkedHashMap<>();
    parameters.forEach(
        (key, p) -> {
          for (ParamGroup group : groups) {
            if (group.parameters.containsValue(p)) {
              throw new IllegalArgumentException(
                  name + ": parameter \"" + key + "\" is in a group already");
            }
          }
          own.put(taken(key) ? "group" + groups.size() + "." + key : key, p);
        });
    ParamGroup group = new ParamGroup(own, options.apply(defaults));
    groups.add(group);
    return group;
  }

  private boolean taken(String key) {
    return groups.stream().anyMatch(g -> g.parameters.containsKey(key));
  }

  /** The groups. */
  public final List<ParamGroup> paramGroups() {
    return List.copyOf(groups);
  }

  /** Drops all gradients. */
  public final void zeroGrad() {
    groups.forEach(g -> g.parameters.values().forEach(p -> p.grad(null)));
  }

  /** Changes every parameter that has a gradient. */
  public final void step() {
    Autograd.noGrad(
        () -> {
          for (ParamGroup group : groups) {
            group.parameters.forEach(
                (name, p) -> {
                  if (p.grad() != null) {
                    update(p, p.grad(), stateOf(name), group.options);
                  }
                });
          }
        });
  }

  /**
   * Computes the loss anew and then steps.
   *
   * @return the loss
   */
  public final Tensor step(Supplier<Tensor> closure) {
    Tensor loss = Autograd.enableGrad(closure);
    step();
    return loss;
  }

  private Map<String, Tensor> stateOf(String name) {
    return state.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  /** Changes one parameter by its gradient; {@code state} is what it keeps between steps. */
  abstract void update(Parameter p, Tensor grad, Map<String, Tensor> state, H options);

  /** What is kept for each parameter between steps, by name and then by PyTorch's key. */
  public final Map<String, Map<String, Tensor>> state() {
    return state;
  }

  /** Takes over a state, for example one that was saved. The tensors are copied. */
  public final void loadState(Map<String, Map<String, Tensor>> saved) {
    saved.forEach(
        (name, tensors) -> {
          if (!taken(name)) {
            throw new IllegalArgumentException(
                getClass().getSimpleName()
                    + ".loadState: there is no parameter named \""
                    + name
                    + "\"");
          }
          Map<String, Tensor> own = new LinkedHashMap<>();
          tensors.forEach((key, t) -> own.put(key, t.detach().clone().keep()));
          state.put(name, own);
        });
  }

  /** PyTorch's printed form. */
  @Override
  public String toString() {
    StringBuilder s = new StringBuilder(getClass().getSimpleName()).append(" (");
    for (int i = 0; i < groups.size(); i++) {
      s.append("\nParameter Group ").append(i).append('\n');
      groups
          .get(i)
          .options
          .printed()
          .forEach((k, v) -> s.append("    ").append(k).append(": ").append(v).append('\n'));
    }
    return s.append(')').toString();
  }
}
