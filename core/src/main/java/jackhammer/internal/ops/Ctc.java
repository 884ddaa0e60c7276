package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.CtcArgs;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.Locale;

/** The connectionist temporal classification loss. */
public final class Ctc {
  private static final String OP = "ctcLoss";

  /** In place of minus infinity, which has no gradient that could be multiplied with 0. */
  private static final double NEVER = -1e30;

  private record Loss(CtcArgs args, boolean zeroInfinity) {}

  private static final Grad CTC = Grad.fused("CtcLossBackward0", Ctc::fast, Ctc::meaning);

  private Ctc() {}

  private static Tensor[] fast(Tensor g, Saved s) {
    Loss loss = s.args();
    Strided x = Tensors.data(s.tensor(0));
    Strided gx = Strided.empty(x.dtype(), x.sizes().clone());
    Compute.kernels()
        .ctcBackward(
            Tensors.data(g),
            x,
            loss.args,
            Tensors.data(s.tensor(1)),
            Tensors.data(s.tensor(2)),
            loss.zeroInfinity,
            gx);
    return new Tensor[] {Tensors.wrap(gx)};
  }

  /**
   * Something whose gradient is the loss's: PyTorch's is that of log-probabilities that come from a
   * log-softmax, in which exp(x) stands where the formula's own gradient has 0. So the sum of the
   * probabilities is added.
   */
  private static Tensor meaning(Tensor[] in, Saved s) {
    Loss loss = s.args();
    Tensor x = in[0];
    Tensor steps = Factories.arange(0L, x.size(0), 1L, DType.INT64).unsqueeze(1);
    Tensor used = steps.lt(numbers(loss.args.inputLength())).unsqueeze(2); // [T, N, 1]
    Tensor sums = Tensor.where(used, x.exp(), 0.0).sum(new long[] {0, 2}, false);
    Tensor infinite = s.tensor(1).eq(Double.POSITIVE_INFINITY);
    Tensor factor =
        Tensor.zerosLike(s.tensor(1))
            .add(1.0)
            .maskedFill(infinite, loss.zeroInfinity ? 0 : Double.NaN);
    return sums.add(forward(x, loss.args)).mul(factor);
  }

  /** The loss of each entry, step by step. */
  private static Tensor forward(Tensor x, CtcArgs args) {
    long n = x.size(1);
    long states = args.states();
    Tensor label = labels(args); // [N, states]
    Tensor logs = x.gather(2, label.unsqueeze(0).expand(x.size(0), n, states));
    Tensor length = numbers(args.length()).unsqueeze(1); // [N, 1]
    Tensor steps = numbers(args.inputLength()).unsqueeze(1);
    Tensor state = Factories.arange(0L, states, 1L, DType.INT64);
    Tensor begins = state.lt(2L).logicalAnd(state.le(length.mul(2L)));
    Tensor before = Tensor.full(jackhammer.Size.of(n, 2), NEVER, o -> o.dtype(x.dtype()));
    Tensor other = Tensor.cat(1, numbersBefore(n), label).narrow(1, 0, states);
    Tensor skips = label.ne(other).logicalAnd(state.ge(2L));
    Tensor alpha = Tensor.where(begins, logs.select(0, 0), NEVER);
    for (long t = 1; t < x.size(0); t++) {
      Tensor padded = Tensor.cat(1, before, alpha);
      Tensor move = padded.narrow(1, 1, states);
      Tensor skip = Tensor.where(skips, padded.narrow(1, 0, states), NEVER);
      Tensor sum = Tensor.stack(0, alpha, move, skip).logsumexp(0).add(logs.select(0, t));
      alpha = Tensor.where(steps.gt(t), sum, alpha);
    }
    Tensor end = alpha.gather(1, length.mul(2L));
    Tensor letter = alpha.gather(1, length.mul(2L).sub(1L).clampMin(0));
    letter = Tensor.where(length.gt(0L), letter, NEVER);
    Tensor nll = Tensor.stack(0, end, letter).logsumexp(0).squeeze(1).neg();
    return Tensor.where(steps.squeeze(1).gt(0L), nll, 0.0);
  }

  private static Tensor numbersBefore(long n) {
    return Tensors.wrap(Strided.zeros(DType.INT64, (int) n, 2));
  }

  private static Tensor numbers(int[] values) {
    Strided s = Strided.empty(DType.INT64, values.length);
    for (int i = 0; i < values.length; i++) {
      s.storage().longs()[i] = values[i];
    }
    return Tensors.wrap(s);
  }

  /** A blank before, between and after the classes of each target. */
  private static Tensor labels(CtcArgs args) {
    int states = args.states();
    int n = args.length().length;
    int[] label = new int[n * states];
    for (int i = 0; i < label.length; i++) {
      int entry = i / states;
      int s = i % states;
      boolean isClass = s % 2 == 1 && s / 2 < args.length()[entry];
      label[i] = isClass ? args.target()[args.first()[entry] + s / 2] : args.blank();
    }
    return numbers(label).reshape(n, states);
  }

  // ---- the loss ----

