package jackhammer.cli;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The flags of this JVM that another one, started for the user's code, has to have too. */
final class JvmFlags {
  private JvmFlags() {}

  /** This JVM's heap, collector and module flags and Jackhammer's settings. */
  static List<String> inherited() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(JvmFlags::isInherited)
        .toList();
  }

  private static boolean isInherited(String flag) {
    return flag.startsWith("-Xm")
        || flag.startsWith("-XX:")
        || flag.startsWith("--add-modules")
        || flag.startsWith("-Dstd")
        || flag.startsWith("-Djackhammer.") && !flag.startsWith("-Djackhammer.terminal.");
  }
}
