package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.data.DataLoader;
import jackhammer.data.Example;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.transforms.Lambda;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  private static final int FEW = 4;

  @TempDir Path folder;

  private static CifarDataset.Layout few(CifarDataset.Layout l) {
    return new CifarDataset.Layout(
        l.name(), l.folder(), l.trainFiles(), l.testFiles(), FEW, FEW, l.labels(), l.classes());
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
}
