package jackhammer.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Places in a list of modules or parameters, as Python counts them. */
final class Places {
  private Places() {}

  /**
   * A place of something that is there; negative ones count from the end.
   *
   * @param what what is counted, for the error
   */
  static int of(String type, String what, int index, int size) {
    int i = index < 0 ? index + size : index;
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException(
          type + ": index " + index + " is out of range for " + size + " " + what);
    }
    return i;
  }

  /** A bound of a slice: cut to what is there. */
  static int bound(int index, int size) {
    return Math.clamp(index < 0 ? index + size : index, 0, size);
  }

  /** The modules under the names 0, 1, ... */
  static Map<String, Module> numbered(List<Module> modules) {
    Map<String, Module> result = new LinkedHashMap<>();
    modules.forEach(m -> result.put(Integer.toString(result.size()), m));
    return result;
  }
}
