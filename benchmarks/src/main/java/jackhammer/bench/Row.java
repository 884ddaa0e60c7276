package jackhammer.bench;

import jackhammer.ConvolutionAlgorithm;

/**
 * A row of the race's table.
 *
 * @param suite {@code gemm}, {@code conv}, {@code elementwise} or {@code models}
 * @param name what is printed, for instance {@code 8x64x56x56 64 k3 p1 forward}
 * @param work what is done
 * @param quick whether {@code --quick} runs it
 * @param algorithm how we convolve: what is not {@code AUTO} stays out of the suite's mean
 */
public record Row(
    String suite, String name, Work work, boolean quick, ConvolutionAlgorithm algorithm) {

  /** As a user has it who asks for nothing. */
  public Row(String suite, String name, Work work, boolean quick) {
    this(suite, name, work, quick, ConvolutionAlgorithm.AUTO);
  }
}
