package jackhammer.internal.kernel.cpu;

import java.util.Locale;

/**
 * Decides, once per process, how wide the vector loops are.
 *
 * <p>Every kernel exists as an ordinary loop and as a vector loop that gives the same bits. The
 * vector form is used when the module {@code jdk.incubator.vector} can be read, HotSpot's
 * optimising compiler C2 is at work (without it a vector operation is a hundred times slower than
 * the plain loop) and the processor has vectors of at least 128 bits.
 *
 * <p>{@code -Djackhammer.simd=0|128|256|512} asks for a width; one that the processor lacks is cut
 * to what it has. Without the module there is one line on standard error that names the missing
 * flag, unless 0 was asked for. {@code -Djackhammer.log=kernels} prints the decision.
 *
 * <p>Classes that mention {@code jdk.incubator.vector} are only ever reached through {@link #load}.
 */
public final class Simd {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int BITS;
  private static final boolean WIDE_FILE;
  private static final String REASON;

  static {
    Choice c = choose();
    BITS = c.bits;
    REASON = c.reason;
    WIDE_FILE = c.wideFile;
    if (c.warning != null) {
      System.err.println("jackhammer: " + c.warning);
    }
    if (System.getProperty("jackhammer.log", "").contains("kernels")) {
      System.err.println("jackhammer: kernels: " + REASON);
    }
  }

  private Simd() {}

  /** Width of the vector loops in bits: 512, 256 or 128, or 0 where the plain loops are used. */
  public static int bits() {
    return BITS;
  }

  /** How many vector registers the processor has at {@link #bits()}: 32 or 16. */
  public static int registers() {
    return WIDE_FILE ? 32 : 16;
  }

  /** One line for people: the width and what decided it. */
  public static String reason() {
    return REASON;
  }

  /**
   * Makes the implementation for this process: {@code <plain>Vector}'s with SIMD, else {@code
   * plain}'s. Both have a constructor without arguments.
   *
   * @param type what the two implementations have in common
   * @param plain the name of the class with ordinary loops, in this package
   * @param vector the name of the class with vector loops, in this package
   */
  static <T> T load(Class<T> type, String plain, String vector) {
    String name = Simd.class.getPackageName() + "." + (BITS > 0 ? vector : plain);
    try {
      return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernels: cannot load " + name, e);
    }
  }

  private record Choice(int bits, boolean wideFile, String reason, String warning) {
    static Choice plain(String why, String warning) {
      return new Choice(0, false, "plain loops, no SIMD: " + why, warning);
    }
  }

  private static Choice choose() {
    String asked = System.getProperty("jackhammer.simd", "").strip();
    String doubt = null;
    int limit = Integer.MAX_VALUE;
    switch (asked) {
      case "" -> {}
      case "0" -> {
        return Choice.plain("-Djackhammer.simd=0", null);
      }
      case "128", "256", "512" -> limit = Integer.parseInt(asked);
      default ->
          doubt = "-Djackhammer.simd: expected 0, 128, 256 or 512, got " + asked + "; ignored";
    }
    String compiler = missingCompiler();
    if (compiler != null) {
      return Choice.plain(compiler, doubt);
    }
    Module ours = Simd.class.getModule();
    Module theirs = ModuleLayer.boot().findModule(MODULE).orElse(null);
    if (theirs == null || !ours.canRead(theirs)) {
      return Choice.plain(
          "module " + MODULE + " is not readable",
          "running without SIMD, several times slower: start java with --add-modules " + MODULE);
    }
    int widest = preferredBits();
    if (widest < 128) {
      return Choice.plain("the processor's vectors have " + widest + " bits", doubt);
    }
    int bits = Math.min(widest, limit);
    // AVX-512 processors have 32 registers at every width; AVX2 has 16; Arm and RISC-V have 32.
    boolean wideFile = widest == 512 || !x86();
    String reason = bits + " bits" + (bits == limit ? " as -Djackhammer.simd asks" : "");
    if (limit != Integer.MAX_VALUE && limit > widest) {
      reason += " (the processor has no " + limit + ")";
    }
    return new Choice(bits, wideFile, reason + ", " + (wideFile ? 32 : 16) + " registers", doubt);
  }

  /** Null if C2 compiles this process, else what is wrong. */
  private static String missingCompiler() {
    String vm = System.getProperty("java.vm.name", "");
    String info = System.getProperty("java.vm.info", "");
    if (!vm.contains("Server VM")) {
      return "the virtual machine is " + vm + ", not HotSpot with C2";
    }
    if (info.contains("interpreted") || info.contains("emulated-client")) {
      return "the compiler C2 is off (" + info + ")";
    }
    return null;
  }

  private static boolean x86() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return arch.equals("amd64") || arch.equals("x86_64");
  }

  /** By name, because this class must load where the vector module is absent. */
  private static int preferredBits() {
    try {
      Class<?> shape = Class.forName("jdk.incubator.vector.VectorShape");
      Object preferred = shape.getMethod("preferredShape").invoke(null);
      return Math.min(512, (int) shape.getMethod("vectorBitSize").invoke(preferred));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernels: " + MODULE + " does not answer", e);
    }
  }
}
