package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.random.Bernoulli;
import jackhammer.internal.random.Continuous;
import jackhammer.internal.random.Integers;
import jackhammer.internal.random.Multinomial;
import jackhammer.internal.random.Normal;
import jackhammer.internal.random.Permutation;
import jackhammer.internal.random.RandomStream;
import jackhammer.internal.random.Uniform;
import java.util.function.Consumer;

/** Random numbers written into tensors: checks here, streams in {@code internal.random}. */
public final class RandomFills {
  private static final Grad DRAWN =
      Grad.of("BernoulliBackward0", (g, s) -> new Tensor[] {g.mul(0)});

  private RandomFills() {}

  private static Tensor fill(String op, Tensor self, Consumer<Strided> draw) {
    Graph.checkInPlace(op, self);
    Strided s = Tensors.data(self);
    draw.accept(s);
    s.storage().changed();
    return self;
  }

  public static Tensor uniform(Tensor self, double from, double to, RandomStream g) {
    Check.floating("uniform_", "self", self);
    if (!(from <= to) || Double.isInfinite(to - from)) {
      throw new IllegalArgumentException(
          "uniform_: from must not be above to and their distance finite, got from "
              + from
              + ", to "
              + to);
    }
    return fill("uniform_", self, s -> Uniform.fill(g, s, from, to));
  }

  public static Tensor normal(Tensor self, double mean, double std, RandomStream g) {
    Check.floating("normal_", "self", self);
    if (!(std >= 0)) {
      throw new IllegalArgumentException("normal_: std must not be negative, got " + std);
    }
    return fill("normal_", self, s -> Normal.fill(g, s, mean, std));
  }

  public static Tensor exponential(Tensor self, double lambda, RandomStream g) {
    Check.floating("exponential_", "self", self);
    positive("exponential_", "lambda", lambda);
    return fill("exponential_", self, s -> Continuous.exponential(g, s, lambda));
  }

  public static Tensor geometric(Tensor self, double p, RandomStream g) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("geometric_: p must be in (0, 1), got " + p);
    }
    if (self.dtype() == DType.BOOL) {
      throw new UnsupportedOperationException(
          "geometric_: numbers from 1 on do not fit torch.bool; use a type of numbers");
    }
    return fill("geometric_", self, s -> Continuous.geometric(g, s, p));
  }

  public static Tensor cauchy(Tensor self, double median, double sigma, RandomStream g) {
    Check.floating("cauchy_", "self", self);
    positive("cauchy_", "sigma", sigma);
    return fill("cauchy_", self, s -> Continuous.cauchy(g, s, median, sigma));
  }

  public static Tensor logNormal(Tensor self, double mean, double std, RandomStream g) {
    Check.floating("logNormal_", "self", self);
    positive("logNormal_", "std", std);
    return fill("logNormal_", self, s -> Continuous.logNormal(g, s, mean, std));
  }

  private static void positive(String op, String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(op + ": " + name + " must be positive, got " + value);
    }
  }

  public static Tensor bernoulli(Tensor self, double p, RandomStream g) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("bernoulli_: p must be a probability in [0, 1], got " + p);
    }
    return fill("bernoulli_", self, s -> Bernoulli.fill(g, s, p));
  }

  /** Ones with the probabilities that {@code p} holds, in a new tensor. */
  public static Tensor bernoulli(Tensor p, RandomStream g) {
    Check.floating("bernoulli", "p", p);
    if (!p.ge(0).logicalAnd(p.le(1)).all().itemBoolean()) {
      throw new IllegalArgumentException(
          "bernoulli: every element must be a probability in [0, 1], got from "
              + p.min().item()
              + " to "
              + p.max().item());
    }
    Strided out = Strided.empty(p.dtype(), Tensors.data(p).sizes().clone());
    Bernoulli.fill(g, out, Tensors.data(p));
    return Graph.record(DRAWN, Tensors.wrap(out), new Tensor[] {p}, Graph.nothing(), null);
  }

  public static Tensor integers(String op, Tensor self, long from, long to, RandomStream g) {
    if (from >= to) {
      throw new IllegalArgumentException(
          op + ": from must be below to, got from " + from + ", to " + to);
    }
    checkFits(op, self.dtype(), from, to - 1);
    return fill(op, self, s -> Integers.fill(g, s, to - from, from));
  }

  private static void checkFits(String op, DType type, long from, long last) {
    if (type.isFloatingPoint()) {
      return;
    }
    int bits = type == DType.BOOL ? 1 : 8 * type.itemSize();
    boolean signed = type.isInteger() && type != DType.UINT8;
    long least = signed ? -1L << (bits - 1) : 0;
    long most = ~(-1L << (signed ? bits - 1 : bits));
    if (from < least || last > most) {
      throw new IllegalArgumentException(
          String.format(
              "%s: numbers from %d to %d do not fit %s, which holds %d to %d",
              op, from, last, type, least, most));
    }
  }

  public static Tensor integers(Tensor self, RandomStream g) {
    return fill("random_", self, s -> Integers.fillDefault(g, s));
  }

  public static Tensor permutation(long n, DType dtype, RandomStream g) {
    Strided out = Strided.empty(dtype, Check.sizes("randperm", n));
    Permutation.fill(g, out);
    return Tensors.wrap(out);
  }

  public static Tensor multinomial(
      Tensor weights, long samples, boolean replacement, RandomStream g) {
    Check.floating("multinomial", "weights", weights);
    Strided w = Tensors.data(weights);
    if (w.dim() != 1 && w.dim() != 2) {
      throw new IllegalArgumentException(
          "multinomial: weights must have 1 or 2 dimensions, got " + Check.show(weights));
    }
    int categories = w.size(w.dim() - 1);
    if (samples <= 0 || (!replacement && samples > categories)) {
      throw new IllegalArgumentException(
          String.format(
              "multinomial: numSamples must be positive and, without replacement, at most the %d"
                  + " categories; got %d",
              categories, samples));
    }
    Tensor total = weights.sum(-1);
    boolean proper =
        weights.isfinite().all().itemBoolean()
            && weights.ge(0).all().itemBoolean()
            && total.gt(0).all().itemBoolean();
    if (!proper) {
      throw new IllegalArgumentException(
          "multinomial: weights must be finite, not negative and not all 0 in a row");
    }
    long[] wanted = weights.size().toLongArray();
    wanted[wanted.length - 1] = samples;
    int[] sizes = Check.sizes("multinomial", wanted);
    Strided out = Strided.empty(DType.INT64, sizes);
    Multinomial.fill(g, w, replacement, out);
    return Tensors.wrap(out);
  }
}
