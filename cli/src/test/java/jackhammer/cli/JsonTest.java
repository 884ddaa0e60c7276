package jackhammer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesOneLine() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"quoted\"\nline");
    object.put("whole", 3);
    object.put("real", 0.25);
    object.put("single", 0.5f);
    object.put("nothing", null);
    object.put("nan", Double.NaN);
    object.put("yes", true);
    object.put("rows", List.of(Map.of("a", 1L), Arrays.asList(1, null)));
    assertThat(Json.line(object))
        .isEqualTo(
            "{\"text\":\"a \\\"quoted\\\"\\nline\",\"whole\":3,\"real\":0.25,\"single\":0.5,"
                + "\"nothing\":null,\"nan\":null,\"yes\":true,\"rows\":[{\"a\":1},[1,null]]}");
  }

  @Test
  void readsWhatItWrites() throws Exception {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"quoted\"\nline");
    object.put("whole", 3L);
    object.put("real", 0.25);
    object.put("nothing", null);
    object.put("yes", true);
    object.put("rows", List.of(Map.of("a", 1L), Arrays.asList(1L, null), List.of()));
    assertThat(Json.parse(Json.line(object))).isEqualTo(object);
    assertThat(Json.parse(Json.lines(object))).isEqualTo(object);
    assertThat(Json.lines(Map.of("a", 1))).isEqualTo("{\n  \"a\": 1\n}\n");
    for (String wrong : new String[] {"", "{", "[1,", "{} {}", "{\"a\"}", "nothing"}) {
      assertThatThrownBy(() -> Json.parse(wrong))
          .as(wrong)
          .isInstanceOf(JsonProcessingException.class);
    }
    assertThat(Json.line(Path.of("a", "b"))).isEqualTo("\"a/b\"");
  }
}
