package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user does wrong is exit code 2 and one line on standard error, which says where, what was
 * expected and what came; nothing on standard output.
 */
class MistakesTest {
  @TempDir static Path folder;

  /**
   * What is typed behind {@code jackhammer}, and how the answer begins. {@code @} is a folder with:
   * {@code file}, {@code empty/}, {@code good/} (few pictures), {@code cut/} (the same with a file
   * cut off), {@code run/} (weights of lenet), {@code other/} (the same said to be cnn's), {@code
   * text.png} (no picture), {@code small.gif}.
   */
  private static final String TABLE =
      """
      trian                                      | jackhammer: there is no command 'trian'; did you mean train?
      --colour                                   | jackhammer: Unknown option: '--colour'
      help trian                                 | jackhammer help: there is no command 'trian'; did you mean train?
      help train fashion-mnits                   | jackhammer help: there is no command 'train fashion-mnits'; did you mean fashion-mnist?
      help --jsn                                 | jackhammer help: Unknown option: '--jsn'
      help doctor --jsn                          | jackhammer help: Unknown option: '--jsn'

      train                                      | jackhammer train: expected what to train, one of: fashion-mnist,
      train --epochs 3                           | jackhammer train: Unknown options: '--epochs', '3'
      train mnist                                | jackhammer train: expected one of fashion-mnist, moving,
      train fashion-mnits                        | jackhammer train: expected one of fashion-mnist, moving, autoencoder, names, poems, series, got 'fashion-mnits'; did you mean fashion-mnist?
      train fashion-mnist lenet                  | jackhammer train fashion-mnist: Unmatched argument at index 2: 'lenet'
      train fashion-mnist --epoch 1              | jackhammer train fashion-mnist: Unknown options: '--epoch', '1'; did you mean --epochs?
      train fashion-mnist --epochs               | jackhammer train fashion-mnist: --epochs: expected N behind it, got nothing
      train fashion-mnist --data --subset        | jackhammer train fashion-mnist: --data: expected a value behind it, got the option --subset
      train fashion-mnist --epochs five          | jackhammer train fashion-mnist: --epochs: expected a whole number, got 'five'
      train fashion-mnist --epochs 1.5           | jackhammer train fashion-mnist: --epochs: expected a whole number, got '1.5'
      train fashion-mnist --epochs 3000000000    | jackhammer train fashion-mnist: --epochs: expected a whole number, got '3000000000'; the largest is 2147483647
      train fashion-mnist --epochs 0             | jackhammer train fashion-mnist: --epochs: expected at least 1, got 0
      train fashion-mnist --epochs -1            | jackhammer train fashion-mnist: --epochs: expected at least 1, got -1
      train fashion-mnist --epochs 1 --epochs 2  | jackhammer train fashion-mnist: option '--epochs' (N) should be specified only once
      train fashion-mnist --batch-size -4        | jackhammer train fashion-mnist: --batch-size: expected at least 1, got -4
      train fashion-mnist --threads 0            | jackhammer train fashion-mnist: --threads: expected at least 1, got 0
      train fashion-mnist --lr -1                | jackhammer train fashion-mnist: --lr: expected a number above 0, got -1.0
      train fashion-mnist --lr NaN               | jackhammer train fashion-mnist: --lr: expected a number above 0, got NaN
      train fashion-mnist --lr 0,1               | jackhammer train fashion-mnist: --lr: expected a number, got '0,1'
      train fashion-mnist --validation 1         | jackhammer train fashion-mnist: --validation: expected a share between 0 and 1, got 1.0
      train fashion-mnist --subset --validation 1e-9 | jackhammer train fashion-mnist: --validation: expected a share that leaves pictures on both sides, got 1.0E-9 of 10,000
      train fashion-mnist --schedule sine        | jackhammer train fashion-mnist: --schedule: expected one of constant, cosine, got 'sine'
      train fashion-mnist --seed x               | jackhammer train fashion-mnist: --seed: expected a whole number, got 'x'
      train fashion-mnist --model resnet         | jackhammer train fashion-mnist: --model: expected one of lenet, cnn, got 'resnet'
      train fashion-mnist --model lenett         | jackhammer train fashion-mnist: --model: expected one of lenet, cnn, got 'lenett'; did you mean lenet?
      train fashion-mnist --binary 3             | jackhammer train fashion-mnist: --binary: expected two different classes, such as 0,6, got 3
      train fashion-mnist --binary 1,Trouser     | jackhammer train fashion-mnist: --binary: expected two different classes
      train fashion-mnist --binary 0,10          | jackhammer train fashion-mnist: --binary: expected numbers from 0 to 9 or names (T-sh
      train fashion-mnist --binary ,             | jackhammer train fashion-mnist: --binary: expected
      train fashion-mnist --data /none           | jackhammer train fashion-mnist: --data: expected a folder with the four files of Fashion-MNIST, but there is no folder /none
      train fashion-mnist --data @/file          | jackhammer train fashion-mnist: --data: expected a folder with the four files of Fashion-MNIST, but there is no folder @/file
      train fashion-mnist --data @/empty         | jackhammer train fashion-mnist: --data: FashionMNIST: expected train-images
      train fashion-mnist --data @/cut           | jackhammer train fashion-mnist: @/cut/train-images-idx3-ubyte: at byte 1000 expected
      train fashion-mnist --subset --data .      | jackhammer train fashion-mnist: --subset: expected neither --data nor
      train fashion-mnist --data @/good --out @/file | jackhammer train fashion-mnist: --out: the folder @/file cannot be made
      train moving --model lenet                 | jackhammer train moving: Unknown options: '--model', 'lenet'
      train moving --data @/empty                | jackhammer train moving: --data: FashionMNIST: expected train-images
      train autoencoder --code 0                 | jackhammer train autoencoder: --code: expected at least 1, got 0
      train autoencoder --code many              | jackhammer train autoencoder: --code: expected a whole number, got 'many'
      train autoencoder --binary 0,6             | jackhammer train autoencoder: Unknown options: '--binary', '0,6'

      eval @/run/model.safetensors               | jackhammer eval: Unmatched argument at index 1: '@/run/model.safetensors'
      eval --weights                             | jackhammer eval: --weights: expected FILE behind it, got nothing
      eval --weights @/none                      | jackhammer eval: --weights: there is no file @/none
      eval --weights @/run                       | jackhammer eval: --weights: expected a file such as @/run/model.safetensors, got a folder
      eval --weights @/file                      | jackhammer eval: @/file: expected recipe.json beside it
      eval --weights @/run/model.safetensors --data @/empty | jackhammer eval: --data: FashionMNIST: expected t10k-images
      eval --weights @/run/model.safetensors --threads 0 | jackhammer eval: --threads: expected at least 1, got 0
      eval --weights @/other/model.safetensors --subset | jackhammer eval: @/other/model.safetensors does not fit the network 'cnn' that recipe.json names

      predict                                    | jackhammer predict: Missing required parameter: 'INPUT'
      predict @/small.gif --weights @/none       | jackhammer predict: --weights: there is no file @/none
      predict @/none.png --weights @/run/model.safetensors | jackhammer predict: @/none.png: there is no such file
      predict @/empty --weights @/run/model.safetensors | jackhammer predict: @/empty: expected a picture, got a folder
      predict @/text.png --weights @/run/model.safetensors | jackhammer predict: @/text.png: at byte 0 expected a picture
      predict @/file --weights @/other/model.safetensors | jackhammer predict: @/other/model.safetensors does not fit the network 'cnn'
      predict --invert=yes @/file                | jackhammer predict: Invalid value for option '--invert': 'yes' is not a boolean

      generate 5                                 | jackhammer generate: Unmatched argument at index 1: '5'
      generate --weights @/none                  | jackhammer generate: --weights: there is no file @/none
      generate --promt x                         | jackhammer generate: Unknown options: '--promt', 'x'; did you mean --prompt?

      run                                        | jackhammer run: Missing required parameter: 'FILE.java'
      run @/none.java                            | jackhammer run: @/none.java: there is no such file
      run @/file                                 | jackhammer run: @/file: expected a Java source file, whose name ends in .java
      run /                                      | jackhammer run: /: expected a Java source file, whose name ends in .java
      run @/folder.java                          | jackhammer run: @/folder.java: there is no such file
      run --fast @/none.java                     | jackhammer run: Unknown option: '--fast'

      shell script.jsh                           | jackhammer shell: Unmatched argument at index 1: 'script.jsh'
      shell --quiet                              | jackhammer shell: Unknown option: '--quiet'

      doctor now                                 | jackhammer doctor: Unmatched argument at index 1: 'now'
      doctor --jsn                               | jackhammer doctor: Unknown option: '--jsn'; did you mean --json?

      bench lenet                                | jackhammer bench: Unmatched argument at index 1: 'lenet'
      bench --suite gem                          | jackhammer bench: --suite: expected one of gemm, conv,
      bench --threads 0                          | jackhammer bench: --threads: expected at least 1, got 0
      bench --threads two                        | jackhammer bench: --threads: expected a whole number, got 'two'
      bench --row nothing-of-that-name           | jackhammer bench: --row: no row's name contains 'nothing-of-that-name'
      bench --json @/none/rows.json              | jackhammer bench: --json: expected a file in a folder that is there, got @/none/rows.json
      bench --no-libtorch --python @/none --suite gemm --quick | jackhammer bench: --python:
      """;

