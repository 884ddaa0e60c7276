package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import jackhammer.Jackhammer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void saysWhatTheProcessRunsOn() {
    Cli.Result r = Cli.run("doctor");
    assertThat(r.code()).isZero();
    Jackhammer.describe()
        .forEach((name, fact) -> assertThat(r.out()).containsPattern(name + " +.*"));
    assertThat(r.out()).contains(System.getProperty("java.runtime.version"), "Fashion-MNIST");
  }

  @Test
  void jsonIsTheLastLine() throws Exception {
    Cli.Result r = Cli.run("doctor", "--json");
    List<String> keys = new ArrayList<>();
    try (var json = new JsonFactory().createParser(r.lastLine())) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
        keys.add(key);
        json.nextToken();
        json.skipChildren();
      }
    }
    assertThat(keys)
        .containsExactly(
            "version",
            "java",
            "system",
            "simd",
            "threads",
            "heap",
            "gc",
            "fma",
            "huge_pages",
            "data",
            "advice");
  }
}
