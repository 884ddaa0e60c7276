package jackhammer.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be known about saved weights to use them again: what stands in recipe.json.
 *
 * @param recipe what made them
 * @param model which of the recipe's networks they belong to
 * @param facts what the recipe needs to build the network and to read its data, by its own keys:
 *     strings, whole numbers, lists of them, or null
 * @param settings what else to remember, for people
 */
record RunCard(
    String recipe, String model, Map<String, Object> facts, Map<String, Object> settings) {

  private static final String RECIPE = "recipe";
  private static final String MODEL = "model";
  private static final String SETTINGS = "settings";

  /** What stands in recipe.json is not what train writes. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  /** As it stands in recipe.json. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(RECIPE, recipe);
    json.put(MODEL, model);
    json.putAll(facts);
    json.put(SETTINGS, settings);
    return json;
  }

  /**
   * From what stands in recipe.json.
   *
   * @throws Fault saying what is missing
   */
  static RunCard of(Object json) {
    if (!(json instanceof Map<?, ?> map)) {
      throw new Fault("expected an object");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    map.forEach((k, v) -> facts.put(String.valueOf(k), v));
    Map<String, Object> settings = new LinkedHashMap<>();
    if (facts.remove(SETTINGS) instanceof Map<?, ?> more) {
      more.forEach((k, v) -> settings.put(String.valueOf(k), v));
    }
    String recipe = as(RECIPE, String.class, facts.remove(RECIPE));
    String model = as(MODEL, String.class, facts.remove(MODEL));
    return new RunCard(recipe, model, facts, settings);
  }

  /** The same card with one more setting. */
  RunCard with(String setting, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new RunCard(recipe, model, facts, more);
  }

  /**
   * A fact that is a list of strings.
   *
   * @throws Fault if it is something else
   */
  List<String> strings(String key) {
    return list(key).stream().map(item -> as(key, String.class, item)).toList();
  }

  /**
   * A fact that is a whole number.
   *
   * @throws Fault if it is something else
   */
  long number(String key) {
    return as(key, Number.class, facts.get(key)).longValue();
  }

  /**
   * A fact that is a list of whole numbers, or null.
   *
   * @throws Fault if it is something else
   */
  List<Integer> numbers(String key) {
    if (facts.get(key) == null) {
      return null;
    }
    return list(key).stream().map(item -> as(key, Number.class, item).intValue()).toList();
  }

  private List<?> list(String key) {
    return as(key, List.class, facts.get(key));
  }

  private static <T> T as(String key, Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new Fault(
          "expected \"%s\" to be or hold a %s, got %s".formatted(key, type.getSimpleName(), value));
    }
    return type.cast(value);
  }
}
