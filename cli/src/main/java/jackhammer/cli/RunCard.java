package jackhammer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be known about saved weights to use them again.
 *
 * @param recipe what made them
 * @param model which of the recipe's networks they belong to
 * @param classes the names of what the network tells apart, in the order of its outputs
 * @param binary the two labels that were told apart with one output, or null
 * @param settings what else to remember, for people
 */
record RunCard(
    String recipe,
    String model,
    List<String> classes,
    List<Integer> binary,
    Map<String, Object> settings) {

  /** As it stands in recipe.json. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("recipe", recipe);
    json.put("model", model);
    json.put("classes", classes);
    json.put("binary", binary);
    json.put("settings", settings);
    return json;
  }

  /**
   * From what stands in recipe.json.
   *
   * @throws IllegalArgumentException saying what is missing
   */
  static RunCard of(Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("expected an object");
    }
    List<String> classes =
        list(map, "classes").stream().map(c -> as("classes", String.class, c)).toList();
    List<Integer> binary = null;
    if (map.get("binary") != null) {
      binary =
          list(map, "binary").stream().map(b -> as("binary", Long.class, b).intValue()).toList();
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    if (map.get("settings") instanceof Map<?, ?> more) {
      more.forEach((k, v) -> settings.put(String.valueOf(k), v));
    }
    return new RunCard(
        as("recipe", String.class, map.get("recipe")),
        as("model", String.class, map.get("model")),
        classes,
        binary,
        settings);
  }

  private static List<?> list(Map<?, ?> map, String key) {
    return as(key, List.class, map.get(key));
  }

  private static <T> T as(String key, Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "expected \"%s\" to be or hold a %s, got %s".formatted(key, type.getSimpleName(), value));
    }
    return type.cast(value);
  }
}
