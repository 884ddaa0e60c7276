package jackhammer.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where libtorch's jars are. They are no dependency of the build: the first race asks Maven for
 * them (about 120 MB, see {@code benchmarks/libtorch/pom.xml}), later ones read the paths from
 * {@code benchmarks/target}.
 */
final class LibtorchJars {

  private LibtorchJars() {}

  /**
   * The class path of the opponent's process: this program's own and libtorch's.
   *
   * @param err where it is said that something is fetched
   * @throws IOException with the reason, if the jars cannot be had
   */
  static String classPath(PrintWriter err) throws IOException {
    Path pom = pom();
    Path list = pom.resolveSibling("..").resolve("target/libtorch.classpath").normalize();
    if (!isComplete(list)) {
      err.println("bench: fetching libtorch through Maven, the first time only (about 120 MB) ...");
      fetch(pom, list);
    }
    String ours =
        String.join(
            System.getProperty("path.separator"), absolute(System.getProperty("java.class.path")));
    return ours + System.getProperty("path.separator") + Files.readString(list).strip();
  }

  /** The process may be started from another folder. */
  private static List<String> absolute(String classPath) {
    return Arrays.stream(classPath.split(System.getProperty("path.separator")))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .toList();
  }

  private static boolean isComplete(Path list) throws IOException {
    if (!Files.exists(list)) {
      return false;
    }
    String[] entries = Files.readString(list).strip().split(System.getProperty("path.separator"));
    return Arrays.stream(entries).allMatch(entry -> Files.exists(Path.of(entry)));
  }

  private static void fetch(Path pom, Path list) throws IOException {
    String maven = System.getenv().getOrDefault("JACKHAMMER_MVN", windows() ? "mvn.cmd" : "mvn");
    Files.createDirectories(list.getParent());
    Path log = list.resolveSibling("libtorch.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            maven,
            "-B",
            "-q",
            "-f",
            pom.toString(),
            "-Dlibtorch.platform=" + platform(),
            "-Dmdep.includeScope=runtime",
            "-Dmdep.outputFile=" + list,
            "dependency:build-classpath");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      if (builder.start().waitFor() != 0) {
        throw new IOException("Maven could not fetch them; its words are in " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Maven fetched them", e);
    }
  }

  private static Path pom() throws IOException {
    try {
      Path code =
          Path.of(LibtorchJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Stream.of(code, Path.of("").toAbsolutePath())
          .flatMap(start -> Stream.iterate(start, folder -> folder != null, Path::getParent))
          .map(folder -> folder.resolve("benchmarks/libtorch/pom.xml"))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(() -> new IOException("no benchmarks/libtorch/pom.xml above " + code));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** This machine, as the jars' classifiers spell it. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = windows() ? "windows" : os.startsWith("mac") ? "macosx" : "linux";
    return name + (System.getProperty("os.arch").equals("aarch64") ? "-arm64" : "-x86_64");
  }

  private static boolean windows() {
    return System.getProperty("os.name").startsWith("Windows");
  }
}
