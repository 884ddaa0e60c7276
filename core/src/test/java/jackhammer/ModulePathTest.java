package jackhammer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a module, under a user's module that opens nothing. */
class ModulePathTest {
  private record Run(int code, String out, String err) {}

  @TempDir Path folder;

  private Path classes;
  private String modulePath;

  @BeforeEach
  void compileTheUsersModule() throws Exception {
    classes = folder.resolve("classes");
    modulePath = place(Jackhammer.class) + File.pathSeparator + place(JsonFactory.class);
    Path source = folder.resolve("source");
    Files.createDirectories(source.resolve("user"));
    Path descriptor =
        Files.writeString(
            source.resolve("module-info.java"), "module user {\n  requires jackhammer;\n}\n");
    Path program =
        Files.writeString(
            source.resolve("user/Main.java"),
            """
            package user;

            import static jackhammer.Tensor.*;

            import jackhammer.*;
            import jackhammer.nn.*;
            import jackhammer.nn.Module;

            public class Main {
              static class Net extends Module {
                private final Module inside = new Sequential();
              }

              public static void main(String[] args) {
                Jackhammer.manualSeed(0);
                Tensor x = rand(2, 3).requiresGrad_(true);
                System.out.println(x.mul(2).exp());
                System.out.println(Jackhammer.class.getModule());
                try {
                  new Net().modules();
                } catch (IllegalStateException e) {
                  System.out.println(e.getMessage());
                }
                // Whatever else is used, this asks for the SIMD width, which warns where there is none.
                Jackhammer.describe();
              }
            }
            """);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-d",
                classes.toString(),
                "--module-path",
                modulePath,
                descriptor.toString(),
                program.toString());
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void runsWithAndWithoutTheVectorModuleAndPrintsTheSame() throws Exception {
    Run vector = run("--add-modules=jdk.incubator.vector");
    assertThat(vector.err).contains("Using incubator modules").doesNotContain("jackhammer");
    assertThat(vector.code).isZero();

    Run plain = run();
    assertThat(plain.err.lines())
        .singleElement()
        .asString()
        .contains("--add-modules jdk.incubator.vector");
    assertThat(plain.code).isZero();

    assertThat(vector.out).startsWith("tensor([[").contains("grad_fn=<ExpBackward0>)");
    assertThat(vector.out.lines())
        .contains(
            "module jackhammer",
            "user.Main$Net.inside may hold a parameter or a module, but cannot be read: add \"opens"
                + " user to jackhammer;\" to the module-info of user, or register its value by name");
    assertThat(plain.out).isEqualTo(vector.out);
  }

  private Run run(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-Xmx256m", "--module-path", modulePath + File.pathSeparator + classes));
    command.addAll(List.of("--module", "user/user.Main"));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the program did not end");
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** The folder or jar that a class comes from. */
  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
