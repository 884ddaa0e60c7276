package jackhammer;

/**
 * How float32 convolutions with 3 by 3 kernels at stride 1, or 3-d ones of any depth that are 3 by
 * 3 in each slice, are computed; weight gradients of the latter always directly. See {@link
 * Jackhammer#convolution(ConvolutionAlgorithm)}. All others are always computed directly.
 */
public enum ConvolutionAlgorithm {
  /**
   * Winograd's method where it pays and its largest error is at most four times PyTorch's. That is
   * decided by the channels and the size of one sample alone, so that neither the batch nor the
   * machine changes a result.
   */
  AUTO,

  /** Sums over all products, in the weight's own order. */
  DIRECT,

  /**
   * Winograd's method wherever it can be used: a quarter of the multiplications and an error of two
   * to four times PyTorch's (of weight gradients, up to twice); for small planes and few channels
   * less than half of the multiplications and an error below PyTorch's. An infinity or NaN in the
   * input makes NaN of all outputs of the tiles that it takes part in, up to eight by eight, and of
   * all weight gradients of its channel.
   */
  WINOGRAD
}
