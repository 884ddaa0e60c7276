package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import jackhammer.DType;
import jackhammer.data.Collate;
import jackhammer.data.DataLoader;
import jackhammer.data.Example;
import jackhammer.io.CorruptFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {
  private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

  /** Fashion-MNIST as on a machine without Debian's package. */
  private static final IdxFamily IN_JAR =
      new IdxFamily(
          "FashionMNIST",
          "FashionMNIST/raw",
          Path.of("/nonexistent"),
          FashionMnist.FAMILY.resourceFolder(),
          FashionMnist.FAMILY.mirrors(),
          FashionMnist.FAMILY.files(),
          FashionMnist.CLASSES);

  @TempDir Path folder;

  @Test
  void theCopyInTheJarIsBalancedAndAsCommitted() throws Exception {
    for (boolean train : new boolean[] {true, false}) {
      IdxFamily.Pictures p = IN_JAR.read(null, train);
      int perClass = train ? 1000 : 200;
      assertThat(p.images().sizes()).containsExactly(10 * perClass, 28, 28);
      int[] counts = new int[10];
      for (byte label : p.labels().data()) {
        counts[label]++;
      }
      assertThat(counts).containsOnly(perClass);
      assertThat(p.source()).isEqualTo("the subset in the jar");
    }
    for (String line : new String(resource("SHA256SUMS"), StandardCharsets.UTF_8).split("\n")) {
      String[] sumAndName = line.split("  ");
      byte[] bytes =
          sumAndName[1].endsWith(".gz")
              ? resource(sumAndName[1])
              : new GZIPInputStream(new ByteArrayInputStream(resource(sumAndName[1] + ".gz")))
                  .readAllBytes();
      assertThat(sha256(bytes)).as(line).isEqualTo(sumAndName[0]);
    }
    assertThat(new String(resource("LICENSE.txt"), StandardCharsets.UTF_8))
        .contains("The MIT License", "Copyright (c) 2017 Zalando SE");
  }

  @Test
  void theCopyInTheJarCanBeAskedFor() {
    FashionMnist train = FashionMnist.subset(true);
    assertThat(train.size()).isEqualTo(10_000);
    assertThat(train.source()).isEqualTo("the subset in the jar");
    assertThat(FashionMnist.subset(false).size()).isEqualTo(2_000);
  }

  @Test
  void theCopyInTheJarIsTheFirstOfEachClassOfTheFullSet() {
    assumeThat(DEBIAN).as("Debian's package dataset-fashion-mnist").isDirectory();
    for (boolean train : new boolean[] {true, false}) {
      IdxFamily.Pictures subset = IN_JAR.read(null, train);
      IdxFamily.Pictures full = FashionMnist.FAMILY.read(null, train);
      assertThat(full.images().sizes()).containsExactly(train ? 60_000 : 10_000, 28, 28);
      assertThat(full.source()).isEqualTo(DEBIAN.toString());
      int[] taken = new int[10];
      int next = 0;
      for (int i = 0; i < full.labels().data().length; i++) {
        byte label = full.labels().data()[i];
        if (taken[label]++ < (train ? 1000 : 200)) {
          assertThat(subset.labels().data()[next]).isEqualTo(label);
          assertThat(
                  Arrays.equals(
                      subset.images().data(),
                      784 * next,
                      784 * next + 784,
                      full.images().data(),
                      784 * i,
                      784 * i + 784))
              .isTrue();
          next++;
        }
      }
      assertThat(next).isEqualTo(subset.labels().data().length);
    }
  }

  /**
   * Debian packs the publisher's files without the name and the time in gzip's header. With these
   * put back they have to be, byte for byte, what a download must bring.
   */
  @Test
  void thePinnedChecksumsAreThoseOfTheFilesInDebiansPackage() throws Exception {
    assumeThat(DEBIAN).as("Debian's package dataset-fashion-mnist").isDirectory();
    for (Published file : FashionMnist.FAMILY.files()) {
      byte[] packed = Files.readAllBytes(DEBIAN.resolve(file.name()));
      String name = file.name().replace(".gz", "\0");
      int packedAt = name.startsWith("train") ? 1504176606 : 1504176627; // 31 August 2017
      ByteBuffer original =
          ByteBuffer.allocate(packed.length + name.length())
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(new byte[] {0x1f, (byte) 0x8b, 8, 8})
              .putInt(packedAt)
              .put(new byte[] {0, 3})
              .put(name.getBytes(StandardCharsets.US_ASCII))
              .put(packed, 10, packed.length - 10);
      assertThat(original.position()).isEqualTo((int) file.size());
      assertThat(sha256(original.array())).as(file.name()).isEqualTo(file.sha256());
    }
  }

  @Test
  void anItemIsAScaledPictureAndItsLabel() {
    FashionMnist test = new FashionMnist(o -> o.train(false));
    Example first = test.get(0);
    assertThat(first.input().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(first.input().size().toLongArray()).containsExactly(1, 28, 28);
    assertThat(first.target().dtype()).isEqualTo(DType.INT64);
    assertThat(first.target().dim()).isZero();
    assertThat(test.classes().get((int) first.target().itemLong())).isEqualTo("Ankle boot");
    assertThat(test.data().dtype()).isEqualTo(DType.UINT8);
    float[] pixels = first.input().toFloatArray();
    long[] bytes = test.data().select(0, 0).reshape(784).toLongArray();
    for (int i = 0; i < 784; i++) {
      assertThat(pixels[i]).isEqualTo(bytes[i] / 255f);
    }
    assertThat(test.targets().select(0, 0).itemLong()).isEqualTo(first.target().itemLong());
    assertThatThrownBy(() -> test.get(test.size()))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("FashionMNIST: expected an index from 0 to ");
    assertThatThrownBy(() -> test.batch(new int[] {-1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void scalingIsThatOfPyTorch() throws IOException {
    String hex =
        GreyPictureTest.lines().filter(f -> f[0].equals("scale")).findFirst().orElseThrow()[1];
    byte[] all = new byte[256];
    float[] expected = new float[256];
    float[] got = new float[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asFloatBuffer().get(expected);
    Pixels.scale(all, 0, got, 0, 256);
    assertThat(got).containsExactly(expected);
  }

  @Test
  void wholeBatchesEqualCollatedItems() {
    FashionMnist test = new FashionMnist(o -> o.train(false));
    int[] indices = {5, 0, 1999, 5};
    Example fast = test.batch(indices).orElseThrow();
    Example slow = Collate.defaultCollate(test.getItems(indices));
    assertThat(fast.input().size()).isEqualTo(slow.input().size());
    assertThat(fast.input().toFloatArray()).isEqualTo(slow.input().toFloatArray());
    assertThat(fast.target().size()).isEqualTo(slow.target().size());
    assertThat(fast.target().toLongArray()).isEqualTo(slow.target().toLongArray());
    Example batch = new DataLoader<>(test, o -> o.batchSize(64)).iterator().next();
    assertThat(batch.input().size().toLongArray()).containsExactly(64, 1, 28, 28);
  }

  @Test
  void readsAFolderPackedOrNotAndTorchvisionsFolder() throws IOException {
    fill(folder, "", true);
    assertThat(new Mnist(o -> o.root(folder)).size()).isEqualTo(20);
    Path plain = Files.createDirectory(folder.resolve("plain"));
    fill(plain, "", false);
    Mnist mnist = new Mnist(o -> o.root(plain).train(false));
    assertThat(mnist.size()).isEqualTo(10);
    assertThat(mnist.source()).isEqualTo(plain.toString());
    assertThat(mnist.toString())
        .isEqualTo(
            """
            Dataset MNIST
                Number of datapoints: 10
                Root location: %s
                Split: Test"""
                .formatted(plain));
    Path torchvision = Files.createDirectory(folder.resolve("torchvision"));
    fill(torchvision, "MNIST/raw", false);
    assertThat(new Mnist(o -> o.root(torchvision)).size()).isEqualTo(20);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> new Mnist(o -> o))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MNIST: expected root, the folder of the four idx files, got none");
    assertThatThrownBy(() -> new Mnist(o -> o.root(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected train-images-idx3-ubyte or train-images-idx3-ubyte.gz in")
        .hasMessageContaining("root=" + folder + " or its folder MNIST/raw, got neither");
    assertThatThrownBy(() -> new FashionMnist(o -> o.root(folder.resolve("none"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got no such folder");
    assertThatThrownBy(() -> new FashionMnist(o -> o.download(true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected root, the folder for the files, beside download(true)");
  }

  @Test
  void refusesFilesThatDoNotBelongTogether() throws IOException {
    fill(folder, "", true);
    Path labels = folder.resolve("train-labels-idx1-ubyte.gz");
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    Files.write(labels, IdxFiles.labels(19));
    refuses(labels + ": at byte 4 expected 20 labels, one for each picture of " + images);
    byte[] wrong = IdxFiles.labels(20);
    wrong[8 + 7] = 10;
    Files.write(labels, wrong);
    refuses(labels + ": at byte 15 expected a label from 0 to 9, got 10");
    Files.write(labels, IdxFiles.idx(20, 28, 28));
    refuses(labels + ": at byte 0 expected the magic number 00000801");
    Files.write(labels, IdxFiles.labels(20));
    Files.write(images, IdxFiles.idx(20, 28, 27));
    refuses(images + ": at byte 8 expected pictures of 28 x 28, got 28 x 27");
  }

  @Test
  void aCompleteFolderIsNotDownloadedAgain() throws IOException {
    fill(folder, "", false);
    assertThat(new Mnist(o -> o.root(folder).download(true)).size()).isEqualTo(20);
  }

  private void refuses(String says) {
    assertThatThrownBy(() -> new Mnist(o -> o.root(folder)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(says);
  }

  private static void fill(Path root, String sub, boolean pack) throws IOException {
    Path to = Files.createDirectories(root.resolve(sub));
    write(to, "train-images-idx3-ubyte", IdxFiles.idx(20, 28, 28), pack);
    write(to, "train-labels-idx1-ubyte", IdxFiles.labels(20), pack);
    write(to, "t10k-images-idx3-ubyte", IdxFiles.idx(10, 28, 28), pack);
    write(to, "t10k-labels-idx1-ubyte", IdxFiles.labels(10), pack);
  }

  private static void write(Path folder, String name, byte[] content, boolean pack)
      throws IOException {
    Files.write(
        folder.resolve(pack ? name + ".gz" : name), pack ? IdxFiles.gzip(content) : content);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] resource(String name) throws IOException {
    String path = "/" + FashionMnist.FAMILY.resourceFolder() + "/" + name;
    try (InputStream in = IdxDatasetTest.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }
}
