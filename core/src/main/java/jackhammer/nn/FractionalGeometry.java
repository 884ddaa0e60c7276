package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code F.fractionalMaxPool2d} and {@code F.fractionalMaxPool3d} take beside the input, and
 * the options of their layers.
 *
 * @param op the name in messages
 * @param dims spatial dimensions
 * @param kernelSize cells of the window
 * @param outputSize cells of the output; empty: by outputRatio
 * @param outputRatio parts of the input's size, between 0 and 1; empty: by outputSize
 * @param randomSamples (N, C, dims) in [0, 1): where the windows stand; null: drawn at each call
 */
public record FractionalGeometry(
    String op,
    int dims,
    List<Integer> kernelSize,
    List<Integer> outputSize,
    List<Double> outputRatio,
    Tensor randomSamples) {

  /** Checks each of them by itself. */
  public FractionalGeometry {
    ConvGeometry.checkPlace("FractionalGeometry", op, dims);
    kernelSize = Dims.given(op, "kernel_size", dims, 1, kernelSize);
    if (!Check.notNull(op, "output_size", outputSize).isEmpty()) {
      outputSize = Dims.given(op, "output_size", dims, 1, outputSize);
    }
    Check.noneNull(op, "output_ratio", Check.notNull(op, "output_ratio", outputRatio).toArray());
    if (outputRatio.size() > 1 && outputRatio.size() != dims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: output_ratio takes one number or %d, one for each spatial dimension, got %s",
              op, dims, outputRatio));
    }
    for (double r : outputRatio) {
      if (!(r > 0 && r < 1)) {
        throw new IllegalArgumentException(
            op + ": output_ratio must be between 0 and 1, both excluded, got " + outputRatio);
      }
    }
    outputRatio = List.copyOf(outputRatio);
  }

  static FractionalGeometry of(String op, int dims, int... kernelSize) {
    return new FractionalGeometry(
        op, dims, Dims.given(op, "kernel_size", dims, 1, kernelSize), List.of(), List.of(), null);
  }

  /** With a size of the output, one number or one for each dimension. */
  public FractionalGeometry outputSize(int... values) {
    List<Integer> sizes = Dims.given(op, "output_size", dims, 1, values);
    return new FractionalGeometry(op, dims, kernelSize, sizes, outputRatio, randomSamples);
  }

  /** With a size of the output relative to that of the input, one number or one each. */
  public FractionalGeometry outputRatio(double... values) {
    Check.notNull(op, "output_ratio", values);
    List<Double> ratios = Arrays.stream(values).boxed().toList();
    return new FractionalGeometry(op, dims, kernelSize, outputSize, ratios, randomSamples);
  }

  /** With numbers in [0, 1) that say where the windows stand, of size (N, C, dims). */
  public FractionalGeometry randomSamples(Tensor samples) {
    Check.notNull(op, "random_samples", samples);
    return new FractionalGeometry(op, dims, kernelSize, outputSize, outputRatio, samples);
  }

  /** The geometry, once its parts are known to fit each other. */
  FractionalGeometry checked() {
    if (outputSize.isEmpty() == outputRatio.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: give either output_size or output_ratio, got %s",
              op, outputSize.isEmpty() ? "neither" : "both"));
    }
    return this;
  }

  /** The spatial sizes of the output. */
  int[] sizes(Tensor x) {
    Check.notNull(op, "input", x);
    if (!outputSize.isEmpty()) {
      return Dims.each(outputSize, dims);
    }
    int[] result = new int[dims];
    for (int d = 0; d < dims; d++) {
      double ratio = outputRatio.get(outputRatio.size() == 1 ? 0 : d);
      result[d] = x.dim() < dims ? 0 : (int) (x.size(d - dims) * ratio);
    }
    return result;
  }
}
