package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The spatial size that a layer is to give, one number for all dimensions or one for each; null
 * keeps the size of the input.
 */
record OutputSize(String op, int dims, List<Integer> values) {

  static OutputSize of(String op, int dims, Integer... values) {
    Check.notNull(op, "output_size", values);
    if (values.length != dims && (values.length != 1 || values[0] == null)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: output_size takes one number or %d, one for each spatial dimension, got %s",
              op, dims, Arrays.toString(values)));
    }
    for (Integer v : values) {
      if (v != null && v < 0) {
        throw new IllegalArgumentException(
            String.format(
                "%s: output_size must be at least 0, got %s", op, Arrays.toString(values)));
      }
    }
    return new OutputSize(op, dims, Collections.unmodifiableList(Arrays.asList(values.clone())));
  }

  static OutputSize of(String op, Pair size) {
    Check.notNull(op, "output_size", size);
    return of(op, 2, size.h(), size.w());
  }

  static OutputSize of(String op, Triple size) {
    Check.notNull(op, "output_size", size);
    return of(op, 3, size.d(), size.h(), size.w());
  }

  /** For an input of {@code dims} or more dimensions. */
  int[] on(Tensor x) {
    Check.notNull(op, "input", x);
    int[] result = new int[dims];
    for (int d = 0; d < dims; d++) {
      Integer v = values.get(values.size() == 1 ? 0 : d);
      result[d] = v != null ? v : x.dim() < dims ? 0 : (int) x.size(d - dims);
    }
    return result;
  }

  /** As Python prints what was given. */
  @Override
  public String toString() {
    return values.size() == 1
        ? values.get(0).toString()
        : values.stream()
            .map(v -> v == null ? "None" : v.toString())
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
