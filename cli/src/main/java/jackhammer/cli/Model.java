package jackhammer.cli;

import java.util.List;
import java.util.function.Function;

/**
 * A network that a recipe offers, with the settings that suit it.
 *
 * @param <T> what the network does
 * @param id its name on the command line and in files
 * @param build makes it, with new weights, for what a run is about
 * @param lr the learning rate
 * @param schedule how that changes
 */
record Model<T extends Task<?>>(
    String id, Function<RunCard, T> build, double lr, Schedule schedule) {

  /**
   * The one of this name, in whatever case.
   *
   * @param where what to blame in the error: an option or a file
   * @throws UserError if there is none
   */
  static <T extends Task<?>> Model<T> of(List<Model<T>> models, String id, String where) {
    return models.stream()
        .filter(m -> m.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> ids = models.stream().map(Model::id).toList();
              return new UserError(
                  "%s: expected one of %s, got '%s'%s"
                      .formatted(where, String.join(", ", ids), id, Suggestion.of(id, ids)));
            });
  }
}