  /**
   * The loss, reduced.
   *
   * @param logs log-probabilities [T, N, C], or [T, C] for one entry
   * @param targets classes [N, S], or those of all entries one after the other
   * @param inputLengths [N]
   * @param targetLengths [N]
   */
  public static Tensor loss(
      Tensor logs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      long blank,
      int reduction,
      boolean zeroInfinity) {
    Check.floating(OP, "log_probs", logs);
    Check.fullFloat(OP, logs.dtype());
    if (logs.dim() != 2 && logs.dim() != 3) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: log_probs must be (T, N, C), or (T, C) for one entry, got size %s",
              OP,
              Check.show(logs)));
    }
    boolean isAlone = logs.dim() == 2;
    Tensor x = isAlone ? logs.unsqueeze(1) : logs;
    CtcArgs args = args(x, targets, inputLengths, targetLengths, blank);
    Tensor each = each(x, args, zeroInfinity);
    if (zeroInfinity) {
      each = Tensor.where(each.detach().eq(Double.POSITIVE_INFINITY), 0.0, each);
    }
    return switch (reduction) {
      case LossOps.NONE -> isAlone ? each.squeeze(0) : each;
      case LossOps.MEAN -> each.div(numbers(args.length()).clampMin(1).to(x.dtype())).mean();
      default -> each.sum();
    };
  }

  private static Tensor each(Tensor x, CtcArgs args, boolean zeroInfinity) {
    int n = (int) x.size(1);
    Strided out = Strided.empty(x.dtype(), n);
    Strided alpha =
        Graph.records(x)
            ? Strided.empty(DType.FLOAT64, sizes(n, (int) x.size(0), args.states()))
            : null;
    Compute.kernels().ctc(Tensors.data(x), args, out, alpha);
    Tensor y = Tensors.wrap(out);
    return alpha == null
        ? y
        : Graph.record(
            CTC,
            y,
            new Tensor[] {x},
            new Tensor[] {x, y.detach(), Tensors.wrap(alpha)},
            new Loss(args, zeroInfinity));
  }

  private static int[] sizes(long... sizes) {
    return Check.sizes(OP, sizes);
  }

  // ---- checks ----

  private static CtcArgs args(
      Tensor x, Tensor targets, Tensor inputLengths, Tensor targetLengths, long blank) {
    long classes = x.size(2);
    if (blank < 0 || blank >= classes) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: blank must be one of the %d classes of log_probs, 0 to %d, got %d",
              OP,
              classes,
              classes - 1,
              blank));
    }
    int n = (int) x.size(1);
    int[] steps = lengths("input_lengths", inputLengths, n);
    checkRange("input_lengths", steps, x.size(0), "the steps T of log_probs");
    int[] length = lengths("target_lengths", targetLengths, n);
    integers("targets", targets);
    boolean isPadded = targets.dim() == 2;
    if ((targets.dim() != 1 && !isPadded) || (isPadded && targets.size(0) != n)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: targets must be (N, S) with N = %d, or one dimension with all of them one after the"
                  + " other, got size %s",
              OP,
              n,
              Check.show(targets)));
    }
    long room = isPadded ? targets.size(1) : targets.numel();
    checkRange(
        "target_lengths",
        length,
        room,
        "the classes that targets " + Check.show(targets) + " has room for");
    int[] first = new int[n];
    long sum = 0;
    for (int i = 0; i < n; i++) {
      first[i] = (int) (isPadded ? i * room : sum);
      sum += length[i];
    }
    if (!isPadded && sum != room) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: targets of one dimension must have as many classes as target_lengths together,"
                  + " %d, got %d",
              OP,
              sum,
              room));
    }
    return new CtcArgs(
        (int) blank, classes(targets, first, length, classes, blank), first, length, steps);
  }

  private static int[] classes(
      Tensor targets, int[] first, int[] length, long classes, long blank) {
    Strided s = Compute.contiguous(Tensors.data(targets.to(DType.INT64)));
    int[] result = new int[s.numel()];
    for (int n = 0; n < first.length; n++) {
      for (int j = 0; j < length[n]; j++) {
        long c = s.storage().longs()[s.offset() + first[n] + j];
        if (c < 0 || c >= classes || c == blank) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s: targets must hold classes in [0, %d) other than blank = %d, got %d in row %d"
                      + " at place %d",
                  OP,
                  classes,
                  blank,
                  c,
                  n,
                  j));
        }
        result[first[n] + j] = (int) c;
      }
    }
    return result;
  }

  private static void integers(String name, Tensor t) {
    Check.notNull(OP, name, t);
    if (!t.dtype().isInteger() || t.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must be of an integer type, got %s; convert with %s.to(INT64)",
              OP,
              name,
              t.dtype(),
              name));
    }
  }

  private static int[] lengths(String name, Tensor lengths, int n) {
    integers(name, lengths);
    if (lengths.numel() != n || lengths.dim() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must have one length for each of the %d entries of the batch, got size %s",
              OP,
              name,
              n,
              Check.show(lengths)));
    }
    Strided s = Tensors.data(lengths);
    int[] result = new int[n];
    for (int i = 0; i < n; i++) {
      long value = Elements.getLong(s.storage(), s.position(i));
      result[i] = (int) Math.max(-1, Math.min(value, Integer.MAX_VALUE));
    }
    return result;
  }

  private static void checkRange(String name, int[] lengths, long most, String what) {
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0 || lengths[i] > most) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: %s must be from 0 to %d, %s, got %s in row %d",
                OP,
                name,
                most,
                what,
                lengths[i] < 0 ? "a negative number" : Integer.toString(lengths[i]),
                i));
      }
    }
  }
}
