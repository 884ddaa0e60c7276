package jackhammer;

/**
 * What the functions that make tensors can be told beside the size.
 *
 * <pre>{@code
 * Tensor x = zeros(size(2, 3), o -> o.dtype(INT64));
 * Tensor w = rand(size(4), o -> o.requiresGrad(true).generator(g));
 * }</pre>
 *
 * @param dtype the element type; null for the function's default
 * @param requiresGrad whether gradients are wanted; default false
 * @param generator where random numbers come from; null for the process-wide one
 */
public record TensorOptions(DType dtype, boolean requiresGrad, Generator generator) {
  static final TensorOptions DEFAULT = new TensorOptions(null, false, null);

  /** With another element type. */
  public TensorOptions dtype(DType value) {
    return new TensorOptions(value, requiresGrad, generator);
  }

  /** With gradients wanted, or not. */
  public TensorOptions requiresGrad(boolean value) {
    return new TensorOptions(dtype, value, generator);
  }

  /** With another source of random numbers. */
  public TensorOptions generator(Generator value) {
    return new TensorOptions(dtype, requiresGrad, value);
  }

  DType dtypeOr(DType fallback) {
    return dtype == null ? fallback : dtype;
  }

  Generator generatorOrDefault() {
    return generator == null ? Generator.defaultGenerator() : generator;
  }
}
