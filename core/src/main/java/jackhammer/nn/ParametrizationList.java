package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The parametrizations of one parameter, applied one after the other, and what is learned in its
 * place: {@code original}, or {@code original0}, {@code original1}, ... where the first
 * parametrization takes several. {@link Parametrize#registerParametrization} makes it; it is the
 * module {@code parametrizations.weight} of the layer.
 *
 * <pre>{@code
 * var list = (ParametrizationList) layer.module("parametrizations.weight");
 * list.rightInverse(newWeight); // sets the originals so that the weight becomes this
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.ParametrizationList.html">torch.nn.utils.parametrize.ParametrizationList</a>
 */
public final class ParametrizationList extends ModuleList {
  /** What {@link Parametrize#cached} has computed on this thread; null outside it. */
  static final ThreadLocal<Map<ParametrizationList, Tensor>> CACHE = new ThreadLocal<>();

  /** What is computed from this, taken out of its module. */
  final Registry.Part part;

  final boolean isOne;
  private final String op;
  private final List<Supplier<Tensor>> originals = new ArrayList<>();

  /**
   * @param op names the parameter in messages
   */
  ParametrizationList(String op, Module first, Registry.Part part, boolean unsafe) {
    super(first);
    this.op = op;
    this.part = part;
    Tensor value = part.get();
    Tensor[] inverse = Autograd.noGrad(() -> inverse(first, value));
    Tensor[] given = inverse == null ? new Tensor[] {value} : inverse;
    Check.noneNull(op, "right inverse", (Object[]) given);
    isOne = given.length == 1;
    if (isOne) {
      checkType("right_inverse", value, given[0]);
    }
    if (!unsafe) {
      checkSame(op, value, Autograd.noGrad(() -> apply(first, given)));
    }
    if (isOne) {
      write(value, given[0]);
      register("original", value);
      return;
    }
    if (value instanceof Parameter p) {
      p.grad(null);
    }
    for (int i = 0; i < given.length; i++) {
      register(
          "original" + i,
          value instanceof Parameter
              ? new Parameter(given[i], value.requiresGrad())
              : given[i].detach());
    }
  }

  private void register(String name, Tensor original) {
    originals.add(
        original instanceof Parameter p
            ? registerParameter(name, p)::get
            : registerBuffer(name, original));
  }

  /** Puts numbers into a tensor that others know. */
  private void write(Tensor target, Tensor numbers) {
    if (target.size().equals(numbers.size())) {
      Autograd.noGrad(() -> target.copy_(numbers));
    } else if (target instanceof Parameter p) {
      p.data_(numbers.detach());
    } else {
      throw new IllegalArgumentException(
          String.format(
              "%s: the right inverse of a buffer must have its size %s, got %s",
              op, target.size(), numbers.size()));
    }
  }

  private void checkType(String what, Tensor value, Tensor other) {
    if (value.dtype() != other.dtype()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must keep the dtype %s, got %s", op, what, value.dtype(), other.dtype()));
    }
  }

  private static void checkSame(String op, Tensor value, Tensor computed) {
    if (computed.dtype() != value.dtype() || !computed.size().equals(value.size())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a parametrization must keep dtype and size, %s and %s, got %s and %s; if that is"
                  + " meant, register it as unsafe",
              op, value.dtype(), value.size(), computed.dtype(), computed.size()));
    }
  }

  /** One more at the end. */
  void add(Module next, boolean unsafe) {
    if (!unsafe) {
      Tensor value = value();
      Tensor computed = apply(next, value);
      checkSame(op, value, computed);
      Tensor[] inverse = inverse(next, computed);
      if (inverse != null) {
        checkSame(op, value, one(inverse));
      }
    }
    append(next);
  }

  /** What {@link Parametrization#rightInverse} gives; null if there is no way back. */
  private static Tensor[] inverse(Module parametrization, Tensor value) {
    return parametrization instanceof Parametrization p ? p.rightInverse(value) : null;
  }

  private Tensor one(Tensor[] given) {
    if (given.length != 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: only the first parametrization may take several tensors, the right inverse of"
                  + " another gave %d",
              op, given.length));
    }
    return Check.notNull(op, "right inverse", given[0]);
  }

  private Tensor apply(Module parametrization, Tensor... in) {
    Tensor result =
        switch (parametrization) {
          case Parametrization p -> p.call(in);
          case Layer layer -> layer.call(one(in));
          default ->
              throw new IllegalStateException(
                  op
                      + ": a parametrization must be a Parametrization or a Layer, got "
                      + parametrization.typeName());
        };
    return Check.notNull(op, "what " + parametrization.typeName() + " computes", result);
  }

  /** Computes the parameter from its originals. */
  public Tensor call() {
    return call(
        new Object[0],
        none -> {
          Tensor[] in = originals.stream().map(Supplier::get).toArray(Tensor[]::new);
          for (Module parametrization : this) {
            in = new Tensor[] {apply(parametrization, in)};
          }
          return in[0];
        });
  }

  /** The same, or what was computed before inside {@link Parametrize#cached}. */
  Tensor value() {
    Map<ParametrizationList, Tensor> cache = CACHE.get();
    if (cache == null) {
      return call();
    }
    Tensor known = cache.get(this);
    if (known == null) {
      known = call();
      cache.put(this, known);
    }
    return known;
  }

  /**
   * Sets the originals so that the parameter becomes a value, if every parametrization knows the
   * way back.
   *
   * @throws IllegalStateException if one does not
   */
  public void rightInverse(Tensor value) {
    Check.notNull("rightInverse", "value", value);
    Autograd.noGrad(
        () -> {
          Tensor[] given = {value};
          for (int i = size() - 1; i >= 0; i--) {
            given = inverse(get(i), one(given));
            if (given == null) {
              throw new IllegalStateException(
                  String.format(
                      "rightInverse: %s of %s does not know the way back; override rightInverse in"
                          + " a subclass of Parametrization",
                      get(i).typeName(), op));
            }
          }
          if (given.length != originals.size()) {
            throw new IllegalStateException(
                String.format(
                    "rightInverse: %s has %d originals, but the first parametrization gave %d",
                    op, originals.size(), given.length));
          }
          for (int i = 0; i < given.length; i++) {
            Tensor original = originals.get(i).get();
            checkType(
                "what rightInverse gives", original, Check.notNull(op, "right inverse", given[i]));
            write(original, given[i]);
          }
        });
  }

  /** What is learned in place of the parameter. */
  Tensor original() {
    return originals.getFirst().get();
  }
}
