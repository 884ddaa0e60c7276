package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/** Tensors made by a rule. */
public final class Factories {
  private Factories() {}

  public static long[] toLong(int[] values) {
    return Reductions.toLong(values);
  }

  public static Tensor scalar(double value) {
    return Tensors.wrap(Strided.scalar(Types.defaultFloat(), value));
  }

  public static Tensor scalar(long value) {
    return Tensors.wrap(Strided.scalar(DType.INT64, value));
  }

  public static Tensor zeros(String op, Size size, DType dtype) {
    return Tensors.wrap(Strided.zeros(dtype, sizes(op, size)));
  }

  public static Tensor empty(String op, Size size, DType dtype) {
    return Tensors.wrap(Strided.empty(dtype, sizes(op, size)));
  }

  public static Tensor full(String op, Size size, double value, DType dtype) {
    return filled(op, size, Strided.scalar(dtype, value));
  }

  public static Tensor full(String op, Size size, long value, DType dtype) {
    return filled(op, size, Strided.scalar(dtype, value));
  }

  private static int[] sizes(String op, Size size) {
    return Check.sizes(op, Check.notNull(op, "size", size).toLongArray());
  }

  private static Tensor filled(String op, Size size, Strided value) {
    Strided out = Strided.empty(value.dtype(), sizes(op, size));
    Compute.kernels().copy(value.expand(out.sizes()), out);
    return Tensors.wrap(out);
  }

  public static Tensor arange(long start, long end, long step, DType dtype) {
    checkRange(start, end, step);
    long n = step == 0 ? 0 : Math.ceilDiv(end - start, step);
    Strided out = line(n, dtype);
    for (int i = 0; i < n; i++) {
      Elements.set(out.storage(), i, start + i * step);
    }
    return Tensors.wrap(out);
  }

  public static Tensor arange(double start, double end, double step, DType dtype) {
    checkRange(start, end, step);
    long n = (long) Math.ceil((end - start) / step);
    Strided out = line(n, dtype);
    for (int i = 0; i < n; i++) {
      Elements.set(out.storage(), i, start + i * step);
    }
    return Tensors.wrap(out);
  }

  private static void checkRange(double start, double end, double step) {
    if (!Double.isFinite(start) || !Double.isFinite(end) || step == 0 || Double.isNaN(step)) {
      throw new IllegalArgumentException(
          String.format(
              "arange: start and end must be finite and step not 0, got start %s, end %s, step %s",
              start, end, step));
    }
    if (step > 0 ? start > end : start < end) {
      throw new IllegalArgumentException(
          String.format(
              "arange: from start %s with step %s, end %s is never reached: they must lie in the"
                  + " direction of the step",
              start, step, end));
    }
  }

  private static Strided line(long n, DType dtype) {
    return Strided.empty(dtype, Check.sizes("arange", n));
  }

  /** Symmetric about the middle: the second half counts back from the end, as PyTorch's. */
  public static Tensor linspace(double start, double end, long steps, DType dtype) {
    int n = steps("linspace", steps);
    Strided out = Strided.empty(dtype, n);
    if (dtype == DType.FLOAT64) {
      double step = (end - start) / (n - 1);
      for (int i = 0; i < n; i++) {
        out.storage().doubles()[i] =
            n == 1 ? start : i < n / 2 ? start + step * i : end - step * (n - i - 1);
      }
    } else {
      float from = (float) start;
      float to = (float) end;
      float step = (to - from) / (n - 1);
      for (int i = 0; i < n; i++) {
        double value = n == 1 ? from : i < n / 2 ? from + step * i : to - step * (n - i - 1);
        Elements.set(out.storage(), i, value);
      }
    }
    return Tensors.wrap(out);
  }

  public static Tensor logspace(double start, double end, long steps, double base, DType dtype) {
    int n = steps("logspace", steps);
    Strided out = Strided.empty(dtype, n);
    Storage s = out.storage();
    double step = n == 1 ? 0 : (end - start) / (n - 1);
    for (int i = 0; i < n; i++) {
      double exponent = i < n / 2 || n == 1 ? start + step * i : end - step * (n - i - 1);
      Elements.set(s, i, StrictMath.pow(base, exponent));
    }
    return Tensors.wrap(out);
  }

  private static int steps(String op, long steps) {
    if (steps < 0 || steps > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          op + ": the number of steps must be in [0, 2^31-1], got " + steps);
    }
    return (int) steps;
  }

  public static Tensor eye(long n, long m, DType dtype) {
    Strided out = Strided.zeros(dtype, Check.sizes("eye", n, m));
    for (int i = 0; i < Math.min(n, m); i++) {
      Elements.set(out.storage(), i * ((int) m + 1), 1L);
    }
    return Tensors.wrap(out);
  }
}