  record Row(String typed, String answer) {
    @Override
    public String toString() {
      return typed;
    }
  }

  static Stream<Row> rows() {
    return TABLE
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.split("\\|", 2))
        .map(f -> new Row(f[0].strip(), f[1].strip()));
  }

  @BeforeAll
  static void prepare() throws Exception {
    Files.writeString(folder.resolve("file"), "something else");
    Files.writeString(folder.resolve("text.png"), "not a picture");
    for (String name : new String[] {"empty", "good", "cut", "other", "folder.java"}) {
      Files.createDirectory(folder.resolve(name));
    }
    FewPictures.write(folder.resolve("good"));
    FewPictures.write(folder.resolve("cut"));
    Path images = folder.resolve("cut/train-images-idx3-ubyte");
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 1000));
    FewPictures.png(folder.resolve("small.gif"), Tensor.zeros(1, 28, 28));
    Cli.Result r = Cli.run(args("train fashion-mnist --data @/good --epochs 1 --out @/run"));
    assertThat(r.code()).as(r.err()).isZero();
    String model = "model.safetensors";
    Files.copy(folder.resolve("run").resolve(model), folder.resolve("other").resolve(model));
    String card = Files.readString(folder.resolve("run/recipe.json"));
    Files.writeString(folder.resolve("other/recipe.json"), card.replace("\"lenet\"", "\"cnn\""));
  }

  private static String[] args(String typed) {
    return typed.replace("@", folder.toString()).split("\\s+");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void areOneClearLine(Row row) {
    Cli.Result r = Cli.run(args(row.typed));
    assertThat(r.err()).startsWith(row.answer.replace("@", folder.toString()));
    assertThat(r.err().lines()).hasSize(1);
    assertThat(r.code()).isEqualTo(Main.USER_ERROR);
    assertThat(r.out()).isEmpty();
  }

  /** Of commands below commands too. */
  @Test
  void everyCommandRefusesAnOptionThatItDoesNotHave() {
    List<String> commands = new ArrayList<>(MainTest.COMMANDS);
    Recipes.names().forEach(name -> commands.add("train " + name));
    for (String name : commands) {
      Cli.Result r = Cli.run(args(name + " --no-such-option x"));
      assertThat(r.err()).startsWith("jackhammer " + name + ": Unknown option");
      assertThat(r.err()).contains("'--no-such-option'");
      assertThat(r.err().lines()).hasSize(1);
      assertThat(r.code()).isEqualTo(Main.USER_ERROR);
      Cli.Result near = Cli.run(args(name + " --hlep x"));
      assertThat(near.err()).contains("'--hlep'").contains("; did you mean --help?");
    }
  }

  /** A command without a row would be one that nobody has tried to misuse. */
  @Test
  void everyCommandAndRecipeHasRows() {
    for (String name : MainTest.COMMANDS) {
      assertThat(TABLE.lines()).as(name).anyMatch(line -> line.startsWith(name + " "));
    }
  }

  @Test
  void suggestionsAreNear() {
    assertThat(Suggestion.distance("lenet", "lenet")).isZero();
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("trian", "train")).isEqualTo(1);
    assertThat(Suggestion.distance("", "cnn")).isEqualTo(3);
    assertThat(Suggestion.of("CNNN", Recipes.names())).isEmpty();
    assertThat(Suggestion.of("MOVNG", Recipes.names())).isEqualTo("; did you mean moving?");
  }
}
