import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fails when two test JVMs of different SIMD width did not compute the same bits.
 *
 * <p>{@code java CompareBits.java FOLDER CONFIG...}: each FOLDER/CONFIG.txt holds lines "SHA-256
 * name" as the test utility BitsRecorder writes them; the first configuration is what the others
 * are held against.
 */
final class CompareBits {
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Map<String, String> first = read(folder, args[1]);
    int wrong = 0;
    for (int i = 2; i < args.length; i++) {
      Map<String, String> other = read(folder, args[i]);
      var names = new TreeSet<>(first.keySet());
      names.addAll(other.keySet());
      for (String name : names) {
        String a = first.get(name);
        String b = other.get(name);
        if (a == null || b == null) {
          wrong++;
          System.out.printf(
              "bits: '%s' was recorded under %s only (is its test tagged \"bits\"?)%n",
              name, a == null ? args[i] : args[1]);
        } else if (!a.equals(b)) {
          wrong++;
          System.out.printf("bits: '%s' differs between %s and %s%n", name, args[1], args[i]);
        }
      }
    }
    if (wrong > 0) {
      System.out.printf("bits: %d differences; the files are in %s%n", wrong, folder);
      System.exit(1);
    }
    System.out.printf(
        "bits: %d results, the same in %d configurations%n", first.size(), args.length - 1);
  }

  private static Map<String, String> read(Path folder, String config) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    Path file = folder.resolve(config + ".txt");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        hashes.put(line.substring(space + 1), line.substring(0, space));
      }
    }
    return hashes;
  }
}
