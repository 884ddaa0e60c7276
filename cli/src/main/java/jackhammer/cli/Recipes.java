package jackhammer.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import picocli.CommandLine;

/** All recipes: the subcommands of train, and what eval and predict choose from. */
final class Recipes {
  private static final List<Class<? extends Recipe<?, ?>>> ALL =
      List.of(
          FashionMnistRecipe.class,
          MovingRecipe.class,
          AutoencoderRecipe.class,
          NamesRecipe.class,
          PoemsRecipe.class,
          SeriesRecipe.class);

  private Recipes() {}

  static List<String> names() {
    return ALL.stream().map(Recipe::name).toList();
  }

  static void addTo(CommandLine train) {
    ALL.forEach(train::addSubcommand);
  }

  /**
   * The recipe that made a run.
   *
   * @throws UserError if there is none of that name
   */
  static Recipe<?, ?> of(SavedRun run) {
    String name = run.card().recipe();
    for (Class<? extends Recipe<?, ?>> type : ALL) {
      if (Recipe.name(type).equals(name)) {
        return make(type);
      }
    }
    throw new UserError(
        "%s: expected a recipe of this version (%s), got '%s'"
            .formatted(run.cardFile(), String.join(", ", names()), name));
  }

  private static Recipe<?, ?> make(Class<? extends Recipe<?, ?>> type) {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
