package jackhammer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import jackhammer.io.Safetensors;
import jackhammer.nn.Module;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * The results of a training in their folder: {@code model.safetensors}, {@code recipe.json} beside
 * it, and what else there is to look at. Each file is replaced in one step.
 */
final class SavedRun {
  static final String WEIGHTS = "model.safetensors";
  static final String CARD = "recipe.json";

  /** Holds the path of the weights that were saved last. */
  private static final String LATEST = "latest";

  private final Path weights;
  private final RunCard card;

  private SavedRun(Path weights, RunCard card) {
    this.weights = weights;
    this.card = card;
  }

  /**
   * Begins to save into a folder, which is made.
   *
   * @throws UserError if nothing can be written there
   */
  static SavedRun create(Path folder, RunCard card) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserError("--out: the folder " + folder + " cannot be made: " + e);
    }
    if (!Files.isWritable(folder)) {
      throw new UserError("--out: nothing can be written to the folder " + folder);
    }
    return new SavedRun(folder.resolve(WEIGHTS), card);
  }

  /**
   * What was saved before.
   *
   * @param weights the file, or null for what was saved last
   * @throws UserError if there is nothing
   * @throws CorruptFileException if recipe.json is damaged
   */
  static SavedRun open(Path weights) {
    Path file = weights != null ? weights : latest();
    if (Files.isDirectory(file)) {
      throw new UserError(
          "--weights: expected a file such as %s, got a folder".formatted(file.resolve(WEIGHTS)));
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError("--weights: there is no file " + file);
    }
    Path card = file.resolveSibling(CARD);
    if (!Files.isRegularFile(card)) {
      throw new UserError(
          "%s: expected %s beside it, which says to which network the weights belong; train writes both"
              .formatted(file, CARD));
    }
    return new SavedRun(file, readCard(card));
  }

  private static RunCard readCard(Path file) {
    try {
      return RunCard.of(Json.parse(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new CorruptFileException(
          file,
          e.getLocation() == null
              ? CorruptFileException.WHOLE_FILE
              : Math.max(0, e.getLocation().getCharOffset()),
          "JSON",
          e.getOriginalMessage(),
          "train again, or restore the file");
    } catch (RunCard.Fault e) {
      throw corrupt(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e.getMessage(), e);
    }
  }

  private static CorruptFileException corrupt(Path file, RunCard.Fault e) {
    return new CorruptFileException(
        file,
        CorruptFileException.WHOLE_FILE,
        "what train writes",
        "a fault: " + e.getMessage(),
        "train again, or restore the file");
  }

  private static Path latest() {
    Path note = UserState.file(LATEST);
    try {
      return Path.of(Files.readString(note).strip());
    } catch (IOException | InvalidPathException e) {
      throw new UserError(
          "no weights were saved yet: run jackhammer train first, or give --weights FILE");
    }
  }

  RunCard card() {
    return card;
  }

  /**
   * Makes something of what the card says.
   *
   * @throws CorruptFileException if a fact is missing
   */
  <T> T read(Function<RunCard, T> use) {
    try {
      return use.apply(card);
    } catch (RunCard.Fault e) {
      throw corrupt(cardFile(), e);
    }
  }

  Path cardFile() {
    return weights.resolveSibling(CARD);
  }

  Path weights() {
    return weights;
  }

  Path folder() {
    return weights.toAbsolutePath().getParent();
  }

  /** Saves the weights and what they belong to, and remembers them as the latest. */
  void save(Module model) {
    Safetensors.save(model.stateDict(), weights, Map.of("format", "pt"));
    write(CARD, Json.lines(card.json()));
    Path note = UserState.file(LATEST);
    try {
      Files.createDirectories(note.getParent());
      Files.writeString(note, weights.toAbsolutePath() + "\n");
    } catch (IOException e) {
      // Only a comfort is lost: eval and predict want --weights then.
      return;
    }
  }

  /**
   * Loads the weights into a network.
   *
   * @throws UserError if they are another network's
   * @throws CorruptFileException if the file is damaged
   */
  void load(Module model) {
    Map<String, Tensor> state = Safetensors.load(weights);
    try {
      model.loadStateDict(state);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "%s does not fit the network '%s' that %s names: %s"
              .formatted(weights, card.model(), CARD, e.getMessage()));
    }
  }

  /** Writes a text beside the weights. */
  void write(String name, String text) {
    OutputFile.write(weights.resolveSibling(name), text);
  }

  /** Writes a picture beside the weights, as PNG. */
  void write(String name, BufferedImage picture) {
    OutputFile.write(weights.resolveSibling(name), picture);
  }
}
