package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * The loop nest over operands of equal sizes, with as few dimensions as possible: dimensions of
 * size 1 are dropped, the others ordered by the strides of the first operand (the output), and
 * neighbours that all operands run through in one go are merged. Elements are numbered in this
 * order.
 */
final class Nest {
  /** Dimensions, outermost first; at least one. */
  final int[] sizes;

  /** {@code strides[k][d]}: the step of operand k in dimension d. */
  final int[][] strides;

  final int numel;

  private Nest(int[] sizes, int[][] strides, int numel) {
    this.sizes = sizes;
    this.strides = strides;
    this.numel = numel;
  }

  /** The nest in which the order of the elements does not matter; the output comes first. */
  static Nest of(Strided... operands) {
    return build(true, operands);
  }

  /** The nest in row-major order. */
  static Nest rowMajor(Strided... operands) {
    return build(false, operands);
  }

  private static Nest build(boolean reorder, Strided[] operands) {
    int[] size = operands[0].sizes();
    int[] order = new int[size.length];
    int dims = 0;
    for (int d = 0; d < size.length; d++) {
      if (size[d] != 1) {
        int at = dims++;
        while (reorder && at > 0 && isInside(operands, order[at - 1], d)) {
          order[at] = order[at - 1];
          at--;
        }
        order[at] = d;
      }
    }
    int[] sizes = new int[Math.max(dims, 1)];
    int[][] strides = new int[operands.length][sizes.length];
    sizes[0] = 1;
    int last = -1;
    for (int i = 0; i < dims; i++) {
      int d = order[i];
      if (last >= 0 && continues(operands, strides, last, size[d], d)) {
        sizes[last] *= size[d];
      } else {
        sizes[++last] = size[d];
      }
      for (int k = 0; k < operands.length; k++) {
        strides[k][last] = operands[k].stride(d);
      }
    }
    int used = Math.max(last + 1, 1);
    if (used < sizes.length) {
      sizes = Arrays.copyOf(sizes, used);
      for (int k = 0; k < strides.length; k++) {
        strides[k] = Arrays.copyOf(strides[k], used);
      }
    }
    return new Nest(sizes, strides, operands[0].numel());
  }

  /**
   * Whether dimension {@code outer} should rather lie inside {@code inner}: its steps are smaller.
   */
  private static boolean isInside(Strided[] operands, int outer, int inner) {
    for (Strided s : operands) {
      int a = Math.abs(s.stride(outer));
      int b = Math.abs(s.stride(inner));
      if (a != b) {
        return a < b;
      }
    }
    return false;
  }

  private static boolean continues(Strided[] operands, int[][] strides, int last, int size, int d) {
    for (int k = 0; k < operands.length; k++) {
      if (strides[k][last] != size * operands[k].stride(d)) {
        return false;
      }
    }
    return true;
  }

  int dims() {
    return sizes.length;
  }

  /** Elements of the innermost dimension. */
  int inner() {
    return sizes[sizes.length - 1];
  }

  int innerStride(int operand) {
    int[] s = strides[operand];
    return s[s.length - 1];
  }

  /** Whether an operand lies in the order of the nest without gaps. */
  boolean isDense(int operand) {
    int step = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      if (strides[operand][d] != step && sizes[d] != 1) {
        return false;
      }
      step *= sizes[d];
    }
    return true;
  }

  /** Whether an operand is one element repeated. */
  boolean isConstant(int operand) {
    for (int d = 0; d < sizes.length; d++) {
      if (strides[operand][d] != 0 && sizes[d] != 1) {
        return false;
      }
    }
    return true;
  }

  /** How far from an operand's first element the element with number {@code linear} lies. */
  int distance(int operand, int linear) {
    int p = 0;
    for (int d = sizes.length - 1; d >= 0 && linear != 0; d--) {
      p += linear % sizes[d] * strides[operand][d];
      linear /= sizes[d];
    }
    return p;
  }
}
