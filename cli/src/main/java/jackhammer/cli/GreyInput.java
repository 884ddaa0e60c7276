package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The user's own pictures, as networks for the pictures of Fashion-MNIST want them. */
final class GreyInput {
  private static final int SIDE = 28;

  /** A picture whose border is lighter than this is unlike those that the network has seen. */
  private static final double LIGHT = 0.5;

  private GreyInput() {}

  /**
   * Reads all files that predict was given: [1, 28, 28], 0 black to 1 white.
   *
   * @throws UserError if one cannot be read
   */
  static Map<String, Tensor> readAll(Predict request) {
    Map<String, Tensor> pictures = new LinkedHashMap<>();
    request.inputs().forEach(name -> pictures.put(name, read(Path.of(name), request)));
    return pictures;
  }

  private static Tensor read(Path file, Predict request) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(file + ": there is no such file");
    }
    Tensor picture;
    try {
      picture = Images.readGrey(file, SIDE, SIDE);
    } catch (CorruptFileException e) {
      throw new UserError(e.getMessage());
    }
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
    Tensor inner = picture.narrow(1, 1, SIDE - 2).narrow(2, 1, SIDE - 2);
    return picture.sum().sub(inner.sum()).item() / (picture.numel() - inner.numel());
  }
}
