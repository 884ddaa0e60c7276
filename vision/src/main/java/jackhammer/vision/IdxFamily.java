package jackhammer.vision;

import jackhammer.io.CorruptFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A data set of the MNIST kind: four idx files, where they can lie and who publishes them.
 *
 * @param name the class of the data set, for messages
 * @param torchvisionFolder where torchvision puts the files under its root
 * @param systemFolder where a package of the operating system puts them, or null
 * @param resourceFolder where a copy lies in the jar, or null
 * @param mirrors folders on the net, the publisher's first
 * @param files the four files as published
 * @param classes what the labels mean
 */
record IdxFamily(
    String name,
    String torchvisionFolder,
    Path systemFolder,
    String resourceFolder,
    List<URI> mirrors,
    List<Published> files,
    List<String> classes) {

  private static final int SIDE = 28;
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /**
   * Pictures with their labels, checked to belong together.
   *
   * @param images sizes [N, 28, 28]
   * @param labels sizes [N]
   * @param source where they were read, in words
   */
  record Pictures(Idx images, Idx labels, String source) {}

  /**
   * Reads the training or the test pictures: from {@code root} if one is given, else from the
   * operating system's folder if they are there, else from the jar.
   *
   * @throws IllegalArgumentException if they are nowhere
   * @throws CorruptFileException if a file is truncated, damaged, unreadable or of another kind
   */
  Pictures read(Path root, boolean train) {
    String images = (train ? "train" : "t10k") + "-images-idx3-ubyte";
    String labels = (train ? "train" : "t10k") + "-labels-idx1-ubyte";
    if (root != null) {
      return checked(
          Idx.read(required(root, images), 3),
          Idx.read(required(root, labels), 1),
          required(root, images).toString(),
          required(root, labels).toString(),
          root.toString());
    }
    if (systemFolder != null) {
      Optional<Path> a = find(systemFolder, images);
      Optional<Path> b = find(systemFolder, labels);
      if (a.isPresent() && b.isPresent()) {
        return checked(
            Idx.read(a.get(), 3),
            Idx.read(b.get(), 1),
            a.get().toString(),
            b.get().toString(),
            systemFolder.toString());
      }
    }
    if (resourceFolder == null) {
      throw new IllegalArgumentException(
          name + ": expected root, the folder of the four idx files, got none; " + howToGet());
    }
    return readCopyInJar(train);
  }

  /** Reads the copy in the jar, whatever else is on this machine. */
  Pictures readCopyInJar(boolean train) {
    String part = resourceFolder + "/" + (train ? "train" : "t10k");
    String images = part + "-images-idx3-ubyte.gz";
    String labels = part + "-labels-idx1-ubyte.gz";
    return checked(
        resource(images, 3), resource(labels, 1), images, labels, "the subset in the jar");
  }

  /** Whether all four files lie in {@code root}. */
  boolean isComplete(Path root) {
    return files.stream().allMatch(f -> find(root, plainName(f.name())).isPresent());
  }

  /** Fetches the files that {@code folder} lacks. */
  void download(Path folder, DownloadProgress progress) {
    new Download(mirrors, folder, progress, SILENCE).fetch(files);
  }

  private Path required(Path root, String file) {
    return find(root, file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected %s or %s.gz in root=%s or its folder %s, got %s; %s"
                        .formatted(
                            name,
                            file,
                            file,
                            root,
                            torchvisionFolder,
                            Files.isDirectory(root) ? "neither" : "no such folder",
                            howToGet())));
  }

  private String howToGet() {
    return name + ".download(folder, progress) fetches the files from their publisher";
  }

  private Optional<Path> find(Path root, String file) {
    for (Path folder : List.of(root, root.resolve(torchvisionFolder))) {
      for (String candidate : List.of(file + ".gz", file)) {
        Path path = folder.resolve(candidate);
        if (Files.exists(path)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  private static Idx resource(String path, int dimensions) {
    try (InputStream in = IdxFamily.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException("the jar of jackhammer-vision lacks " + path);
      }
      return Idx.read(path, in.readAllBytes(), dimensions);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar of jackhammer-vision: " + path, e);
    }
  }

  private Pictures checked(
      Idx images, Idx labels, String imagesFile, String labelsFile, String source) {
    int[] sizes = images.sizes();
    if (sizes[1] != SIDE || sizes[2] != SIDE) {
      throw new CorruptFileException(
          imagesFile,
          8,
          "pictures of 28 x 28",
          sizes[1] + " x " + sizes[2],
          "these are not the pictures of " + name);
    }
    if (sizes[0] != labels.sizes()[0]) {
      throw new CorruptFileException(
          labelsFile,
          4,
          sizes[0] + " labels, one for each picture of " + imagesFile,
          "" + labels.sizes()[0],
          "the two files do not belong together; fetch both again");
    }
    byte[] numbers = labels.data();
    for (int i = 0; i < numbers.length; i++) {
      if ((numbers[i] & 0xff) >= classes.size()) {
        throw new CorruptFileException(
            labelsFile,
            8L + i,
            "a label from 0 to " + (classes.size() - 1),
            "" + (numbers[i] & 0xff),
            "the file is damaged; fetch it again");
      }
    }
    return new Pictures(images, labels, source);
  }

  private static String plainName(String packed) {
    return packed.substring(0, packed.length() - ".gz".length());
  }
}
