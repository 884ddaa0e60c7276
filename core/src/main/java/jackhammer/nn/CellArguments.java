package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;

/**
 * What a cell is called on, and whether it fits.
 *
 * @param cell its name
 * @param x (N, input_size), or (input_size) without a batch
 * @param dtype of the cell's weights
 */
record CellArguments(String cell, Tensor x, int inputSize, int hiddenSize, DType dtype) {

  CellArguments {
    Check.notNull(cell, "input", x);
    if (x.dim() != 1 && x.dim() != 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have 2 dimensions, (N, input_size), or, without a batch, 1, got %s",
              cell, Check.show(x)));
    }
    Check.sameType(cell, "input", x.dtype(), "the cell's weight", dtype);
    Check.fullFloat(cell, x.dtype());
    if (x.size(-1) != inputSize) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the last size of input must be input_size = %d, got %d in an input of size %s",
              cell, inputSize, x.size(-1), Check.show(x)));
    }
  }

  private long[] stateSize() {
    return x.dim() == 2 ? new long[] {x.size(0), hiddenSize} : new long[] {hiddenSize};
  }

  /**
   * @param state null: it is not given, which fits
   */
  void checkState(String name, Tensor state) {
    if (state == null) {
      return;
    }
    long[] expected = stateSize();
    long[] given = state.size().toLongArray();
    if (!Arrays.equals(given, expected)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must have size %s, that is %s as the input of size %s, got %s",
              cell,
              name,
              Arrays.toString(expected),
              x.dim() == 2 ? "(N, hidden_size) with the same N" : "(hidden_size), without a batch",
              Check.show(x),
              Arrays.toString(given)));
    }
    Check.sameType(cell, name, state.dtype(), "the cell's weight", dtype);
  }

  /** A state that is not given. */
  Tensor zeros() {
    return Tensor.zeros(Tensor.size(stateSize()), o -> o.dtype(dtype));
  }
}
