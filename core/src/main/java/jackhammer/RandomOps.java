package jackhammer;

import jackhammer.internal.ops.RandomFills;
import jackhammer.internal.random.RandomStream;

/**
 * Random numbers written into a {@link Tensor}, or drawn by the probabilities that it holds, with
 * PyTorch's names and, from the same seed, its numbers.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#in-place-random-sampling">torch,
 *     in-place random sampling</a>
 */
public sealed interface RandomOps permits Tensor {

  /** Uniform numbers in [0, 1). */
  default Tensor uniform_() {
    return uniform_(0, 1);
  }

  /** Uniform numbers in [from, to). */
  default Tensor uniform_(double from, double to) {
    return uniform_(from, to, null);
  }

  /** Uniform numbers in [from, to) from a generator; null for the process-wide one. */
  default Tensor uniform_(double from, double to, Generator generator) {
    return RandomFills.uniform((Tensor) this, from, to, stream(generator));
  }

  /** Numbers from the standard normal distribution. */
  default Tensor normal_() {
    return normal_(0, 1);
  }

  /** Normally distributed numbers. */
  default Tensor normal_(double mean, double std) {
    return normal_(mean, std, null);
  }

  /** Normally distributed numbers from a generator; null for the process-wide one. */
  default Tensor normal_(double mean, double std, Generator generator) {
    return RandomFills.normal((Tensor) this, mean, std, stream(generator));
  }

  /** Exponentially distributed numbers, of density exp(-x). */
  default Tensor exponential_() {
    return exponential_(1, null);
  }

  /** Numbers of density lambda exp(-lambda x) from a generator; null for the process-wide one. */
  default Tensor exponential_(double lambda, Generator generator) {
    return RandomFills.exponential((Tensor) this, lambda, stream(generator));
  }

  /** Trials with probability p up to the first success, at least 1. */
  default Tensor geometric_(double p) {
    return geometric_(p, null);
  }

  /** The same from a generator; null for the process-wide one. */
  default Tensor geometric_(double p, Generator generator) {
    return RandomFills.geometric((Tensor) this, p, stream(generator));
  }

  /** Numbers from Cauchy's distribution around 0, of scale 1. */
  default Tensor cauchy_() {
    return cauchy_(0, 1, null);
  }

  /** Numbers from Cauchy's distribution from a generator; null for the process-wide one. */
  default Tensor cauchy_(double median, double sigma, Generator generator) {
    return RandomFills.cauchy((Tensor) this, median, sigma, stream(generator));
  }

  /** exp of numbers from the normal distribution of mean 1 and standard deviation 2. */
  default Tensor logNormal_() {
    return logNormal_(1, 2, null);
  }

  /** exp of normally distributed numbers from a generator; null for the process-wide one. */
  default Tensor logNormal_(double mean, double std, Generator generator) {
    return RandomFills.logNormal((Tensor) this, mean, std, stream(generator));
  }

  /** Ones with probability p, else zeros. */
  default Tensor bernoulli_(double p) {
    return bernoulli_(p, null);
  }

  /** Ones with probability p, else zeros, from a generator; null for the process-wide one. */
  default Tensor bernoulli_(double p, Generator generator) {
    return RandomFills.bernoulli((Tensor) this, p, stream(generator));
  }

  /** Ones with the probabilities that (Tensor) this tensor holds, else zeros, in a new tensor. */
  default Tensor bernoulli() {
    return bernoulli(null);
  }

  /** The same from a generator; null for the process-wide one. */
  default Tensor bernoulli(Generator generator) {
    return RandomFills.bernoulli((Tensor) this, stream(generator));
  }

  /** Whole numbers in [from, to). */
  default Tensor random_(long from, long to) {
    return random_(from, to, null);
  }

  /** Whole numbers in [from, to) from a generator; null for the process-wide one. */
  default Tensor random_(long from, long to, Generator generator) {
    return RandomFills.integers("random_", (Tensor) this, from, to, stream(generator));
  }

  /** Whole numbers from 0 to the largest that the type holds exactly. */
  default Tensor random_() {
    return RandomFills.integers((Tensor) this, stream(null));
  }

  /**
   * INT64 numbers of rows, drawn with the weights that (Tensor) this tensor holds, without
   * replacement.
   */
  default Tensor multinomial(long numSamples) {
    return multinomial(numSamples, false, null);
  }

  /** INT64 numbers of rows, drawn with the weights that (Tensor) this tensor holds. */
  default Tensor multinomial(long numSamples, boolean replacement, Generator generator) {
    return RandomFills.multinomial((Tensor) this, numSamples, replacement, stream(generator));
  }

  private static RandomStream stream(Generator generator) {
    return (generator == null ? Generator.defaultGenerator() : generator).stream();
  }
}
