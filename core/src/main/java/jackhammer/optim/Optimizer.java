package jackhammer.optim;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.text.PyFormat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
    private Double initialLr;

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
      options = Check.options("ParamGroup.options", change, options);
    }

    /** The learning rate that schedules start from: that of when the first schedule was made. */
    double initialLr() {
      if (initialLr == null) {
        initialLr = options.lr();
      }
      return initialLr;
    }

    private SortedMap<String, String> printed() {
      SortedMap<String, String> all = options.printed();
      if (initialLr != null) {
        all.put("initial_lr", PyFormat.repr(initialLr));
      }
      return all;
    }
  }

  /**
   * All that an optimizer knows beside the parameters themselves: what {@link #stateDict} gives and
   * {@link #loadStateDict} takes.
   *
   * @param state what is kept for each parameter between steps, by name and then by PyTorch's key
   * @param paramGroups the groups in order
   */
  public record State<H>(Map<String, Map<String, Tensor>> state, List<GroupState<H>> paramGroups) {
    /** Checks that nothing is missing. */
    public State {
      Check.notNull("State", "state", state)
          .forEach((name, own) -> checkTensors(Check.notNull("State", "a name", name), own));
      Check.noneNull(
          "State", "group", Check.notNull("State", "paramGroups", paramGroups).toArray());
    }

    private static void checkTensors(String name, Map<String, Tensor> own) {
      Check.notNull("State", name, own)
          .forEach((key, t) -> Check.notNull("State", name + "." + key, t));
    }
  }

  /**
   * A group in a {@link State}.
   *
   * @param parameters their names in order
   * @param options the options of that moment, learning rate included
   * @param initialLr the learning rate that schedules start from; null where there was no schedule
   */
  public record GroupState<H>(List<String> parameters, H options, Double initialLr) {
    /** Checks that nothing is missing. */
    public GroupState {
      Check.notNull("GroupState", "parameters", parameters);
      Check.notNull("GroupState", "options", options);
    }
  }

  private final H defaults;
  private final List<ParamGroup> groups = new ArrayList<>();
  private final Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();
  private boolean stepped;

  Optimizer(Map<String, Parameter> parameters, H defaults) {
    this.defaults = defaults;
    addParamGroup(parameters, o -> o);
  }

  /** Parameters without names, numbered. */
  static Map<String, Parameter> numbered(
      String optimizer, Collection<? extends Tensor> parameters) {
    Check.notNull(optimizer, "parameters", parameters);
    Map<String, Parameter> result = new LinkedHashMap<>();
    for (Tensor t : parameters) {
      if (!(t instanceof Parameter p)) {
        throw new IllegalArgumentException(
            optimizer
                + ": an optimizer changes parameters, got "
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
    Check.notNull(name, "parameters", parameters);
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": the list of parameters is empty; does the model register its layers?");
    }
    Map<String, Parameter> own = new LinkedHashMap<>();
    parameters.forEach(
        (key, p) -> {
          Check.notNull(name, "the name of a parameter", key);
          Check.notNull(name, "parameter \"" + key + "\"", p);
          for (ParamGroup group : groups) {
            if (group.parameters.containsValue(p)) {
              throw new IllegalArgumentException(
                  name + ": parameter \"" + key + "\" is in a group already");
            }
          }
          own.put(taken(key) ? "group" + groups.size() + "." + key : key, p);
        });
    ParamGroup group = new ParamGroup(own, Check.options(name, options, defaults));
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
    stepped = true;
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

  /** Whether {@link #step()} was ever called. */
  final boolean hasStepped() {
    return stepped;
  }

  /**
   * Computes the loss anew and then steps.
   *
   * @return the loss
   */
  public final Tensor step(Supplier<Tensor> closure) {
    Check.notNull(getClass().getSimpleName() + ".step", "closure", closure);
    Tensor loss = Autograd.enableGrad(closure);
    step();
    return loss;
  }

  private Map<String, Tensor> stateOf(String name) {
    return state.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  /** Changes one parameter by its gradient; {@code state} is what it keeps between steps. */
  abstract void update(Parameter p, Tensor grad, Map<String, Tensor> state, H options);

  /**
   * What training needs to go on from here, beside the parameters. The tensors are the optimizer's
   * own: later steps change them.
   *
   * <pre>{@code
   * var saved = optimizer.stateDict();
   * ...
   * again.loadStateDict(saved);
   * }</pre>
   */
  public final State<H> stateDict() {
    Map<String, Map<String, Tensor>> tensors = new LinkedHashMap<>();
    state.forEach((name, own) -> tensors.put(name, Map.copyOf(own)));
    return new State<>(
        tensors,
        groups.stream()
            .map(g -> new GroupState<>(List.copyOf(g.parameters.keySet()), g.options, g.initialLr))
            .toList());
  }

  /**
   * Takes over a state, options included: steps go on with the bits that they would have had. The
   * tensors are copied.
   *
   * @throws IllegalArgumentException if the groups or their parameters differ; nothing is changed
   */
  public final void loadStateDict(State<H> saved) {
    Check.notNull(getClass().getSimpleName() + ".loadStateDict", "state", saved);
    String name = getClass().getSimpleName() + ".loadStateDict: ";
    if (saved.paramGroups.size() != groups.size()) {
      throw new IllegalArgumentException(
          String.format(
              "%sthe state has %d groups of parameters, the optimizer has %d",
              name, saved.paramGroups.size(), groups.size()));
    }
    for (int i = 0; i < groups.size(); i++) {
      List<String> own = List.copyOf(groups.get(i).parameters.keySet());
      if (!own.equals(saved.paramGroups.get(i).parameters)) {
        throw new IllegalArgumentException(
            String.format(
                "%sgroup %d has the parameters %s in the state and %s in the optimizer",
                name, i, saved.paramGroups.get(i).parameters, own));
      }
      Class<?> options = groups.get(i).options.getClass();
      // A state read without its type argument may hold anything.
      Object given = ((GroupState<?>) saved.paramGroups.get(i)).options;
      if (!options.isInstance(given)) {
        throw new IllegalArgumentException(
            String.format(
                "%sthe options of group %d must be those of %s, got %s",
                name, i, getClass().getSimpleName(), given.getClass().getSimpleName()));
      }
    }
    saved.state.forEach((key, tensors) -> checkSizes(name, key, tensors));
    state.clear();
    saved.state.forEach(
        (key, tensors) -> {
          Map<String, Tensor> own = stateOf(key);
          tensors.forEach((k, t) -> own.put(k, t.detach().clone().keep()));
        });
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).options = saved.paramGroups.get(i).options;
      groups.get(i).initialLr = saved.paramGroups.get(i).initialLr;
    }
  }

  private void checkSizes(String name, String key, Map<String, Tensor> tensors) {
    Parameter parameter =
        groups.stream()
            .map(g -> g.parameters.get(key))
            .filter(p -> p != null)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name + "the optimizer has no parameter named \"" + key + "\""));
    tensors.forEach(
        (k, t) -> {
          if (t.dim() > 0 && !t.size().equals(parameter.size())) {
            throw new IllegalArgumentException(
                String.format(
                    "%s%s of \"%s\" has size %s, the parameter has %s",
                    name, k, key, t.size(), parameter.size()));
          }
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
          .printed()
          .forEach((k, v) -> s.append("    ").append(k).append(": ").append(v).append('\n'));
    }
    return s.append(')').toString();
  }
}
