package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A softmax over very many classes, the frequent ones first: a short list of them is told apart at
 * once, the others by clusters whose projections become smaller and smaller.
 *
 * <ul>
 *   <li>Input: (N, in_features), or (in_features).
 *   <li>Target: (N) or (), int64, classes in [0, n_classes).
 *   <li>Output: the log-probability of each target, (N) or (), and the loss, a number.
 *   <li>Options: divValue 4, headBias false, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for cutoffs that do not rise from 1 to n_classes -
 *       1; {@link IndexOutOfBoundsException} for a target outside of the classes, with its place.
 * </ul>
 *
 * <pre>{@code
 * var softmax = new AdaptiveLogSoftmaxWithLoss(64, 10_000, 100, 1_000);
 * Tensor loss = softmax.call(x, targets).loss();
 * Tensor best = softmax.predict(x);
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html">torch.nn.AdaptiveLogSoftmaxWithLoss</a>
 * @see <a href="https://arxiv.org/abs/1609.04309">Grave et al., 2017</a>
 */
public final class AdaptiveLogSoftmaxWithLoss extends Module {

  /**
   * The optional arguments.
   *
   * @param divValue by how much a cluster's projection is smaller than the one before; default 4
   * @param headBias whether the short list has a bias; default false
   * @param dtype float32 (default) or float64
   */
  public record Options(double divValue, boolean headBias, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      if (!(divValue > 0)) {
        throw new IllegalArgumentException(
            "AdaptiveLogSoftmaxWithLoss: div_value must be positive, got " + divValue);
      }
      Weights.checkType("AdaptiveLogSoftmaxWithLoss", dtype);
    }

    static final Options DEFAULT = new Options(4, false, DType.FLOAT32);

    /** With another ratio of one projection to the next. */
    public Options divValue(double value) {
      return new Options(value, headBias, dtype);
    }

    /** With a bias of the short list, or without. */
    public Options headBias(boolean value) {
      return new Options(divValue, value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(divValue, headBias, value);
    }
  }

  /**
   * What a call gives.
   *
   * @param output the log-probability of each target, (N) or ()
   * @param loss minus their mean
   */
  public record Output(Tensor output, Tensor loss) {
    /** As Python prints it. */
    @Override
    public String toString() {
      return "_ASMoutput(output=" + output + ", loss=" + loss + ")";
    }
  }

  private final int inFeatures;
  private final int nClasses;

  /** Where the clusters begin, and n_classes. */
  private final int[] cutoffs;

  private final Linear head;
  private final ModuleList tail;

  /** With the classes at which clusters begin, for example 100, 1000. */
  public AdaptiveLogSoftmaxWithLoss(int inFeatures, int nClasses, int... cutoffs) {
    this(inFeatures, nClasses, cutoffs, o -> o);
  }

  /** With options, for example {@code o -> o.divValue(2)}. */
  public AdaptiveLogSoftmaxWithLoss(
      int inFeatures, int nClasses, int[] cutoffs, UnaryOperator<Options> options) {
    Options o = Check.options("AdaptiveLogSoftmaxWithLoss", options, Options.DEFAULT);
    Check.notNull("AdaptiveLogSoftmaxWithLoss", "cutoffs", cutoffs);
    if (inFeatures < 1) {
      throw new IllegalArgumentException(
          "AdaptiveLogSoftmaxWithLoss: in_features must be at least 1, got " + inFeatures);
    }
    checkCutoffs(nClasses, cutoffs);
    this.inFeatures = inFeatures;
    this.nClasses = nClasses;
    this.cutoffs = java.util.Arrays.copyOf(cutoffs, cutoffs.length + 1);
    this.cutoffs[cutoffs.length] = nClasses;
    head =
        registerModule(
            "head",
            new Linear(
                inFeatures, cutoffs[0] + cutoffs.length, l -> l.bias(o.headBias).dtype(o.dtype)));
    UnaryOperator<Linear.Options> plain = l -> l.bias(false).dtype(o.dtype);
    tail = registerModule("tail", new ModuleList());
    double power = 1;
    for (int i = 0; i < cutoffs.length; i++) {
      power *= o.divValue;
      int hidden =
          Check.count(
              "AdaptiveLogSoftmaxWithLoss", "in_features / div_value", (long) (inFeatures / power));
      int out = this.cutoffs[i + 1] - this.cutoffs[i];
      tail.append(
          new Sequential(new Linear(inFeatures, hidden, plain), new Linear(hidden, out, plain)));
    }
  }

  private static void checkCutoffs(int nClasses, int[] cutoffs) {
    boolean rises = cutoffs.length > 0;
    for (int i = 0; rises && i < cutoffs.length; i++) {
      rises = cutoffs[i] > (i == 0 ? 0 : cutoffs[i - 1]) && cutoffs[i] < nClasses;
    }
    if (!rises) {
      throw new IllegalArgumentException(
          String.format(
              "AdaptiveLogSoftmaxWithLoss: cutoffs must be at least one number, must rise and lie"
                  + " between 1 and n_classes - 1 = %d, got %s",
              nClasses - 1L, java.util.Arrays.toString(cutoffs)));
    }
  }

  /** Draws all weights anew. */
  public void resetParameters() {
    head.resetParameters();
    for (Module cluster : tail) {
      for (Module linear : cluster.children()) {
        ((Linear) linear).resetParameters();
      }
    }
  }

  /** The log-probability of each target, and the loss. */
  public Output call(Tensor input, Tensor target) {
    return call(new Object[] {input, target}, in -> compare((Tensor) in[0], (Tensor) in[1]));
  }

  private Output compare(Tensor input, Tensor target) {
    Check.notNull(typeName(), "target", target);
    boolean isBatched = target.dim() == 1;
    check(input, isBatched ? "(N, in_features)" : "(in_features)", isBatched ? 2 : 1);
    if (target.dim() > 1 || (isBatched && target.size(0) != input.size(0))) {
      throw new IllegalArgumentException(
          String.format(
              "%s: target must be (N) for an input (N, in_features), or () for one (in_features), got"
                  + " input %s and target %s",
              typeName(), input.size(), target.size()));
    }
    if (!target.dtype().isInteger() || target.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          typeName()
              + ": target must hold classes in an integer type, got "
              + target.dtype()
              + "; convert it with target.to(INT64)");
    }
    Tensor x = isBatched ? input : input.unsqueeze(0);
    Tensor classes = (isBatched ? target : target.unsqueeze(0)).to(DType.INT64);
    checkClasses(classes);
    Tensor place = classes; // in the head: the class, or its cluster
    Tensor output = Tensor.zeros(classes.size(), o -> o.dtype(x.dtype()));
    for (int i = 0; i < tail.size(); i++) {
      long low = cutoffs[i];
      Tensor inside = classes.ge(low).logicalAnd(classes.lt((long) cutoffs[i + 1]));
      Tensor rows = inside.nonzero().squeeze(1);
      if (rows.numel() == 0) {
        continue;
      }
      place = Tensor.where(inside, Tensor.tensor((long) cutoffs[0] + i), place);
      Tensor own = classes.indexSelect(0, rows).sub(low).unsqueeze(1);
      Tensor logs = cluster(i, x.indexSelect(0, rows)).gather(1, own).squeeze(1);
      output = output.indexAdd(0, rows, logs);
    }
    Tensor logs = F.logSoftmax(head.call(x), 1).gather(1, place.unsqueeze(1)).squeeze(1);
    output = output.add(logs);
    Tensor loss = output.neg().mean();
    return new Output(isBatched ? output : output.squeeze(0), loss);
  }

  private Tensor cluster(int i, Tensor x) {
    return F.logSoftmax(((Sequential) tail.get(i)).call(x), 1);
  }

  private void check(Tensor input, String form, int dims) {
    Check.floating(typeName(), "input", input);
    Check.sameType(typeName(), "input", input.dtype(), "the weight", head.weight().dtype());
    if (input.dim() != dims || input.size(-1) != inFeatures) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must be %s with in_features = %d, got size %s",
              typeName(), form, inFeatures, input.size()));
    }
  }

  private void checkClasses(Tensor classes) {
    long[] all = classes.toLongArray();
    for (int i = 0; i < all.length; i++) {
      if (all[i] < 0 || all[i] >= nClasses) {
        throw new IndexOutOfBoundsException(
            String.format(
                "%s: target must hold classes in [0, %d), got %d at target[%d]",
                typeName(), nClasses, all[i], i));
      }
    }
  }

  /**
   * The log-probabilities of all classes.
   *
   * @param input (N, in_features)
   * @return (N, n_classes)
   */
  public Tensor logProb(Tensor input) {
    check(input, "(N, in_features)", 2);
    Tensor logs = F.logSoftmax(head.call(input), 1);
    Tensor[] parts = new Tensor[tail.size() + 1];
    parts[0] = logs.narrow(1, 0, cutoffs[0]);
    for (int i = 0; i < tail.size(); i++) {
      parts[i + 1] = cluster(i, input).add(logs.narrow(1, (long) cutoffs[0] + i, 1));
    }
    return Tensor.cat(1, parts);
  }

  /**
   * The most probable class of each row: as in PyTorch one of the short list where the head says
   * so, without a look at the clusters.
   *
   * @param input (N, in_features)
   * @return (N), int64
   */
  public Tensor predict(Tensor input) {
    check(input, "(N, in_features)", 2);
    Tensor best = head.call(input).argmax(1);
    Tensor rows = best.ge((long) cutoffs[0]).nonzero().squeeze(1);
    if (rows.numel() == 0) {
      return best;
    }
    Tensor others = logProb(input.indexSelect(0, rows)).argmax(1);
    return best.indexCopy(0, rows, others);
  }
}
