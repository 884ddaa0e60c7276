package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path folder;

  @Test
  void aCompactSourceFileSeesTheLibraryAndItsArguments() throws Exception {
    Path file =
        write(
            "Hello.java",
            """
            import jackhammer.*;

            void main(String[] args) {
              IO.println(DType.FLOAT32 + " " + String.join("|", args));
            }
            """);
    assertThat(printed("run", file.toString(), "a", "--json", "-h"))
        .isEqualTo("torch.float32 a|--json|-h\n");
  }

  @Test
  void aClassInAPackageSeesTheClassesBesideIt() throws Exception {
    Path main =
        write(
            "org/example/Main.java",
            """
            package org.example;

            public class Main {
              public static void main(String[] args) {
                System.out.println(new Helper().answer());
              }
            }
            """);
    write(
        "org/example/Helper.java",
        """
        package org.example;

        class Helper {
          int answer() {
            return 42;
          }
        }
        """);
    assertThat(printed("run", main.toString())).isEqualTo("42\n");
  }

  @Test
  void theMainMethodMayBeInherited() throws Exception {
    Path file =
        write(
            "Child.java",
            """
            class Child extends Parent {}

            class Parent {
              void main() {
                System.out.println(getClass().getName());
              }
            }
            """);
    assertThat(printed("run", file.toString())).isEqualTo("Child\n");
  }

  @Test
  void anExceptionShowsTheProgramsOwnFrames() throws Exception {
    Path file =
        write("Boom.java", "void main() {\n  throw new IllegalStateException(\"boom\");\n}\n");
    Cli.Result r = Cli.run("run", file.toString());
    assertThat(r.code()).isEqualTo(1);
    assertThat(r.err().lines())
        .containsExactly(
            "Exception in thread \"main\" java.lang.IllegalStateException: boom",
            "\tat Boom.main(Boom.java:2)");
  }

  @Test
  void aCompilerErrorIsShownAsTheCompilerSaysIt() throws Exception {
    Path file = write("Bad.java", "void main() {\n  int x = \"a\";\n}\n");
    Cli.Result r = Cli.run("run", file.toString());
    assertThat(r.code()).isEqualTo(2);
    assertThat(r.err())
        .contains("Bad.java:2: error: incompatible types", "Bad.java does not compile")
        .doesNotContain("\tat ");
  }

  @Test
  void aSyntaxErrorIsShownOnce() throws Exception {
    Path file = write("Half.java", "void main() {\n");
    Cli.Result r = Cli.run("run", file.toString());
    assertThat(r.code()).isEqualTo(2);
    assertThat(r.err()).containsOnlyOnce("error:").contains("Half.java does not compile");
  }

  @Test
  void whatIsNoProgramIsOneClearLine() throws Exception {
    Path absent = folder.resolve("Absent.java");
    assertMistake(absent, absent + ": there is no such file");
    Path text = write("notes.txt", "");
    assertMistake(text, text + ": expected a Java source file, whose name ends in .java");
    Path empty = write("Empty.java", "");
    assertMistake(empty, empty + ": expected a class or a main method, found neither");
    Path idle = write("Idle.java", "class Idle {}");
    assertMistake(
        idle, "Idle: expected a method void main(String[] args) or void main(), found none");
    Path closed = write("Closed.java", "class Closed { Closed(int x) {} void main() {} }");
    assertMistake(
        closed,
        "Closed: its main method is not static, so a constructor without arguments is needed");
  }

  private static void assertMistake(Path file, String message) {
    Cli.Result r = Cli.run("run", file.toString());
    assertThat(r.err().lines()).containsExactly("jackhammer run: " + message);
    assertThat(r.code()).isEqualTo(2);
  }

  private Path write(String name, String source) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, source);
  }

  /** What the program, which knows System.out only, prints. */
  private static String printed(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Cli.Result r = Cli.run(args);
      assertThat(r.err()).isEmpty();
      assertThat(r.code()).isZero();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
