package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.data.DataLoader;
import jackhammer.data.Example;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.transforms.Lambda;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  private static final int FEW = 4;

  @TempDir Path folder;

  private static CifarDataset.Layout few(CifarDataset.Layout l) {
    return new CifarDataset.Layout(
        l.name(),
        l.folder(),
        l.trainFiles(),
        l.testFiles(),
        FEW,
        FEW,
        l.labels(),
        l.classes(),
        l.site(),
        l.archive());
  }

  private static byte pixel(int seed, int c, int y, int x) {
    return (byte) (seed * 31 + c * 97 + y * 5 + x * 3);
  }

  /** Records as the publisher describes them: labels, then red, green and blue row by row. */
  private static byte[] file(int seed, int labels, int classes) {
    byte[] b = new byte[FEW * (labels + 3072)];
    int at = 0;
    for (int i = 0; i < FEW; i++) {
      for (int l = 0; l < labels; l++) {
        b[at++] = (byte) ((seed + i + 7 * l) % classes);
      }
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 32; y++) {
          for (int x = 0; x < 32; x++) {
            b[at++] = pixel(seed + i, c, y, x);
          }
        }
      }
    }
    return b;
  }

  private Cifar10 ten(boolean train) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
    for (int f = 1; f <= 5; f++) {
      Files.write(inside.resolve("data_batch_" + f + ".bin"), file(10 * f, 1, 10));
    }
    Files.write(inside.resolve("test_batch.bin"), file(3, 1, 10));
    return new Cifar10(few(Cifar10.LAYOUT), o -> o.root(folder).train(train));
  }

  @Test
  void theFilesOfCifar10ComeOneAfterTheOther() throws IOException {
    Cifar10 train = ten(true);
    assertThat(train.size()).isEqualTo(5 * FEW);
    assertThat(train.targets().toLongArray()).startsWith(0, 1, 2, 3, 0, 1).hasSize(20);
    Example e = train.get(2 * FEW + 1);
    assertThat(e.input().size().toLongArray()).containsExactly(3, 32, 32);
    float[] numbers = e.input().toFloatArray();
    assertThat(numbers[(2 * 32 + 9) * 32 + 17]).isEqualTo((pixel(31, 2, 9, 17) & 0xff) / 255f);
    assertThat(train.data().size().toLongArray()).containsExactly(20, 3, 32, 32);
    assertThat(ten(false).targets().toLongArray()).containsExactly(3, 4, 5, 6);
    assertThat(train)
        .hasToString(
            "Dataset CIFAR10\n    Number of datapoints: 20\n    Root location: "
                + folder
                + "\n    Split: Train");
    assertThatThrownBy(() -> train.get(20))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("CIFAR10: expected an index from 0 to 19, got 20");
  }

  @Test
  void aBatchAtOnceIsTheItemsOneByOne() throws IOException {
    Cifar10 plain = ten(true);
    Cifar10 mapped =
        new Cifar10(
            few(Cifar10.LAYOUT),
            o -> o.root(folder).transform(new Lambda(x -> x.to(DType.FLOAT32).div(255))));
    Tensor a = new DataLoader<>(plain, o -> o.batchSize(7)).iterator().next().input();
    Tensor b = new DataLoader<>(mapped, o -> o.batchSize(7)).iterator().next().input();
    assertThat(a.size().toLongArray()).containsExactly(7, 3, 32, 32);
    assertThat(a.toFloatArray()).isEqualTo(b.toFloatArray());
    assertThat(mapped.toString()).endsWith("StandardTransform\nTransform: Lambda()");
  }

  @Test
  void theFineLabelIsTheClassOfCifar100() throws IOException {
    Files.write(folder.resolve("train.bin"), file(95, 2, 100));
    var train = new Cifar100(few(Cifar100.LAYOUT), o -> o.root(folder));
    assertThat(train.targets().toLongArray()).containsExactly(2, 3, 4, 5);
    assertThat(train.classes())
        .hasSize(100)
        .startsWith("apple")
        .endsWith("worm")
        .doesNotHaveDuplicates();
    assertThat(train.get(1).input().toFloatArray()[0])
        .isEqualTo((pixel(96, 0, 0, 0) & 0xff) / 255f);
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    ten(true);
    Path file = folder.resolve("cifar-10-batches-bin").resolve("data_batch_3.bin");
    byte[] whole = Files.readAllBytes(file);
    byte[] odd = whole.clone();
    odd[3073] = 10;
    Files.write(file, odd);
    assertThatThrownBy(() -> new Cifar10(few(Cifar10.LAYOUT), o -> o.root(folder)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContainingAll(file.toString(), "3073", "a label from 0 to 9", "got 10");
    Files.write(file, Arrays.copyOf(whole, 3073));
    assertThatThrownBy(() -> new Cifar10(few(Cifar10.LAYOUT), o -> o.root(folder)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContainingAll(file.toString(), "12292 bytes", "got 3073 bytes", "truncated");
    assertThatThrownBy(() -> new Cifar10(o -> o.root(folder)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("30730000 bytes");
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> new Cifar100(o -> o.root(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("CIFAR100: expected train.bin", "cifar-100-binary", "neither");
    assertThatThrownBy(() -> new Cifar10(o -> o))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CIFAR10: expected root");
    assertThat(List.of(Cifar10.CLASSES.size(), Cifar100.CLASSES.size())).containsExactly(10, 100);
  }

  /** As tar lays an entry out: a header with name and size in octal, and blocks of 512 bytes. */
  private static byte[] entry(String name, byte[] content) {
    byte[] b = new byte[512 + Math.ceilDiv(content.length, 512) * 512];
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, b, 0, ascii.length);
    byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, b, 124, size.length);
    System.arraycopy(content, 0, b, 512, content.length);
    return b;
  }

  private static byte[] archive(String... lacking) throws IOException {
    var tar = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(tar)) {
      gzip.write(entry("cifar-100-binary/", new byte[0]));
      gzip.write(entry("cifar-100-binary/fine_label_names.txt", new byte[700]));
      gzip.write(entry("../train.bin", new byte[1024]));
      for (String name : List.of("test.bin", "train.bin")) {
        if (!List.of(lacking).contains(name)) {
          gzip.write(
              entry("cifar-100-binary/" + name, file(name.equals("train.bin") ? 95 : 3, 2, 100)));
        }
      }
      gzip.write(new byte[1024]);
    }
    return tar.toByteArray();
  }

  private CifarDataset.Layout served(HttpServer server, byte[] archive) throws Exception {
    CifarDataset.Layout l = few(Cifar100.LAYOUT);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    return new CifarDataset.Layout(
        l.name(),
        l.folder(),
        l.trainFiles(),
        l.testFiles(),
        FEW,
        FEW,
        l.labels(),
        l.classes(),
        URI.create("http://localhost:" + server.getAddress().getPort() + "/"),
        new Published("c.tar.gz", archive.length, sum));
  }

  private static HttpServer server(byte[] archive, List<String> asked) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
          }
        });
    server.start();
    return server;
  }

  /** Against a server on this machine: nothing leaves it. */
  @Test
  void theArchiveIsFetchedOnceAndOnlyItsPicturesAreUnpacked() throws Exception {
    byte[] archive = archive();
    List<String> asked = new ArrayList<>();
    HttpServer server = server(archive, asked);
    try {
      CifarDataset.Layout layout = served(server, archive);
      Path root = folder.resolve("new/data");
      List<Long> seen = new ArrayList<>();
      var train =
          new Cifar100(
              layout,
              o -> o.root(root).download(true).progress((f, done, total) -> seen.add(done)));
      assertThat(train.targets().toLongArray()).containsExactly(2, 3, 4, 5);
      assertThat(seen).endsWith((long) archive.length);
      var test = new Cifar100(layout, o -> o.root(root).train(false).download(true));
      assertThat(test.get(1).input().toFloatArray()[0])
          .isEqualTo((pixel(4, 0, 0, 0) & 0xff) / 255f);
      assertThat(asked).containsExactly("/c.tar.gz");
      try (var files = Files.list(root.resolve("cifar-100-binary"))) {
        assertThat(files.map(f -> f.getFileName().toString()).toList())
            .containsExactlyInAnyOrder("train.bin", "test.bin");
      }
      assertThat(root.resolve("train.bin")).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anArchiveWithoutItsFilesOrOfAnotherContentIsRefused() throws Exception {
    byte[] archive = archive("train.bin");
    HttpServer server = server(archive, new ArrayList<>());
    try {
      CifarDataset.Layout layout = served(server, archive);
      assertThatThrownBy(() -> new Cifar100(layout, o -> o.root(folder).download(true)))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContainingAll("c.tar.gz", "expected cifar-100-binary/train.bin");
      Files.delete(folder.resolve("c.tar.gz"));
      byte[] wrong = archive.clone();
      wrong[archive.length / 2] ^= 1;
      CifarDataset.Layout other = served(server, wrong);
      assertThatThrownBy(() -> new Cifar100(other, o -> o.root(folder).download(true)))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("expected the publisher's SHA-256");
      assertThat(folder.resolve("c.tar.gz")).doesNotExist();
    } finally {
      server.stop(0);
    }
    Path cut = folder.resolve("cut.tar.gz");
    Files.write(cut, Arrays.copyOf(archive, archive.length / 2));
    assertThatThrownBy(() -> TarGz.unpack(cut, "cifar-100-binary", Set.of("train.bin"), folder))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("its end in the middle");
    assertThatThrownBy(() -> new Cifar10(o -> o.download(true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CIFAR10: expected root, the folder for the files, beside download(true)");
  }
}
