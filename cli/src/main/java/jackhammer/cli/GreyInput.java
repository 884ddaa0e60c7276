package jackhammer.cli;

import static jackhammer.Tensor.stack;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The user's own pictures, as networks for the pictures of Fashion-MNIST want them. */
final class GreyInput {
  private static final int SIDE = 28;

  /** A picture whose border is lighter than this is unlike those that the network has seen. */
  private static final double LIGHT = 0.5;

  private GreyInput() {}

  /**
   * Reads all pictures that predict was given: [1, 28, 28] each, 0 black to 1 white.
   *
   * @throws UserError if one cannot be read
   */
  static Map<String, Tensor> pictures(Predict request) {
    Map<String, Tensor> pictures = new LinkedHashMap<>();
    request.inputs().forEach(name -> pictures.put(name, read(Path.of(name), 1, request)));
    return pictures;
  }

  /**
   * Reads all clips that predict was given: [1, frames, 28, 28] each. A clip is a folder with a
   * picture for each frame, in the order of their names, an animated GIF, or one picture with the
   * frames side by side.
   *
   * @throws UserError if one cannot be read or has another number of frames
   */
  static Map<String, Tensor> clips(Predict request, int frames) {
    Map<String, Tensor> clips = new LinkedHashMap<>();
    request.inputs().forEach(name -> clips.put(name, clip(Path.of(name), frames, request)));
    return clips;
  }

  private static Tensor clip(Path input, int frames, Predict request) {
    if (Files.isDirectory(input)) {
      List<Path> files = filesIn(input);
      if (files.size() != frames) {
        throw new UserError(
            "%s: expected %d files, a picture for each frame, got %d"
                .formatted(input, frames, files.size()));
      }
      return stack(0, files.stream().map(f -> read(f, 1, request)).toArray(Tensor[]::new))
          .transpose(0, 1);
    }
    Tensor strip = animation(input, frames, request);
    if (strip == null) {
      strip = read(input, frames, request); // [1, 28, frames * 28]
    }
    return strip.reshape(1, SIDE, frames, SIDE).transpose(1, 2);
  }

  /** The frames of an animated GIF side by side; null if nothing in the file moves. */
  private static Tensor animation(Path file, int frames, Predict request) {
    checkFile(file);
    Tensor clip; // [1, frames, 28, 28]
    try {
      clip = Images.readGreyFrames(file, SIDE, SIDE);
    } catch (CorruptFileException e) {
      throw new UserError(e.getMessage());
    }
    if (clip.size(1) == 1) {
      return null;
    }
    if (clip.size(1) != frames) {
      throw new UserError(
          "%s: expected an animation of %d frames, got %d".formatted(file, frames, clip.size(1)));
    }
    return lightOnBlack(file, clip.transpose(1, 2).reshape(1, SIDE, frames * SIDE), request);
  }

  private static void checkFile(Path file) {
    if (!Files.exists(file)) {
      throw new UserError(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": expected a picture, got a folder");
    }
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One picture, or several of the same size side by side, as [1, 28, beside * 28]. */
  private static Tensor read(Path file, int beside, Predict request) {
    checkFile(file);
    Tensor picture;
    try {
      Size size = beside == 1 ? null : Images.readGrey(file).size();
      if (size != null && size.get(2) != beside * size.get(1)) {
        throw new UserError(
            "%s: expected %d frames side by side, %d times as wide as high, or a folder with a picture for each; got %d x %d"
                .formatted(file, beside, beside, size.get(2), size.get(1)));
      }
      picture = Images.readGrey(file, SIDE, beside * SIDE);
    } catch (CorruptFileException e) {
      throw new UserError(e.getMessage());
    }
    return lightOnBlack(file, picture, request);
  }

  /** As the network has seen them; a remark where a picture is not. */
  private static Tensor lightOnBlack(Path file, Tensor picture, Predict request) {
    if (request.invert()) {
      return picture.rsub(1);
    }
    if (border(picture) > LIGHT) {
      request
          .err()
          .printf(
              "jackhammer predict: %s has a light background, the pictures that the network learned"
                  + " from a black one; --invert turns it round%n",
              file);
    }
    return picture;
  }

  /** The mean of the cells at the edge. */
  private static double border(Tensor picture) {
    Tensor inner = picture.narrow(1, 1, SIDE - 2).narrow(2, 1, picture.size(2) - 2);
    return picture.sum().sub(inner.sum()).item() / (picture.numel() - inner.numel());
  }
}
