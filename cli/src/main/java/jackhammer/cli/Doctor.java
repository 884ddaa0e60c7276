package jackhammer.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import jackhammer.Jackhammer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what the library found on this machine, what it did not find, and what to do about that. */
@Command(
    name = "doctor",
    description = {
      "Show what this machine offers: Java, SIMD width, threads, heap, data; and what is missing.",
      "Keys of --json: version, java, system, simd, threads, heap, gc, fma, huge_pages, data, advice."
    })
final class Doctor extends CliCommand {
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path DEBIAN_DATA = Path.of("/usr/share/datasets/fashion-mnist");
  private static final String DATA_IN_JAR =
      "/jackhammer/vision/fashion-mnist/train-images-idx3-ubyte.gz";

  @Mixin private JsonOption json;

  private final List<String> advice = new ArrayList<>();

  @Override
  public Integer call() {
    Map<String, Object> facts = new LinkedHashMap<>(Jackhammer.describe());
    adviseOnSimd(facts.get("simd").toString());
    facts.put("gc", collector());
    facts.put("fma", fma());
    facts.put("huge_pages", hugePages());
    facts.put("data", data());

    facts.forEach((name, fact) -> out().printf("%-11s %s%n", name.replace('_', ' '), fact));
    if (advice.isEmpty()) {
      out().println("Nothing is missing.");
    } else {
      advice.forEach(a -> out().println("! " + a));
    }
    facts.put("advice", advice);
    json.print(out(), facts);
    return 0;
  }

  private void adviseOnSimd(String simd) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      advice.add(
          "The Vector API is not loaded, so the kernels run without SIMD: start through ./jackhammer, or"
              + " give java --add-modules jdk.incubator.vector.");
    } else if (simd.contains("no SIMD")) {
      advice.add("The kernels run without SIMD (" + simd + ").");
    }
  }

  private String collector() {
    String names =
        String.join(
            ", ",
            ManagementFactory.getGarbageCollectorMXBeans().stream().map(b -> b.getName()).toList());
    if (!names.startsWith("G1")) {
      advice.add("The garbage collector is not G1, which suits large arrays best: -XX:+UseG1GC.");
    }
    return names;
  }

  private String fma() {
    return switch (option("UseFMA")) {
      case "true" -> "in hardware";
      case "false" -> {
        advice.add(
            "The processor has no fused multiply-add; in software one takes about a microsecond, so"
                + " training is not practical here.");
        yield "in software";
      }
      default -> "unknown";
    };
  }

  private String hugePages() {
    String system;
    try {
      system = Files.readString(HUGE_PAGES).strip();
    } catch (java.io.IOException e) {
      return "not offered by this system";
    }
    boolean used = option("UseTransparentHugePages").equals("true");
    if (!used && !system.contains("[never]")) {
      advice.add("Large matrices gain from huge pages: -XX:+UseTransparentHugePages.");
    }
    return (used ? "used" : "not used") + " (system: " + system + ")";
  }

  private static String data() {
    List<String> found = new ArrayList<>();
    if (Doctor.class.getResource(DATA_IN_JAR) != null) {
      found.add("Fashion-MNIST, 10,000 + 2,000 pictures, in the jar");
    }
    found.add(
        Files.isDirectory(DEBIAN_DATA)
            ? "Fashion-MNIST, whole, in " + DEBIAN_DATA
            : "none in " + DEBIAN_DATA + " (Debian: apt install dataset-fashion-mnist)");
    return String.join("; ", found);
  }

  private static String option(String name) {
    var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (bean == null) {
      return "";
    }
    try {
      return bean.getVMOption(name).getValue();
    } catch (IllegalArgumentException e) {
      // Not an option of this JVM.
      return "";
    }
  }
}
