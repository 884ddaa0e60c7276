package jackhammer.badinput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects what is done to the library, and what it has to say to it. */
final class Probes {

  /**
   * Something that PyTorch was asked and that we answer.
   *
   * @param id its line in goldens/probes.txt, or a name of our own with a * in front
   * @param type what is thrown; null if it works
   * @param parts what the message holds, or the printed result
   */
  record Probe(String id, Class<? extends Exception> type, Supplier<?> call, List<String> parts) {
    @Override
    public String toString() {
      return id;
    }
  }

  final List<Probe> all = new ArrayList<>();

  /** Beginnings of lines that wait for a class or method, by its name. */
  final Map<String, List<String>> waiting = new LinkedHashMap<>();

  /** Lines that Java's compiler answers. */
  final List<String> compiled = new ArrayList<>();

  /** An {@link IllegalArgumentException} with these words. */
  Probes refused(String id, Supplier<?> call, String... parts) {
    return refused(id, IllegalArgumentException.class, call, parts);
  }

  /** An exception of another type with these words. */
  Probes refused(String id, Class<? extends Exception> type, Supplier<?> call, String... parts) {
    all.add(new Probe(id, type, call, List.of(parts)));
    return this;
  }

  /** No error: what it prints. */
  Probes works(String id, Supplier<?> call, String printed) {
    all.add(new Probe(id, null, call, List.of(printed)));
    return this;
  }

  /**
   * For these there is nothing yet.
   *
   * @param what the class that is missing, or class#method
   * @param beginnings of the lines
   */
  Probes waitFor(String what, String... beginnings) {
    waiting.put(what, Arrays.asList(beginnings));
    return this;
  }

  /** These do not compile. */
  Probes doNotCompile(String... ids) {
    compiled.addAll(Arrays.asList(ids));
    return this;
  }
}
