package jackhammer;

import jackhammer.internal.kernel.cpu.ConvolutionChoice;
import jackhammer.internal.kernel.cpu.Simd;
import jackhammer.internal.memory.StepScope;
import jackhammer.internal.ops.Check;
import jackhammer.internal.parallel.Workers;
import jackhammer.internal.text.TensorFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What concerns the whole process: its settings, and what it runs on. */
public final class Jackhammer {
  private static final String VERSION = readVersion();

  private Jackhammer() {}

  /** The version of this library, for example {@code 0.1.0}. */
  public static String version() {
    return VERSION;
  }

  /**
   * What this process computes with, for a bug report: {@code version}, {@code java}, {@code
   * system}, {@code simd} (the width and what decided it), {@code threads} and {@code heap}, in
   * this order.
   */
  public static SequencedMap<String, String> describe() {
    Runtime runtime = Runtime.getRuntime();
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("version", version());
    facts.put(
        "java",
        System.getProperty("java.runtime.version")
            + ", "
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("java.vendor"));
    facts.put(
        "system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    facts.put("simd", Simd.reason());
    facts.put(
        "threads", Workers.threads() + " of " + runtime.availableProcessors() + " processors");
    facts.put("heap", String.format(Locale.ROOT, "%d MiB at most", runtime.maxMemory() >> 20));
    return facts;
  }

  /**
   * Seeds the process-wide random generator, PyTorch's {@code torch.manual_seed}.
   *
   * @return that generator
   */
  public static Generator manualSeed(long seed) {
    return Generator.defaultGenerator().manualSeed(seed);
  }

  /** How many threads compute, the calling one included. */
  public static int threads() {
    return Workers.threads();
  }

  /**
   * Sets how many threads compute, the calling one included. Results do not depend on it.
   *
   * @throws IllegalArgumentException if n is not positive
   */
  public static void threads(int n) {
    Workers.threads(n);
  }

  /** How float32 convolutions with 3 by 3 kernels are computed. */
  public static ConvolutionAlgorithm convolution() {
    return ConvolutionChoice.asked();
  }

  /**
   * Sets how float32 convolutions with 3 by 3 kernels at stride 1, 3-d ones of any depth among
   * them, are computed, here and in every other thread from their next call on. {@link
   * ConvolutionAlgorithm#AUTO} is the default.
   *
   * <p>Each algorithm gives the same bits on every number of threads and every width of vectors,
   * and for a sample alone and in a batch; two algorithms differ by rounding.
   *
   * <pre>{@code
   * Jackhammer.convolution(ConvolutionAlgorithm.DIRECT); // as all other convolutions
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code algorithm} is null
   */
  public static void convolution(ConvolutionAlgorithm algorithm) {
    ConvolutionChoice.ask(Check.notNull("convolution", "algorithm", algorithm));
  }

  /**
   * Runs one step of training, or any other piece of work, and recycles the memory of every tensor
   * made in it when it ends: except what it returns, parameters and their gradients, buffers, the
   * state of optimizers, and what was marked with {@link Tensor#keep}. Touching a recycled tensor
   * is an error that says so. Without a step everything is left to the garbage collector.
   *
   * <p>A step belongs to its thread: what other threads make while it runs is not part of it. What
   * it made and gave to another thread must not be in use there any more when it ends, unless it is
   * returned or kept.
   *
   * <pre>{@code
   * double loss = Jackhammer.step(() -> {
   *   optimizer.zeroGrad();
   *   Tensor l = F.crossEntropy(net.call(x), y);
   *   l.backward();
   *   optimizer.step();
   *   return l.item();
   * });
   * }</pre>
   *
   * @return what the body returns: a tensor, or an array, collection, map or record of tensors
   *     survives
   */
  public static <T> T step(Supplier<T> body) {
    return StepScope.run(Check.notNull("step", "body", body), Survivors::of);
  }

  /** The same for work without a result. */
  public static void step(Runnable body) {
    Check.notNull("step", "body", body);
    step(
        () -> {
          body.run();
          return null;
        });
  }

  /** How tensors are printed. */
  public static PrintOptions printOptions() {
    return TensorFormat.options();
  }

  /** Changes how tensors are printed, for example {@code o -> o.precision(2)}. */
  public static void setPrintOptions(UnaryOperator<PrintOptions> change) {
    TensorFormat.options(Check.options("setPrintOptions", change, TensorFormat.options()));
  }

  private static String readVersion() {
    try (InputStream in = Jackhammer.class.getResourceAsStream("version.properties")) {
      Properties p = new Properties();
      p.load(in);
      return p.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
